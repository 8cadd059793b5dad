import CSodium

/// A key of 32 bytes out of something that a person remembers (RFC 9106), as expensive to guess as `SealingCost` says.
enum Argon2id {
    static let saltByteCount = 16

    /// - Throws: `CryptoError.memoryUnavailable`.
    static func derive(
        from passphrase: borrowing SecretBytes, salt: [UInt8], cost: SealingCost
    ) throws(CryptoError) -> SecretBytes {
        precondition(salt.count == saltByteCount)
        return try SecretBytes(capacity: Int(crypto_secretbox_KEYBYTES)) { output throws(CryptoError) in
            let isDerived = unsafe output.withUnsafeMutableBufferPointer { buffer, initialized in
                unsafe passphrase.withUnsafeAddress { address in
                    guard let target = buffer.baseAddress else { return false }
                    initialized = buffer.count
                    let text = unsafe UnsafeRawPointer(address).assumingMemoryBound(to: CChar.self)
                    return unsafe crypto_pwhash(
                        target, UInt64(buffer.count), text, UInt64(passphrase.count), salt,
                        UInt64(cost.operations), Int(cost.memoryKiB) << 10, crypto_pwhash_ALG_ARGON2ID13) == 0
                }
            }
            guard isDerived else { throw .memoryUnavailable }
        }
    }
}
