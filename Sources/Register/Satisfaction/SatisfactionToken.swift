import PassCrypto

/// What opens one question of satisfaction, in a link. It is made of what it is about, so that a transaction can make it again.
package struct SatisfactionToken: Hashable, Sendable {
    private let link: LinkToken

    init(of subject: SatisfactionSubject, _ reference: String, vault: IdentityVault) throws(CryptoError) {
        link = try LinkToken(of: Array("\(subject.rawValue):\(reference)".utf8), kind: "satisfaction", vault: vault)
    }

    /// Nil unless it is 32 letters from `a` to `p`.
    package init?(text: String) {
        guard let link = LinkToken(text: text) else { return nil }
        self.link = link
    }

    package var text: String { link.text }

    var digest: [UInt8] { link.digest }
}
