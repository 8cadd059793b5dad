import PassCrypto

/// What opens one sign-up for a seminar, in a link: whoever reads the mail confirms by it, sees it, and gives the place back.
package struct SeminarToken: Hashable, Sendable {
    private let link: LinkToken

    /// - Parameter id: of the sign-up, 16 random bytes.
    init(of id: [UInt8], vault: IdentityVault) throws(CryptoError) {
        link = try LinkToken(of: id, kind: "seminar", vault: vault)
    }

    /// Nil unless it is 32 letters from `a` to `p`.
    package init?(text: String) {
        guard let link = LinkToken(text: text) else { return nil }
        self.link = link
    }

    package var text: String { link.text }

    var digest: [UInt8] { link.digest }
}
