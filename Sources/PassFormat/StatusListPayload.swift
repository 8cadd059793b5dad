/// The claims of a status list token: `{2: sub, 6: iat, 65534: ttl, 65533: {"bits": 2, "lst": zlib}}`. Others are
/// ignored.
package struct StatusListPayload: Hashable, Sendable {
    package let subject: WireText
    package let issuedAt: Int64
    package let expires: Int64?
    package let timeToLive: Int64?
    package let bits: Int
    package let compressedList: [UInt8]

    package init(subject: WireText, issuedAt: Int64, timeToLive: Int64?, list: StatusList) {
        self.subject = subject
        self.issuedAt = issuedAt
        self.timeToLive = timeToLive
        expires = nil
        bits = list.bits
        compressedList = list.deflated()
    }

    package init(decoding payload: [UInt8]) throws(FormatError) {
        var reader = CBORReader(payload.span, order: .any)
        var subject: WireText?
        var issuedAt, expires, timeToLive: Int64?
        var list: (bits: Int, zlib: [UInt8])?
        var map = try reader.readMap()
        while try reader.nextKey(in: &map) {
            switch try reader.readInteger() {
            case Key.subject: subject = try reader.readText("sub", PassLimits.statusURI)
            case Key.issuedAt: issuedAt = try reader.readTime("iat")
            case Key.expires: expires = try reader.readTime("exp")
            case Key.timeToLive: timeToLive = try reader.readTime("ttl")
            case Key.list: list = try Self.readList(&reader)
            default: try reader.skipItem()
            }
        }
        try reader.finish()
        guard let subject else { throw .missing("sub") }
        guard let issuedAt else { throw .missing("iat") }
        guard let list else { throw .missing("status list") }
        self.subject = subject
        self.issuedAt = issuedAt
        self.expires = expires
        self.timeToLive = timeToLive
        bits = list.bits
        compressedList = list.zlib
    }

    /// The payload of the token. Throws what a reader of it would throw.
    package func encoded() throws(FormatError) -> [UInt8] {
        let list: [CBORWriter.Entry] = [
            try .init(Key.bits) { $0.write(Int64(bits)) }, try .init(Key.zlib) { $0.write(bytes: compressedList) },
        ]
        var entries: [CBORWriter.Entry] = [
            try .init(Key.subject) { $0.write(subject) },
            try .init(Key.issuedAt) { $0.write(issuedAt) },
            try .init(Key.list) { writer throws(FormatError) in try writer.write(map: list) },
        ]
        if let expires {
            entries.append(try .init(Key.expires) { $0.write(expires) })
        }
        if let timeToLive {
            entries.append(try .init(Key.timeToLive) { $0.write(timeToLive) })
        }
        let payload = try CBORWriter.encoding { writer throws(FormatError) in try writer.write(map: entries) }
        _ = try StatusListPayload(decoding: payload)
        return payload
    }

    private static func readList(_ reader: inout CBORReader) throws(FormatError) -> (bits: Int, zlib: [UInt8]) {
        var bits: Int?
        var zlib: [UInt8]?
        var map = try reader.readMap()
        while try reader.nextKey(in: &map) {
            switch try reader.readText() {
            case Key.bits: bits = Int(exactly: try reader.readInteger())
            case Key.zlib: zlib = try reader.readByteString()
            default: try reader.skipItem()
            }
        }
        guard let bits else { throw .missing("bits") }
        try StatusList.check(bits)
        guard let zlib else { throw .missing("lst") }
        return (bits, zlib)
    }

    /// RFC 8392 section 4 and draft-ietf-oauth-status-list sections 4.3 and 5.2.
    private enum Key {
        static let subject: Int64 = 2
        static let expires: Int64 = 4
        static let issuedAt: Int64 = 6
        static let list: Int64 = 65533
        static let timeToLive: Int64 = 65534
        static let bits: WireText = "bits"
        static let zlib: WireText = "lst"
    }
}
