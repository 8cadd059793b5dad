/// What is kept of a short secret that people type, so that who reads it learns the secret by trying only.
///
/// For a PIN of a few digits that is little: whoever has the hash tries all of them. What protects a PIN is that few can be tried
/// where it is asked for.
package struct SecretHash: Hashable, Sendable {
    package static let saltByteCount = Argon2id.saltByteCount
    package static let digestByteCount = 32

    package let salt: [UInt8]
    package let cost: SealingCost
    package let digest: [UInt8]

    /// Nil when a part does not have its length.
    package init?(salt: [UInt8], cost: SealingCost, digest: [UInt8]) {
        guard salt.count == Self.saltByteCount, digest.count == Self.digestByteCount else { return nil }
        self.salt = salt
        self.cost = cost
        self.digest = digest
    }

    /// Hashes a secret under a new salt.
    ///
    /// - Throws: `CryptoError.memoryUnavailable`.
    package init(of secret: [UInt8], cost: SealingCost) throws(CryptoError) {
        salt = SecureRandom.bytes(Self.saltByteCount)
        self.cost = cost
        digest = try Self.digest(of: secret, salt, cost)
    }

    /// Whether this is the secret. Takes as long for a wrong one as for the right one.
    ///
    /// - Throws: `CryptoError.memoryUnavailable`.
    package func matches(_ secret: [UInt8]) throws(CryptoError) -> Bool {
        ConstantTime.areEqual(try Self.digest(of: secret, salt, cost), digest)
    }

    private static func digest(of secret: [UInt8], _ salt: [UInt8], _ cost: SealingCost) throws(CryptoError) -> [UInt8]
    {
        let key = try Argon2id.derive(from: try SecretBytes(copying: secret.span), salt: salt, cost: cost)
        return key.withBytes { bytes in bytes.indices.map { bytes[$0] } }
    }
}
