import CSodium

/// Short secrets sealed under a symmetric key: XChaCha20-Poly1305 (draft-irtf-cfrg-xchacha), the nonce in front.
///
///     box = nonce[24] || XChaCha20-Poly1305(key, nonce, ad: context, message)
package enum SecretBox {
    package static let keyByteCount = 32
    package static let nonceByteCount = 24
    private static let tagByteCount = 16

    /// Seals a message.
    ///
    /// - Parameters:
    ///   - context: what the box belongs to; it opens for no other. Not secret, not stored in the box.
    ///   - nonce: 24 random bytes, never used twice with one key.
    /// - Throws: `CryptoError.wrongLength` for the nonce or the key (32 bytes).
    package static func seal(
        _ message: [UInt8], context: [UInt8], nonce: [UInt8], key: borrowing SecretBytes
    ) throws(CryptoError) -> [UInt8] {
        try Sodium.start()
        guard nonce.count == nonceByteCount else {
            throw .wrongLength("a box's nonce", expected: nonceByteCount, found: nonce.count)
        }
        guard key.count == keyByteCount else {
            throw .wrongLength("a box's key", expected: keyByteCount, found: key.count)
        }
        var box = [UInt8](repeating: 0, count: message.count + tagByteCount)
        unsafe key.withUnsafeAddress { key in
            _ = unsafe crypto_aead_xchacha20poly1305_ietf_encrypt(
                &box, nil, message, UInt64(message.count), context, UInt64(context.count), nil, nonce, key)
        }
        return nonce + box
    }

    /// The message of a box; `nil` when the key, the context or a single bit is another.
    package static func open(_ box: [UInt8], context: [UInt8], key: borrowing SecretBytes) throws(CryptoError)
        -> [UInt8]?
    {
        try Sodium.start()
        guard key.count == keyByteCount else {
            throw .wrongLength("a box's key", expected: keyByteCount, found: key.count)
        }
        guard box.count >= nonceByteCount + tagByteCount else { return nil }
        let nonce = Array(box.prefix(nonceByteCount))
        let sealed = Array(box.dropFirst(nonceByteCount))
        var message = [UInt8](repeating: 0, count: sealed.count - tagByteCount)
        let status = unsafe key.withUnsafeAddress { key in
            unsafe crypto_aead_xchacha20poly1305_ietf_decrypt(
                &message, nil, nil, sealed, UInt64(sealed.count), context, UInt64(context.count), nonce, key)
        }
        return status == 0 ? message : nil
    }
}
