/// The public key on the holder's phone that a live code is signed with (claim `cnf`, RFC 8747): an Ed25519 point.
package struct HolderKey: Hashable, Sendable {
    /// The 32 bytes of the point.
    package let x: [UInt8]

    /// Nil unless `x` is 32 bytes.
    package init?(_ x: [UInt8]) {
        guard x.count == 32 else { return nil }
        self.x = x
    }
}
