package import PassFormat

/// The sealed photos of the passes of a port: what came and what went after a place in the listing. Signed with the receipt
/// key.
///
///     {1: port, 2: after, 3: through, 4: time, 5: [[name, size, expires, digest], …], 6: true where more follows}
package struct PhotoListing: ServiceMessage {
    package static let type: WireText = "application/portpass-photos+cbor"
    package static let largest = 128 * 1024

    package struct Entry: Hashable, Sendable {
        /// The blob's name (wire format, section 11), its 16 bytes.
        package let name: [UInt8]
        /// Bytes of the blob; 0 when it is gone, and nobody needs it any more.
        package let size: Int64
        /// When the last pass with this photo expires, seconds since 1970.
        package let expires: Int64
        /// BLAKE2b-256 of the blob, so that a gate keeps no other.
        package let digest: [UInt8]

        package init(name: [UInt8], size: Int64, expires: Int64, digest: [UInt8]) {
            self.name = name
            self.size = size
            self.expires = expires
            self.digest = digest
        }
    }

    /// UN/LOCODE.
    package let port: WireText
    /// The place that was asked for: entries come after it.
    package let after: Int64
    /// The place of the last entry; ask for what comes after it next.
    package let through: Int64
    /// The service's clock, seconds since 1970.
    package let time: Int64
    package let entries: [Entry]
    package let hasMore: Bool

    package init(port: WireText, after: Int64, through: Int64, time: Int64, entries: [Entry], hasMore: Bool) {
        self.port = port
        self.after = after
        self.through = through
        self.time = time
        self.entries = entries
        self.hasMore = hasMore
    }

    package init(decoding payload: [UInt8]) throws(FormatError) {
        var reader = CBORReader(payload.span)
        var port: WireText?
        var after, through, time: Int64?
        var entries: [Entry]?
        var hasMore = false
        var map = try reader.readMap()
        while try reader.nextKey(in: &map) {
            switch try reader.readInteger() {
            case 1: port = try reader.readText("port", MessageLimits.port)
            case 2: after = try reader.readInteger("after", 0...Int64.max)
            case 3: through = try reader.readInteger("through", 0...Int64.max)
            case 4: time = try reader.readTime("time")
            case 5: entries = try Self.readEntries(&reader)
            case 6:
                try reader.readTrue()
                hasMore = true
            default: try reader.skipItem()
            }
        }
        try reader.finish()
        guard let port else { throw .missing("port") }
        guard let after else { throw .missing("after") }
        guard let through, through >= after else { throw .missing("through") }
        guard let time else { throw .missing("time") }
        guard let entries else { throw .missing("entries") }
        self.init(port: port, after: after, through: through, time: time, entries: entries, hasMore: hasMore)
    }

    private static func readEntries(_ reader: inout CBORReader) throws(FormatError) -> [Entry] {
        var array = try reader.readArray()
        guard array.remaining <= MessageLimits.photos else {
            throw .tooLong("photo listing", limit: MessageLimits.photos)
        }
        var entries: [Entry] = []
        while reader.nextElement(in: &array) {
            var parts = try reader.readArray()
            guard parts.remaining == 4 else { throw .invalid("photo entry", "it has four parts") }
            _ = reader.nextElement(in: &parts)
            let name = try reader.readBytes("name", count: MessageLimits.photoName)
            _ = reader.nextElement(in: &parts)
            let size = try reader.readInteger("size", 0...Int64(MessageLimits.photo))
            _ = reader.nextElement(in: &parts)
            let expires = try reader.readTime("expires")
            _ = reader.nextElement(in: &parts)
            let digest = try reader.readBytes("digest", count: MessageLimits.digest)
            entries.append(Entry(name: name, size: size, expires: expires, digest: digest))
            _ = reader.nextElement(in: &parts)
        }
        return entries
    }

    package func members() throws(FormatError) -> [CBORWriter.Entry] {
        var all: [CBORWriter.Entry] = [
            try .init(1) { $0.write(port) }, try .init(2) { $0.write(after) }, try .init(3) { $0.write(through) },
            try .init(4) { $0.write(time) },
            try .init(5) { writer throws(FormatError) in
                writer.writeArray(count: entries.count)
                for entry in entries {
                    writer.writeArray(count: 4)
                    writer.write(bytes: entry.name)
                    writer.write(entry.size)
                    writer.write(entry.expires)
                    writer.write(bytes: entry.digest)
                }
            },
        ]
        if hasMore { all.append(try .init(6) { $0.writeTrue() }) }
        return all
    }
}
