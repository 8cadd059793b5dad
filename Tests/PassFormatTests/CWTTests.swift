import PassFormat
import Testing

/// The examples of RFC 8392 appendix A. None is a port pass: they are signed, MACed or encrypted with other algorithms,
/// and most stand in the tags 61, 16 and 17. What applies is their claims set, which is deterministic CBOR, and that
/// the rest is refused.
struct `CBOR Web Token examples` {
    /// Appendix A.1.
    private static let claims = [UInt8](
        hex: """
            a70175636f61703a2f2f61732e6578616d706c652e636f6d02656572696b7703
            7818636f61703a2f2f6c696768742e6578616d706c652e636f6d041a5612aeb0
            051a5610d9f0061a5610d9f007420b71
            """)

    /// Appendix A.3.
    private static let signed = [UInt8](
        hex: """
            d28443a10126a104524173796d6d657472696345434453413235365850a70175
            636f61703a2f2f61732e6578616d706c652e636f6d02656572696b7703781863
            6f61703a2f2f6c696768742e6578616d706c652e636f6d041a5612aeb0051a56
            10d9f0061a5610d9f007420b7158405427c1ff28d23fbad1f29c4c7c6a555e60
            1d6fa29f9179bc3d7438bacaca5acd08c8d4d4f96131680c429a01f85951ecee
            743a52b9b63632c57209120e1c9e30
            """)

    @Test func `have a claims set that reads and writes the same`() throws {
        #expect(try recode(Self.claims) == Self.claims)
        var reader = CBORReader(Self.claims.span)
        var map = try reader.readMap()
        var found: [Int64: String] = [:]
        while try reader.nextKey(in: &map) {
            let key = try reader.readInteger()
            switch try reader.nextKind() {
            case .text: found[key] = try reader.readText().string
            case .bytes: found[key] = try "\(reader.readByteString())"
            default: found[key] = try "\(reader.readInteger())"
            }
        }
        try reader.finish()
        #expect(
            found == [
                1: "coap://as.example.com", 2: "erikw", 3: "coap://light.example.com", 4: "1444064944", 5: "1443944944",
                6: "1443944944", 7: "[11, 113]",
            ])
        var writer = CBORWriter()
        try writer.write(map: [
            .init(7) { $0.write(bytes: [0x0B, 0x71]) }, .init(6) { $0.write(1_443_944_944) },
            .init(5) { $0.write(1_443_944_944) }, .init(4) { $0.write(1_444_064_944) },
            .init(3) { $0.write("coap://light.example.com") }, .init(2) { $0.write("erikw") },
            .init(1) { $0.write("coap://as.example.com") },
        ])
        #expect(writer.bytes == Self.claims)
    }

    @Test func `are no passes: their ids have two bytes, and they have neither status nor port pass`() {
        #expect(throws: FormatError.invalid("cti", "it must be 8 bytes")) { try PassClaims(decoding: Self.claims) }
    }

    @Test func `are refused as envelopes: the key id is unprotected, the tag 61 is unknown, the type is another`() {
        #expect(throws: FormatError.envelope("its unprotected header is not empty")) {
            try COSESign1(decoding: Self.signed)
        }
        #expect(throws: FormatError.forbiddenValue("a tag other than 18")) {
            try COSESign1(decoding: [0xD8, 0x3D] + Self.signed)
        }
        let macced = [0xD1] + Self.signed.dropFirst()
        #expect(throws: FormatError.forbiddenValue("a tag other than 18")) { try COSESign1(decoding: macced) }
        let mended = Self.signed.prefix(6) + [0xA0] + Self.signed.dropFirst(6 + 21)
        #expect(throws: FormatError.unsupportedAlgorithm) { try UnverifiedPass(decoding: Array(mended)) }
    }
}
