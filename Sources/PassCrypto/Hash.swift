import CSodium

/// One-shot hashes.
package enum Hash {
    /// How long a BLAKE2b hash is made; the length goes into the hash, so a short one is no prefix of a long one.
    package enum Size: Int, Sendable {
        case bits128 = 16
        case bits256 = 32
        case bits512 = 64
    }

    /// SHA-256 (FIPS 180-4), 32 bytes.
    package static func sha256(_ message: [UInt8]) -> [UInt8] {
        var output = [UInt8](repeating: 0, count: Int(crypto_hash_sha256_BYTES))
        unsafe crypto_hash_sha256(&output, message, UInt64(message.count))
        return output
    }

    /// SHA-256 as 64 lower-case hexadecimal digits, as TUF metadata and file names write it.
    package static func sha256Hex(_ message: [UInt8]) -> String {
        Hex.encode(sha256(message))
    }

    /// HMAC-SHA-256 (RFC 2104) under a key of any length, 32 bytes.
    package static func hmacSHA256(_ message: [UInt8], key: [UInt8]) -> [UInt8] {
        var block = key.count > 64 ? sha256(key) : key
        block += [UInt8](repeating: 0, count: 64 - block.count)
        return sha256(block.map { $0 ^ 0x5C } + sha256(block.map { $0 ^ 0x36 } + message))
    }

    /// SHA-512 (FIPS 180-4), 64 bytes.
    package static func sha512(_ message: [UInt8]) -> [UInt8] {
        var output = [UInt8](repeating: 0, count: Int(crypto_hash_sha512_BYTES))
        unsafe crypto_hash_sha512(&output, message, UInt64(message.count))
        return output
    }

    /// BLAKE2b without a key (RFC 7693).
    package static func blake2b(_ message: [UInt8], size: Size = .bits256) -> [UInt8] {
        var output = [UInt8](repeating: 0, count: size.rawValue)
        unsafe crypto_generichash(&output, size.rawValue, message, UInt64(message.count), nil, 0)
        return output
    }

    /// Keyed BLAKE2b (RFC 7693): a pseudorandom function of the message under a key of 16 to 64 bytes.
    ///
    /// - Throws: `CryptoError.wrongLength` for another key length.
    package static func keyedHash(
        _ message: [UInt8], key: Span<UInt8>, size: Size = .bits256
    ) throws(CryptoError) -> [UInt8] {
        try Sodium.start()
        guard key.count >= 16 else { throw .wrongLength("a hash key (at least)", expected: 16, found: key.count) }
        guard key.count <= 64 else { throw .wrongLength("a hash key (at most)", expected: 64, found: key.count) }
        var output = [UInt8](repeating: 0, count: size.rawValue)
        unsafe key.withUnsafeBufferPointer { key in
            _ = unsafe crypto_generichash(
                &output, size.rawValue, message, UInt64(message.count), key.baseAddress, key.count)
        }
        return output
    }

    /// The same with a key from ordinary memory.
    package static func keyedHash(
        _ message: [UInt8], key: [UInt8], size: Size = .bits256
    ) throws(CryptoError) -> [UInt8] {
        try keyedHash(message, key: key.span, size: size)
    }

    /// The same with a key in guarded memory.
    package static func keyedHash(
        _ message: [UInt8], key: borrowing SecretBytes, size: Size = .bits256
    ) throws(CryptoError) -> [UInt8] {
        try key.withBytes { bytes throws(CryptoError) in try keyedHash(message, key: bytes, size: size) }
    }
}
