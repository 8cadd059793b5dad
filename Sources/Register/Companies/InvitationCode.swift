import PassCrypto

/// What an invitation's message has in it, to be typed: 24 random characters of Crockford's Base32 (120 bits) in groups of
/// four: enough for a plain keyed hash (OWASP ASVS 5.0, V6.5.2), and read once from a message or a sheet.
package struct InvitationCode: Hashable, Sendable {
    static let randomByteCount = 24

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

    package var text: String { Crockford32.text(values, groupsOf: 4) }

    func verifier(_ vault: IdentityVault) throws -> [UInt8] { try vault.mac(values, "invitation") }
}
