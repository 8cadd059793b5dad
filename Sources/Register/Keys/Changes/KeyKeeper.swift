package import PassCrypto
package import TrustPublishing

/// The key files of a register, as whoever composes the program keeps them: beside each key lies the one that is to follow it, sealed
/// like all others, until it is in force.
package protocol KeyKeeper: Sendable {
    /// The public half of the key that waits to follow; nil where there is none.
    func waiting(for place: KeyPlace) throws -> PublicKey?
    /// The key that waits to follow, opened; nil where there is none.
    func open(_ place: KeyPlace) throws -> KeyHandle?
    /// Makes the key that is to follow, in the place of one that waited and never signed.
    func make(_ place: KeyPlace) throws -> KeyHandle
    /// The online keys, those that wait in the place of these roles' own.
    func signers(following roles: Set<RepositoryRole>) throws -> RoleSigners
    /// The key that waited is in force: from now on it is found under the place's own name. What is cut off here is gone on with when
    /// the register is next opened.
    func adopt(_ place: KeyPlace) throws
    /// Forgets a key that waited and never signed.
    func forget(_ place: KeyPlace)
}
