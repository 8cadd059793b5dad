import PassFormat
import Testing

struct `Scanned code` {
    static let keyID = KeyID(rawValue: 0x866E_EFBD_6718_C884)
    static let signature = [UInt8](repeating: 0xCD, count: 64)

    private static func pass(_ claims: PassClaims = .boundExample, protected: String? = nil) throws -> COSESign1 {
        try COSESign1(
            protectedBytes: protected.map { [UInt8](hex: $0) } ?? PassDraft(claims, keyID: keyID).protectedBytes,
            payload: claims.encoded(), signature: signature)
    }

    private static func live(
        protected: [UInt8]? = nil, payload: String? = nil, pass: COSESign1? = nil
    ) throws -> COSESign1 {
        let draft = try LiveCodeDraft(pass: pass ?? Self.pass(), audience: "twport", issuedAt: 1_770_000_000)
        return try COSESign1(
            protectedBytes: protected ?? draft.protectedBytes,
            payload: payload.map { [UInt8](hex: $0) } ?? draft.payload,
            signature: signature)
    }

    /// What a code with any prefix and content looks like, also when no writer would make it.
    private static func text(_ prefix: String, _ cose: [UInt8]) -> String {
        prefix + String(decoding: Base45.encode(cose), as: UTF8.self)
    }

    @Test func `of a pass is the same after writing and reading`() throws {
        let pass = try UnverifiedPass(Self.pass())
        #expect(try ScannedCode.decode(PassTextWriter.pass(pass.cose)) == .pass(pass))
        #expect(pass.claims == .boundExample)
        #expect(pass.keyID == Self.keyID)
        #expect(pass.signature == Self.signature)
        #expect(pass.algorithm == .ed25519)
    }

    @Test func `of a live code is the same after writing and reading`() throws {
        let cose = try Self.live()
        let live = try UnverifiedLiveCode(decoding: cose.encoded())
        #expect(try ScannedCode.decode(PassTextWriter.live(cose)) == .live(live))
        #expect(live.audience == "twport")
        #expect(live.issuedAt == 1_770_000_000)
        #expect(live.pass == (try UnverifiedPass(Self.pass())))
        #expect(live.holderKey == PassClaims.boundExample.holderKey)
        #expect(live.signedBytes == cose.signedBytes)
    }

    @Test(arguments: [
        "", "P", "PP1", "pp1:00", "PP2:00", "XP1:00", "PL2:00", "PP1;00", " PP1:00", "HC1:00", "https://x", "港務通行",
    ])
    func `of another kind is unsupported`(text: String) {
        #expect(throws: FormatError.unsupportedPrefix) { try ScannedCode.decode(text) }
        #expect(FormatError.unsupportedPrefix.isUnsupported)
    }

    @Test func `is malformed, not unsupported, when its prefix is right and the rest is not`() throws {
        let text = try PassTextWriter.pass(Self.pass())
        for bad in [
            "PP1:", "PL1:", "PP1:GGW", text + "\n", text + " ", text.lowercased().replacing("pp1:", with: "PP1:"),
            String(text.dropLast()),
        ] {
            do {
                _ = try ScannedCode.decode(bad)
                Issue.record("\(bad)")
            } catch {
                #expect(!error.isUnsupported)
            }
        }
    }

