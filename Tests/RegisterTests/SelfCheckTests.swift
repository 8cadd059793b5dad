import PassCrypto
import PassFormat
import PassVerify
import Register
import Testing

@Suite("Our own work, verified before it is released")
struct SelfCheckTests {
    private static let now: Int64 = 1_796_097_600
    private let key: KeyHandle
    private let claims: PassClaims

    init() throws {
        key = try ScratchRegister.key()
        claims = PassClaims(
            issuer: "twport", expires: Self.now + 86_400, notBefore: Self.now, issuedAt: Self.now,
            id: PassID(rawValue: 5),
            status: StatusReference(index: 7, uri: "https://pass.example/status/0"), number: "KEL-P-26-000001",
            name: "王小明", kind: .person, term: .singleVisit, access: [PortAccess(port: "TWKEL", zones: 1)])
    }

    private func keys(
        issuer: WireText = "twport", notBefore: Int64 = now, expires: Int64 = now + 1
    ) -> TrustedKeys {
        TrustedKeys([
            TrustedKey(publicKey: key.publicKey, use: .pass, issuer: issuer, notBefore: notBefore, expires: expires)
        ])
    }

    private func text(_ claims: PassClaims, signedBy key: KeyHandle) throws -> String {
        let draft = try PassDraft(claims, keyID: KeyID(rawValue: self.key.publicKey.keyID))
        return try PassTextWriter.pass(draft.signed(key.sign(draft.signedBytes)))
    }

    @Test("a text that says what it should, under the published key, is released")
    func good() throws {
        try PassSelfCheck.check(text(claims, signedBy: key), means: claims, keys: keys())
    }

    @Test(
        "another signature, other claims, a text that cannot be read, a key of another issuer or another time are not")
    func bad() throws {
        let good = try text(claims, signedBy: key)
        var other = claims
        other.access = [PortAccess(port: "TWKEL", zones: 3)]
        let cases: [(String, PassClaims, TrustedKeys)] = [
            (try text(claims, signedBy: ScratchRegister.key()), claims, keys()),
            (try text(other, signedBy: key), claims, keys()),
            (good, other, keys()),
            (String(good.dropLast(3)), claims, keys()),
            ("PP1:", claims, keys()),
            (good, claims, TrustedKeys([])),
            (good, claims, keys(issuer: "other")),
            (good, claims, keys(notBefore: Self.now + 1, expires: Self.now + 2)),
            (good, claims, keys(notBefore: Self.now - 2, expires: Self.now)),
        ]
        for (text, claims, keys) in cases {
            #expect(throws: RegisterError.self) { try PassSelfCheck.check(text, means: claims, keys: keys) }
        }
    }
}
