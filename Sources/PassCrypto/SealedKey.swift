import CSodium

/// A 32-byte secret under a passphrase, as a file of 118 bytes; numbers are most significant byte first:
///
///     magic[22] "PORTPASS-SEALED-KEY-1\n"   operations[4]   memory in KiB[4]   salt[16]   nonce[24]
///     XSalsa20-Poly1305(key, nonce, secret)[16 + 32]         key = Argon2id(passphrase, salt, operations, memory)
///
/// The header needs no tag of its own: whoever changes a parameter or the salt changes the key, and the box does not open.
package enum SealedKey {
    package static let byteCount = 118
    package static let secretByteCount = 32

    private static let magic: [UInt8] = Array("PORTPASS-SEALED-KEY-1\n".utf8)
    private static let costByteCount = 8
    private static let saltByteCount = 16
    private static let nonceByteCount = 24
    private static let boxByteCount = 48

    /// Seals 32 secret bytes with a new salt and nonce.
    ///
    /// - Throws: `CryptoError.weakPassphrase`, `.wrongLength`, `.memoryUnavailable`, or `.memoryNotLocked` when the secret
    ///   or the passphrase lay in memory that could have been swapped out.
    package static func seal(
        _ secret: borrowing SecretBytes, passphrase: borrowing SecretBytes, cost: SealingCost
    ) throws(CryptoError) -> [UInt8] {
        guard secret.count == secretByteCount else {
            throw .wrongLength("a secret to seal", expected: secretByteCount, found: secret.count)
        }
        guard secret.isLocked, passphrase.isLocked else { throw .memoryNotLocked }
        try Passphrase.check(passphrase)
        let salt = SecureRandom.bytes(saltByteCount)
        let nonce = SecureRandom.bytes(nonceByteCount)
        let key = try Argon2id.derive(from: passphrase, salt: salt, cost: cost)
        var box = [UInt8](repeating: 0, count: boxByteCount)
        unsafe key.withUnsafeAddress { key in
            unsafe secret.withUnsafeAddress { secret in
                _ = unsafe crypto_secretbox_easy(&box, secret, UInt64(secretByteCount), nonce, key)
            }
        }
        return magic + bigEndian(cost.operations) + bigEndian(cost.memoryKiB) + salt + nonce + box
    }

    /// What opening the file will cost, by its header alone.
    ///
    /// - Throws: `CryptoError.malformedSealedKey` or `.costOutOfRange`.
    package static func cost(of file: [UInt8]) throws(CryptoError) -> SealingCost {
        guard file.starts(with: magic) else { throw .malformedSealedKey("its first line is another") }
        guard file.count == byteCount else { throw .malformedSealedKey("it is not 118 bytes long") }
        let numbers = file.dropFirst(magic.count)
        return try SealingCost(
            operations: number(numbers.prefix(4)), memoryKiB: number(numbers.dropFirst(4).prefix(4)))
    }

    /// Opens what `seal` made.
    ///
    /// - Throws: `CryptoError.malformedSealedKey` or `.costOutOfRange` by the header, `.weakPassphrase` for one that `seal`
    ///   would not have taken, `.cannotOpenSealedKey` for a wrong passphrase and a damaged file alike, `.memoryUnavailable`,
    ///   `.memoryNotLocked`.
    package static func open(
        _ file: [UInt8], passphrase: borrowing SecretBytes
    ) throws(CryptoError) -> SecretBytes {
        let cost = try cost(of: file)
        var rest = file.dropFirst(magic.count + costByteCount)
        func take(_ count: Int) -> [UInt8] {
            defer { rest = rest.dropFirst(count) }
            return Array(rest.prefix(count))
        }
        let salt = take(saltByteCount)
        let nonce = take(nonceByteCount)
        let box = take(boxByteCount)

        try Passphrase.check(passphrase)
        let key = try Argon2id.derive(from: passphrase, salt: salt, cost: cost)
        let secret = try SecretBytes(capacity: secretByteCount) { output throws(CryptoError) in
            let isOpen = unsafe output.withUnsafeMutableBufferPointer { buffer, initialized in
                unsafe key.withUnsafeAddress { key in
                    guard let target = buffer.baseAddress else { return false }
                    initialized = buffer.count
                    return unsafe crypto_secretbox_open_easy(target, box, UInt64(box.count), nonce, key) == 0
                }
            }
            guard isOpen else { throw .cannotOpenSealedKey }
        }
        guard secret.isLocked, key.isLocked, passphrase.isLocked else { throw .memoryNotLocked }
        return secret
    }

    private static func bigEndian(_ value: UInt32) -> [UInt8] {
        [
            UInt8(truncatingIfNeeded: value >> 24), UInt8(truncatingIfNeeded: value >> 16),
            UInt8(truncatingIfNeeded: value >> 8), UInt8(truncatingIfNeeded: value),
        ]
    }

    private static func number(_ bytes: ArraySlice<UInt8>) -> UInt32 {
        bytes.reduce(0) { $0 << 8 | UInt32($1) }
    }
}
