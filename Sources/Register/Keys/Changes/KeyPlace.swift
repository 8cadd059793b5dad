package import TrustPublishing

/// A key that another one can follow: one that the register itself signs with, or that of a role of The Update Framework.
package enum KeyPlace: Hashable, Sendable {
    case use(RegisterKey.Use)
    case role(RepositoryRole)
}
