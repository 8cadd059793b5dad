import PassFormat

extension HostileInput {
    /// The readers of PassFormat.
    static let formats: [HostileInput] = [
        HostileInput(
            name: "base45", seeds: { [Base45.encode(Array("Hello!!".utf8)), Base45.encode(Specimen.pass.encoded())] }
        ) {
            bytes in
            guard let decoded = try? Base45.decode(bytes.span) else { return }
            precondition(Base45.encode(decoded) == bytes, "Base45 has two texts for the same bytes")
        },
        HostileInput(name: "cbor", seeds: { [Specimen.pass.encoded(), Specimen.pass.payload] }) { bytes in
            for order in [CBORReader.MapOrder.deterministic, .any] {
                var reader = CBORReader(bytes.span, order: order)
                while (try? reader.skipItem()) != nil {}
            }
        },
        HostileInput(name: "scanned-text", seeds: { Specimen.texts.map { Array($0.utf8) } }) { bytes in
            _ = try? ScannedCode.decode(utf8: bytes.span)
        },
        HostileInput(name: "pass", seeds: { [Specimen.pass.encoded()] }) { bytes in
            guard let pass = try? UnverifiedPass(decoding: bytes) else { return }
            precondition(pass.cose.encoded() == bytes, "a pass has two encodings")
        },
        HostileInput(name: "claims", seeds: { [Specimen.pass.payload] }) { bytes in
            guard let claims = try? PassClaims(decoding: bytes) else { return }
            precondition((try? claims.encoded()) == bytes, "claims that were read are not written as they were")
        },
        HostileInput(name: "live-code", seeds: { [Specimen.live.encoded()] }) { bytes in
            _ = try? UnverifiedLiveCode(decoding: bytes)
        },
        HostileInput(name: "status-token", seeds: { [Specimen.statusToken] }) { bytes in
            guard let token = try? UnverifiedStatusListToken(decoding: bytes) else { return }
            _ = try? token.inflatedList()
        },
        HostileInput(name: "status-zlib", seeds: { [StatusList().deflated(), Specimen.statusList.deflated()] }) {
            bytes in
            guard let list = try? StatusList.inflate(bytes, maximumCount: StatusList.standardCount) else { return }
            precondition(list.count <= StatusList.standardCount, "a list grew beyond its limit")
        },
    ]
}