    @Test func `is read up to 1,400 characters`() {
        #expect(throws: FormatError.tooLong("text", limit: 1400)) {
            try ScannedCode.decode("PP1:" + String(repeating: "0", count: 1397))
        }
        do {
            _ = try ScannedCode.decode("PP1:" + String(repeating: "0", count: 1396))
            Issue.record("zeros are no pass")
        } catch {
            #expect(error.code != .tooLong)
        }
        #expect(throws: FormatError.tooLong("text", limit: 1400)) {
            try ScannedCode.decode(String(repeating: "港", count: 1_000_000))
        }
    }

    @Test func `holds the bytes its prefix promises`() throws {
        #expect(throws: FormatError.self) { try ScannedCode.decode(Self.text("PL1:", Self.pass().encoded())) }
        #expect(throws: FormatError.self) { try ScannedCode.decode(Self.text("PP1:", Self.live().encoded())) }
    }

    @Test func `of a pass is made up to 734 characters`() throws {
        func text(_ uri: Int) throws(FormatError) -> String {
            var claims = PassClaims.example
            claims.status.uri = WireText(String(repeating: "u", count: uri))
            let draft = try PassDraft(claims, keyID: Self.keyID)
            return try PassTextWriter.pass(draft.signed(Self.signature))
        }
        let longest = (1...255).last { (try? text($0)) != nil } ?? 0
        let made = try text(longest)
        #expect((731...734).contains(made.utf8.count))
        #expect(
            try ScannedCode.decode(made)
                == .pass(UnverifiedPass(decoding: Base45.decode(Array(made.utf8.dropFirst(4)).span))))
        #expect(throws: FormatError.tooLong("text", limit: 734)) { try text(longest + 1) }
    }

    @Test func `of a live code fits 909 characters around every pass that fits 734`() throws {
        var claims = PassClaims.boundExample
        claims.issuer = "a-port-authority-24bytes"
        var longest: COSESign1?
        for count in 1...200 {
            claims.status.uri = WireText(String(repeating: "u", count: count))
            guard let draft = try? PassDraft(claims, keyID: Self.keyID) else { break }
            longest = try draft.signed(Self.signature)
        }
        let pass = try #require(longest)
        #expect(try PassTextWriter.pass(pass).utf8.count > 728)
        let draft = try LiveCodeDraft(pass: pass, audience: claims.issuer, issuedAt: 4_294_967_295)
        let text = try PassTextWriter.live(draft.signed(Self.signature))
        #expect(text.utf8.count <= 909)
        #expect(throws: Never.self) { try ScannedCode.decode(text) }
        // A pass that was made elsewhere may be longer; then the live code is refused, not made too fine.
        claims.status.uri = WireText(String(repeating: "u", count: 255))
        let large = try LiveCodeDraft(
            pass: Self.pass(claims, protected: "a201320448866eefbd6718c884"), audience: "twport", issuedAt: 0)
        #expect(throws: FormatError.tooLong("text", limit: 909)) {
            try PassTextWriter.live(large.signed(Self.signature))
        }
    }

    @Test(arguments: [
        "a0", "a1 01 32", "a1 04 48 866eefbd6718c884", "a2 01 32 04 47 866eefbd6718c8",
        "a2 01 32 04 49 866eefbd6718c88400",
        "a2 01 32 04 68 4141414141414141", "a3 01 32 02 81 04 04 48 866eefbd6718c884",
        "a3 01 32 03 00 04 48 866eefbd6718c884",
        "a3 01 32 04 48 866eefbd6718c884 10 190126", "a3 01 32 04 48 866eefbd6718c884 0d 00",
        "a3 01 32 04 48 866eefbd6718c884 20 00", "a3 01 32 04 48 866eefbd6718c884 6161 00",
        "a2 04 48 866eefbd6718c884 01 32",
        "a2 01 32 04 48 866eefbd6718c884 00", "a3 01 32 01 32 04 48 866eefbd6718c884",
        "a2 01 41 32 04 48 866eefbd6718c884",
        "80", "", "a2 01 3812 04 48 866eefbd6718c884", "a2 1801 32 04 48 866eefbd6718c884",
    ])
    func `of a pass is refused with this protected header`(header: String) throws {
        let pass = try Self.pass(protected: header).encoded()
        do {
            _ = try UnverifiedPass(decoding: pass)
            Issue.record("\(header)")
        } catch {
            #expect(!error.isUnsupported)
        }
    }

    @Test(arguments: ["26", "25", "29", "3822", "3823", "391c00", "00", "05", "65 4564445341", "390100"])
    func `of a pass is unsupported with another algorithm`(algorithm: String) throws {
        let pass = try Self.pass(protected: "a2 01 \(algorithm) 04 48 866eefbd6718c884").encoded()
        #expect(throws: FormatError.unsupportedAlgorithm) { try UnverifiedPass(decoding: pass) }
        #expect(FormatError.unsupportedAlgorithm.isUnsupported)
    }

    @Test(arguments: ["40", "47 866eefbd6718c8", "49 866eefbd6718c88400"])
    func `of a pass needs a key id of 8 bytes`(keyID: String) throws {
        let pass = try Self.pass(protected: "a2 01 32 04 \(keyID)").encoded()
        #expect(throws: FormatError.invalid("kid", "it must be 8 bytes")) { try UnverifiedPass(decoding: pass) }
    }

    @Test func `of a pass may say EdDSA, and keeps the header as it stood`() throws {
        let header = "a2 01 27 04 48 866eefbd6718c884"
        let bytes = try Self.pass(protected: header).encoded()
        let pass = try UnverifiedPass(decoding: bytes)
        #expect(pass.algorithm == .edDSA)
        #expect(pass.cose.encoded() == bytes)
        #expect(pass.signedBytes == COSESign1.signedBytes(protected: [UInt8](hex: header), payload: pass.cose.payload))
    }

    @Test func `of a live code is refused with another protected header`() throws {
        let pass = try Self.pass().encoded()
        let good = [UInt8](hex: "a3 01 32 0d") + pass + [UInt8](hex: "10 190126")
        #expect(throws: Never.self) { try UnverifiedLiveCode(decoding: Self.live(protected: good).encoded()) }
        let unbound = try Self.pass(.example).encoded()
        let foreign = try Self.pass(protected: "a2 01 26 04 48 866eefbd6718c884").encoded()
        let bad: [[UInt8]] = [
            [UInt8](hex: "a2 01 32 0d") + pass,
            [UInt8](hex: "a2 01 32 10 190126"),
            [UInt8](hex: "a2 0d") + pass + [UInt8](hex: "10 190126"),
            [UInt8](hex: "a3 01 32 0d") + pass + [UInt8](hex: "10 190125"),
            [UInt8](hex: "a3 01 32 0d") + pass + [UInt8](hex: "10 6161"),
            [UInt8](hex: "a4 01 32 04 48 866eefbd6718c884 0d") + pass + [UInt8](hex: "10 190126"),
            [UInt8](hex: "a3 10 190126 01 32 0d") + pass,
            [UInt8](hex: "a3 01 32 0d") + pass.dropFirst() + [UInt8](hex: "10 190126"),
            [UInt8](hex: "a3 01 32 0d f5 10 190126"),
            [UInt8](hex: "a3 01 32 0d 59") + [UInt8(pass.count >> 8), UInt8(pass.count & 0xFF)] + pass
                + [UInt8](hex: "10 190126"),
            [UInt8](hex: "a3 01 32 0d") + unbound + [UInt8](hex: "10 190126"),
            [UInt8](hex: "a3 01 32 0d") + good + [UInt8](hex: "10 190126"),
        ]
        for header in bad {
            #expect(throws: FormatError.self) {
                try UnverifiedLiveCode(decoding: Self.live(protected: header).encoded())
            }
        }
        for header in [
            [UInt8](hex: "a3 01 26 0d") + pass + [UInt8](hex: "10 190126"),
            [UInt8](hex: "a3 01 32 0d") + foreign + [UInt8](hex: "10 190126"),
        ] {
            #expect(throws: FormatError.unsupportedAlgorithm) {
                try UnverifiedLiveCode(decoding: Self.live(protected: header).encoded())
            }
        }
    }

    @Test(arguments: [
        "a0", "a1 03 667477706f7274", "a1 06 00", "a2 03 60 06 00", "a2 03 40 06 00", "a2 03 81 6141 06 00",
        "a2 03 6141 06 20",
        "a2 03 6141 06 1b0000003afff44180", "a2 03 6141 06 f93c00", "a2 06 00 03 6141", "a3 03 6141 06 00 06 00",
        "a2 03 6141 06 00 00", "a3 03 6141 06 00 6161 00",
        "a2 03 7819 41414141414141414141414141414141414141414141414141 06 00",
        "80", "", "a3 03 6141 06 00 18c8 f6",
    ])
    func `of a live code is refused with this payload`(payload: String) throws {
        let code = try Self.live(payload: payload).encoded()
        #expect(throws: FormatError.self) { try UnverifiedLiveCode(decoding: code) }
    }

    @Test func `of a live code may have claims that are not known`() throws {
        let code = try UnverifiedLiveCode(decoding: Self.live(payload: "a3 03 6141 06 05 1827 42 0102").encoded())
        #expect(code.audience == "A")
        #expect(code.issuedAt == 5)
    }
}
