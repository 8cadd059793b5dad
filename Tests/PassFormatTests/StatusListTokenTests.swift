import PassFormat
import Testing

struct `Status list token` {
    private static let keyID = KeyID(rawValue: 0x51D5_3691_575B_17E3)
    private static let signature = [UInt8](repeating: 0xAB, count: 64)

    private func token(protected: String? = nil, payload: String? = nil) throws -> [UInt8] {
        var list = StatusList(count: 8)
        list.set(.revoked, at: 3)
        let draft = try StatusListDraft(
            subject: "https://pass.example/status/7", issuedAt: 1_770_000_000, timeToLive: 600, list: list,
            keyID: Self.keyID)
        return try COSESign1(
            protectedBytes: protected.map { [UInt8](hex: $0) } ?? draft.protectedBytes,
            payload: payload.map { [UInt8](hex: $0) } ?? draft.payload, signature: Self.signature
        ).encoded()
    }

    @Test func `is the same after writing and reading`() throws {
        let token = try UnverifiedStatusListToken(decoding: token())
        #expect(token.keyID == Self.keyID)
        #expect(token.algorithm == .ed25519)
        #expect(token.subject == "https://pass.example/status/7")
        #expect(token.issuedAt == 1_770_000_000)
        #expect(token.timeToLive == 600)
        #expect(token.expires == nil)
        #expect(token.signature == Self.signature)
        #expect(token.signedBytes == token.cose.signedBytes)
        let list = try token.inflatedList()
        #expect((0..<9).map { list[$0] } == [.valid, .valid, .valid, .revoked, .valid, .valid, .valid, .valid, nil])
        #expect(throws: FormatError.self) { try token.inflatedList(maximumCount: 4) }
    }

    /// `{2: "u", 6: 1, 65533: {"bits": 2, "lst": h''}}` with one thing changed.
    @Test(arguments: [
        "a3 02 6175 06 01 19fffd a2 6362697473 02 636c7374 40", "a2 06 01 19fffd a2 6462697473 02 636c7374 40",
        "a2 02 6175 19fffd a2 6462697473 02 636c7374 40", "a2 02 6175 06 01", "a3 02 6175 06 01 19fffd a1 636c7374 40",
        "a3 02 6175 06 01 19fffd a1 6462697473 02", "a3 02 6175 06 01 19fffd a2 6462697473 01 636c7374 40",
        "a3 02 6175 06 01 19fffd a2 6462697473 08 636c7374 40", "a3 02 6175 06 01 19fffd a2 6462697473 03 636c7374 40",
        "a3 02 60 06 01 19fffd a2 6462697473 02 636c7374 40", "a3 02 4175 06 01 19fffd a2 6462697473 02 636c7374 40",
        "a3 02 6175 06 20 19fffd a2 6462697473 02 636c7374 40",
        "a3 02 6175 06 f93c00 19fffd a2 6462697473 02 636c7374 40",
        "a4 02 6175 06 01 06 01 19fffd a2 6462697473 02 636c7374 40",
        "a3 02 6175 06 01 19fffd a2 6462697473 02 636c7374 60",
        "a3 02 6175 06 01 19fffd a3 6462697473 02 636c7374 40 636c7374 40",
        "bf 02 6175 06 01 19fffd a2 6462697473 02 636c7374 40 ff",
        "a4 02 6175 06 01 19fffe 20 19fffd a2 6462697473 02 636c7374 40",
        "a4 02 6175 06 01 6161 00 19fffd a2 6462697473 02 636c7374 40",
        "a3 02 6175 06 01 19fffd a2 6462697473 02 636c7374 40 00", "80", "",
    ])
    func `is refused with these claims`(payload: String) throws {
        let token = try token(payload: payload)
        #expect(throws: FormatError.self) { try UnverifiedStatusListToken(decoding: token) }
    }

    @Test(arguments: [
        "a3 02 6175 06 01 19fffd a2 6462697473 02 636c7374 40", "a3 19fffd a2 636c7374 40 6462697473 02 06 01 02 6175",
        "a4 02 6175 04 02 06 01 19fffd a2 6462697473 02 636c7374 40",
        "a4 02 6175 06 01 18c8 a1 01 02 19fffd a2 6462697473 02 636c7374 40",
        "a3 02 6175 06 01 19fffd a3 6462697473 02 636c7374 40 6161 f5",
    ])
    func `is read with these claims, in whatever order`(payload: String) throws {
        let token = try UnverifiedStatusListToken(decoding: token(payload: payload))
        #expect(token.subject == "u")
        #expect(token.issuedAt == 1)
        #expect(throws: FormatError.self) { try token.inflatedList() }
    }

    private static let typ = "781a6170706c69636174696f6e2f7374617475736c6973742b637774"

    @Test(arguments: [
        "a0", "a2 01 32 04 48 51d53691575b17e3", "a2 01 32 10 \(typ)", "a2 04 48 51d53691575b17e3 10 \(typ)",
        "a3 01 32 04 47 51d53691575b17 10 \(typ)", "a3 01 32 04 48 51d53691575b17e3 10 190126",
        "a3 01 32 04 48 51d53691575b17e3 10 6161", "a4 01 32 04 48 51d53691575b17e3 0d 00 10 \(typ)",
        "a4 01 32 03 00 04 48 51d53691575b17e3 10 \(typ)", "a4 01 32 02 81 04 04 48 51d53691575b17e3 10 \(typ)",
        "a4 01 32 01 32 04 48 51d53691575b17e3 10 \(typ)", "a3 01 32 04 48 51d53691575b17e3 10 \(typ) 00", "",
    ])
    func `is refused with this protected header`(header: String) throws {
        let token = try token(protected: header)
        #expect(throws: FormatError.self) { try UnverifiedStatusListToken(decoding: token) }
    }

    @Test func `may have its protected header in any order, and says EdDSA as well`() throws {
        let token = try token(protected: "a3 10 \(Self.typ) 04 48 51d53691575b17e3 01 27")
        #expect(try UnverifiedStatusListToken(decoding: token).algorithm == .edDSA)
        let foreign = try self.token(protected: "a3 01 26 04 48 51d53691575b17e3 10 \(Self.typ)")
        #expect(throws: FormatError.unsupportedAlgorithm) { try UnverifiedStatusListToken(decoding: foreign) }
    }

    @Test func `is not written with an empty subject or a time outside its range`() {
        #expect(throws: FormatError.self) {
            try StatusListDraft(
                subject: "", issuedAt: 1, timeToLive: nil, list: StatusList(count: 8), keyID: Self.keyID)
        }
        #expect(throws: FormatError.self) {
            try StatusListDraft(
                subject: "u", issuedAt: -1, timeToLive: nil, list: StatusList(count: 8), keyID: Self.keyID)
        }
    }
}
