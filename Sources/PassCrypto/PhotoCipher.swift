import CSodium

/// Photos sealed so that only the pass itself, presented, opens them (DESIGN section 8):
///
///     secret = first 16 bytes of SHA-256("portpass/photo/v1" || salt[32] || jpeg)        claim 9 of the pass
///     key    = BLAKE2b-256(key: secret, "portpass/photo/key")
///     name   = lower-case hex of BLAKE2b-128(key: secret, "portpass/photo/name")
///     blob   = nonce[24] || XChaCha20-Poly1305(key, nonce, ad: the 32 characters of name, salt || jpeg)
///
/// The secret depends on the picture, so whoever opens a blob can check that it is the picture the pass was signed for.
package enum PhotoCipher {
    package static let secretByteCount = 16
    package static let saltByteCount = 32
    package static let nonceByteCount = 24
    /// What a blob is longer than its picture.
    package static let overheadByteCount = nonceByteCount + saltByteCount + tagByteCount

    private static let tagByteCount = 16
    private static let secretDomain: [UInt8] = Array("portpass/photo/v1".utf8)
    private static let keyDomain: [UInt8] = Array("portpass/photo/key".utf8)
    private static let nameDomain: [UInt8] = Array("portpass/photo/name".utf8)

    /// A photo as it is stored and handed out.
    package struct SealedPhoto: Hashable, Sendable {
        /// Claim 9 of the pass, 16 bytes.
        package let secret: [UInt8]
        /// The blob's name, 32 lower-case hexadecimal digits.
        package let name: String
        package let blob: [UInt8]
    }

    /// Seals a photo with a new salt and nonce: the same picture in two passes gives two secrets and two names.
    package static func seal(jpeg: [UInt8]) throws(CryptoError) -> SealedPhoto {
        try seal(jpeg: jpeg, salt: SecureRandom.bytes(saltByteCount), nonce: SecureRandom.bytes(nonceByteCount))
    }

    /// Seals with a given salt (32 bytes) and nonce (24 bytes), neither of which may be used twice.
    ///
    /// - Throws: `CryptoError.wrongLength`.
    package static func seal(jpeg: [UInt8], salt: [UInt8], nonce: [UInt8]) throws(CryptoError) -> SealedPhoto {
        try Sodium.start()
        guard salt.count == saltByteCount else {
            throw .wrongLength("a photo's salt", expected: saltByteCount, found: salt.count)
        }
        guard nonce.count == nonceByteCount else {
            throw .wrongLength("a photo's nonce", expected: nonceByteCount, found: nonce.count)
        }
        let plain = salt + jpeg
        let secret = secret(of: plain)
        let name = Hex.ascii(try Hash.keyedHash(nameDomain, key: secret, size: .bits128))
        let key = try Hash.keyedHash(keyDomain, key: secret)
        var box = [UInt8](repeating: 0, count: plain.count + tagByteCount)
        unsafe crypto_aead_xchacha20poly1305_ietf_encrypt(
            &box, nil, plain, UInt64(plain.count), name, UInt64(name.count), nil, nonce, key)
        return SealedPhoto(secret: secret, name: String(decoding: name, as: UTF8.self), blob: nonce + box)
    }

    /// The name of the blob that belongs to a pass's secret.
    ///
    /// - Throws: `CryptoError.wrongLength` unless the secret has 16 bytes.
    package static func name(secret: [UInt8]) throws(CryptoError) -> String {
        Hex.encode(try nameBytes(secret: secret))
    }

    /// The same as its 16 bytes.
    package static func nameBytes(secret: [UInt8]) throws(CryptoError) -> [UInt8] {
        try Hash.keyedHash(nameDomain, key: checked(secret), size: .bits128)
    }

    /// The JPEG in a blob, if it is the one this secret was made from. That the bytes are a JPEG is not looked at.
    ///
    /// - Throws: `CryptoError.wrongLength` for the secret, `.cannotOpenPhoto` for the blob.
    package static func open(blob: [UInt8], secret: [UInt8]) throws(CryptoError) -> [UInt8] {
        try Sodium.start()
        let name = Hex.ascii(try Hash.keyedHash(nameDomain, key: checked(secret), size: .bits128))
        let key = try Hash.keyedHash(keyDomain, key: secret)
        guard blob.count >= overheadByteCount else { throw .cannotOpenPhoto }
        let nonce = Array(blob.prefix(nonceByteCount))
        let box = Array(blob.dropFirst(nonceByteCount))
        var plain = [UInt8](repeating: 0, count: box.count - tagByteCount)
        let status = unsafe crypto_aead_xchacha20poly1305_ietf_decrypt(
            &plain, nil, nil, box, UInt64(box.count), name, UInt64(name.count), nonce, key)
        // Opening proves that the blob was made by someone who knew the secret, as every holder of the pass does. Only the
        // hash ties it to the picture that was signed for.
        guard status == 0, ConstantTime.areEqual(self.secret(of: plain), secret) else { throw .cannotOpenPhoto }
        return Array(plain.dropFirst(saltByteCount))
    }

    /// - Parameter saltAndJPEG: the salt, then the picture.
    private static func secret(of saltAndJPEG: [UInt8]) -> [UInt8] {
        var hash = SHA256()
        hash.update(secretDomain)
        hash.update(saltAndJPEG)
        return Array(hash.digest.prefix(secretByteCount))
    }

    private static func checked(_ secret: [UInt8]) throws(CryptoError) -> [UInt8] {
        guard secret.count == secretByteCount else {
            throw .wrongLength("a photo's secret", expected: secretByteCount, found: secret.count)
        }
        return secret
    }
}
