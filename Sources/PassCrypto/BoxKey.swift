import CSodium

/// An X25519 key pair in guarded memory, for lists that are sealed to one gate (libsodium's `crypto_box_seal`: an ephemeral
/// X25519 key, then XSalsa20-Poly1305).
package struct BoxKey: ~Copyable, Sendable {
    package static let publicByteCount = 32
    package static let seedByteCount = 32
    /// What a sealed message is longer than its content.
    package static let overheadByteCount = 48

    /// 32 bytes.
    package let publicKey: [UInt8]
    private let secret: SecretBytes

    /// Makes a new key from the system's randomness.
    package static func generate() throws(CryptoError) -> BoxKey {
        try BoxKey(secret: SecretBytes.random(count: seedByteCount))
    }

    /// The key of a 32-byte scalar (RFC 7748 section 5).
    ///
    /// - Throws: `CryptoError.wrongLength`.
    package init(secret: consuming SecretBytes) throws(CryptoError) {
        try Sodium.start()
        guard secret.count == Self.seedByteCount else {
            throw .wrongLength("a box key", expected: Self.seedByteCount, found: secret.count)
        }
        var publicKey = [UInt8](repeating: 0, count: Self.publicByteCount)
        unsafe secret.withUnsafeAddress { address in
            _ = unsafe crypto_scalarmult_base(&publicKey, address)
        }
        self.publicKey = publicKey
        self.secret = secret
    }

    /// Seals a message so that only the owner of `publicKey` opens it. Who sealed it is not said: the envelope around it is
    /// signed, or it is no secret who.
    ///
    /// - Throws: `CryptoError.wrongLength`.
    package static func seal(_ message: [UInt8], to publicKey: [UInt8]) throws(CryptoError) -> [UInt8] {
        try Sodium.start()
        guard publicKey.count == publicByteCount else {
            throw .wrongLength("a public box key", expected: publicByteCount, found: publicKey.count)
        }
        var sealed = [UInt8](repeating: 0, count: message.count + overheadByteCount)
        // Fails only for a public key of small order, which nobody owns; what is sealed to it opens for nobody.
        guard unsafe crypto_box_seal(&sealed, message, UInt64(message.count), publicKey) == 0 else {
            throw .malformedKey("a public box key is of small order")
        }
        return sealed
    }

    /// The message, when it was sealed to this key and not changed.
    package borrowing func open(_ sealed: [UInt8]) -> [UInt8]? {
        guard sealed.count >= Self.overheadByteCount else { return nil }
        var message = [UInt8](repeating: 0, count: sealed.count - Self.overheadByteCount)
        let status = unsafe secret.withUnsafeAddress { secret in
            unsafe crypto_box_seal_open(&message, sealed, UInt64(sealed.count), publicKey, secret)
        }
        return status == 0 ? message : nil
    }

    /// Lends the scalar to whoever stores it.
    package borrowing func withSecret<Result: ~Copyable, Failure: Error>(
        _ body: (Span<UInt8>) throws(Failure) -> Result
    ) throws(Failure) -> Result {
        try secret.withBytes { bytes throws(Failure) in try body(bytes) }
    }
}
