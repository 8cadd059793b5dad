package import PassCrypto

/// A gate as the register knows it.
package struct EnrolledGate: Hashable, Sendable {
    /// Its id in the policy.
    package let gate: String
    package let publicKey: PublicKey
    /// X25519, for lists that are sealed to the gates of a port.
    package let boxKey: [UInt8]
    package let enrolledAt: Int64
    /// Who made the code it came with.
    package let invitedBy: String
    package let revokedAt: Int64?
}
