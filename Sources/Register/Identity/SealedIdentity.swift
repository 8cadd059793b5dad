/// An identity number as it is stored.
struct SealedIdentity: Hashable, Sendable {
    /// Its keyed hash.
    let subject: [UInt8]
    /// Opens only with the vault's key.
    let sealed: [UInt8]
}
