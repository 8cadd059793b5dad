import CSodium

/// An Ed25519 signing key in guarded memory.
///
/// Only the 32-byte seed is ever stored outside; the public half is derived from it here and nowhere taken from a file:
/// signing with a public key that is not one's own gives the private key away (the double-public-key oracle).
package struct SigningKey: ~Copyable, Sendable {
    package static let seedByteCount = 32

    package let publicKey: PublicKey
    /// libsodium's form of a key: seed, then the public key derived from it.
    private let secret: SecretBytes

    /// Makes a new key from the system's randomness.
    package static func generate() throws(CryptoError) -> SigningKey {
        try SigningKey(seed: SecretBytes.random(count: seedByteCount))
    }

    /// The key of a 32-byte seed (RFC 8032 section 5.1.5).
    ///
    /// - Throws: `CryptoError.wrongLength`, or an error of the guarded memory.
    package init(seed: consuming SecretBytes) throws(CryptoError) {
        try self.init(seed: seed, claimedPublicKey: nil)
    }

    /// - Parameter claimedPublicKey: what a file says the public key is; it must be the derived one.
    init(seed: borrowing SecretBytes, claimedPublicKey: [UInt8]?) throws(CryptoError) {
        guard seed.count == Self.seedByteCount else {
            throw .wrongLength("a private key", expected: Self.seedByteCount, found: seed.count)
        }
        var publicBytes = [UInt8](repeating: 0, count: PublicKey.byteCount)
        let secret = try SecretBytes(capacity: Int(crypto_sign_SECRETKEYBYTES)) { output throws(CryptoError) in
            unsafe output.withUnsafeMutableBufferPointer { buffer, initialized in
                unsafe seed.withUnsafeAddress { seed in
                    guard let target = buffer.baseAddress else { return }
                    _ = unsafe crypto_sign_seed_keypair(&publicBytes, target, seed)
                    initialized = buffer.count
                }
            }
        }
        guard claimedPublicKey == nil || claimedPublicKey == publicBytes else {
            throw .malformedKey("its public key is not that of its private key")
        }
        publicKey = try PublicKey(publicBytes)
        self.secret = secret
    }

    /// Whether the key's memory is kept out of the swap space.
    package var isLocked: Bool { secret.isLocked }

    /// The signature of `message`, 64 bytes (RFC 8032 section 5.1.6).
    ///
    /// The key's page is open only meanwhile; see `KeyHandle.keepingOpen` for many signatures in a row.
    package borrowing func sign(_ message: [UInt8]) -> [UInt8] {
        var signature = [UInt8](repeating: 0, count: PublicKey.signatureByteCount)
        unsafe secret.withUnsafeAddress { secret in
            _ = unsafe crypto_sign_detached(&signature, nil, message, UInt64(message.count), secret)
        }
        return signature
    }

    /// Keeps the key's page open for the time of `body`; signing within it does not open it again.
    borrowing func keepingOpen<Result, Failure: Error>(
        _ body: () throws(Failure) -> Result
    ) throws(Failure) -> Result {
        try secret.withBytes { _ throws(Failure) in try body() }
    }

    /// Lends the seed to the writers of key files.
    borrowing func withSeed<Result: ~Copyable, Failure: Error>(
        _ body: (Span<UInt8>) throws(Failure) -> Result
    ) throws(Failure) -> Result {
        try secret.withBytes { bytes throws(Failure) in
            try body(bytes.extracting(0..<Self.seedByteCount))
        }
    }
}
