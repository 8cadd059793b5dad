import PassFormat

extension HostileInput {
    /// The readers of CBOR, all on the same bytes: items, an envelope, a pass, claims, a live code, a status list
    /// token.
    static let cbor = HostileInput(
        "cbor",
        seeds: {
            [
                Specimen.pass.encoded(), Specimen.pass.payload, Specimen.boundPass.payload, Specimen.live.encoded(),
                Specimen.statusToken, Specimen.statusPayload,
            ]
        }
    ) { bytes in
        for order in [CBORReader.MapOrder.deterministic, .any] { try readItems(bytes, order) }
        if let envelope = try? COSESign1(decoding: bytes) {
            try require(envelope.encoded() == bytes, "an envelope has two encodings")
        }
        if let pass = try? UnverifiedPass(decoding: bytes) {
            try require(pass.cose.encoded() == bytes, "a pass has two encodings")
            try require((try? pass.claims.encoded()) == pass.cose.payload, "the claims of a pass change when written")
        }
        if let claims = try? PassClaims(decoding: bytes) {
            try require((try? claims.encoded()) == bytes, "claims change when written")
        }
        _ = try? UnverifiedLiveCode(decoding: bytes)
        if let token = try? UnverifiedStatusListToken(decoding: bytes) { _ = try? token.inflatedList() }
    }

    /// Passes over items until one is refused or none is left.
    private static func readItems(_ bytes: [UInt8], _ order: CBORReader.MapOrder) throws(Violation) {
        var reader = CBORReader(bytes.span, order: order)
        while (try? reader.skipItem()) != nil {}
        try require(reader.offset <= bytes.count, "the reader went past the end")
    }
}
