import PassCrypto

/// Takes the place of an authenticator app that is lost, once: ten random characters of Crockford's Base32 (50 bits) in two groups.
package struct RecoveryCode: Hashable, Sendable {
    static let randomByteCount = 10
    package static let count = 10

    private let values: [UInt8]

    init?(random: [UInt8]) {
        guard random.count == Self.randomByteCount else { return nil }
        values = Crockford32.values(random: random)
    }

    /// What a person typed; case, spaces and dashes do not matter, and I, L and O are read as 1, 1 and 0.
    package init?(typed text: String) {
        guard let values = Crockford32.values(typed: ContactText.plain(text)), values.count == Self.randomByteCount
        else { return nil }
        self.values = values
    }

    package var text: String { Crockford32.text(values, groupsOf: 5) }

    static let kind = "recovery"

    /// What is hashed: a code is good for one account.
    func secret(of account: AccountID) -> [UInt8] { account.bytes + values }

    /// As it was kept before.
    func verifier(of account: AccountID, _ vault: IdentityVault) throws -> [UInt8] {
        try vault.mac(secret(of: account), Self.kind)
    }
}
