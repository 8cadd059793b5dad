package import PassCrypto

/// Whose keys sign a role, how many of them must, and until when its newest metadata is good.
package struct RoleStatement: Hashable, Sendable {
    package let role: RepositoryRole
    /// In the order of their TUF key ids.
    package let keys: [PublicKey]
    package let threshold: Int
    /// Of the newest metadata; nil while the role signed none.
    package let version: Int?
    /// Seconds since 1970.
    package let expires: Int64?
}
