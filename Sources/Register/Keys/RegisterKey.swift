package import PassCrypto
package import PassFormat

/// The public half of a key the register signs with, once did, or is about to.
package struct RegisterKey: Hashable, Sendable {
    package enum Use: String, Hashable, Sendable, CaseIterable { case pass, status, audit, receipt }

    /// `announced -> current -> retired -> ended`, and `compromised` from any of the first three.
    package enum State: String, Hashable, Sendable {
        /// Gates are told of it; it signs nothing yet.
        case announced
        case current
        /// Signs nothing more; what it signed stays good.
        case retired
        /// Everything it signed is over: gates are told of it no more.
        case ended
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
    package let announcement: KeyAnnouncement?
    /// Of a retired one: seconds since 1970, when the last thing it signed is over.
    package let neededUntil: Int64?

    package var id: KeyID { KeyID(rawValue: publicKey.keyID) }
}

/// How far the gates have been told of a key before it signs.
package struct KeyAnnouncement: Hashable, Sendable {
    /// Seconds since 1970.
    package let madeAt: Int64
    /// Seconds after the publication after which it may sign although a gate is not known to have it.
    package let wait: Int64
    /// The first timestamp under which it was published; nil while it is not.
    package let version: Int64?
    package let publishedAt: Int64?
}
