package import PassCrypto
package import PassFormat

/// The public half of a key the register signs with, or once did.
package struct RegisterKey: Hashable, Sendable {
    package enum Use: String, Hashable, Sendable, CaseIterable { case pass, status, audit, receipt }

    package enum State: String, Hashable, Sendable {
        case current
        /// Signs nothing more; what it signed stays good.
        case retired
        /// Signs nothing more; of what it signed only what the register knows is good (`issued/KID`).
        case compromised
    }

    /// The database's number of it.
    let number: Int64
    package let use: Use
    package let publicKey: PublicKey
    /// Seconds since 1970: the first `iat` it may sign.
    package let notBefore: Int64
    /// Seconds since 1970: the first `iat` it may not sign.
    package let expires: Int64
    package let state: State

    package var id: KeyID { KeyID(rawValue: publicKey.keyID) }
}
