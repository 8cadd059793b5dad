package import PassCrypto
package import PassFormat

/// A key of `keys.json`. Its id is computed from the key, never taken from a file.
package struct TrustedKey: Hashable, Sendable {
    package let keyID: KeyID
    package let publicKey: PublicKey
    package let use: KeyUse
    /// Who signs with it.
    package let issuer: WireText
    /// Seconds since 1970: the first `iat` it may sign.
    package let notBefore: Int64
    /// Seconds since 1970: the first `iat` it may not sign any more.
    package let expires: Int64

    package init(publicKey: PublicKey, use: KeyUse, issuer: WireText, notBefore: Int64, expires: Int64) {
        keyID = KeyID(rawValue: publicKey.keyID)
        self.publicKey = publicKey
        self.use = use
        self.issuer = issuer
        self.notBefore = notBefore
        self.expires = expires
    }

    /// Whether something issued at this time lies in the key's time: `notBefore <= issuedAt < expires`.
    package func covers(issuedAt: Int64) -> Bool {
        notBefore <= issuedAt && issuedAt < expires
    }
}
