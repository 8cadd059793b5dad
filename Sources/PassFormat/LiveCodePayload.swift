/// The payload of a live code: `{3: audience, 6: iat}`. Other claims are ignored.
enum LiveCodePayload {
    private static let audienceKey: Int64 = 3
    private static let issuedAtKey: Int64 = 6

    static func decode(_ payload: [UInt8]) throws(FormatError) -> (audience: WireText, issuedAt: Int64) {
        var reader = CBORReader(payload.span)
        var audience: WireText?
        var issuedAt: Int64?
        var map = try reader.readMap()
        while try reader.nextKey(in: &map) {
            switch try reader.readInteger() {
            case audienceKey: audience = try reader.readText("aud", PassLimits.issuer)
            case issuedAtKey: issuedAt = try reader.readTime("iat")
            default: try reader.skipItem()
            }
        }
        try reader.finish()
        guard let audience else { throw .missing("aud") }
        guard let issuedAt else { throw .missing("iat") }
        return (audience, issuedAt)
    }

    static func encode(audience: WireText, issuedAt: Int64) throws(FormatError) -> [UInt8] {
        let payload = try CBORWriter.encoding { writer throws(FormatError) in
            try writer.write(map: [
                try .init(audienceKey) { $0.write(audience) }, try .init(issuedAtKey) { $0.write(issuedAt) },
            ])
        }
        _ = try decode(payload)
        return payload
    }
}
