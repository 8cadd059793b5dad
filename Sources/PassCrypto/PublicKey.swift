import CSodium

/// An Ed25519 public key (RFC 8032), as 32 raw bytes.
package struct PublicKey: Hashable, Sendable {
    package static let byteCount = 32
    package static let signatureByteCount = 64

    package let bytes: [UInt8]

    /// Only the length is looked at here: what is not a good point is refused by every verification.
    ///
    /// - Throws: `CryptoError.wrongLength`.
    package init(_ bytes: [UInt8]) throws(CryptoError) {
        guard bytes.count == Self.byteCount else {
            throw .wrongLength("a public key", expected: Self.byteCount, found: bytes.count)
        }
        self.bytes = bytes
    }

    /// Whether `signature` (64 bytes; any other length is simply not valid) signs exactly `message`.
    ///
    /// libsodium only: it refuses keys and `R` of small order, points that are not canonical and `S` not below the group
    /// order, where other libraries accept some of them.
    package func isValidSignature(_ signature: [UInt8], for message: [UInt8]) -> Bool {
        guard Sodium.isStarted, signature.count == Self.signatureByteCount else { return false }
        return unsafe crypto_sign_verify_detached(signature, message, UInt64(message.count), bytes) == 0
    }

    /// The same over borrowed bytes, for a reader that has not copied the signed bytes out.
    package func isValidSignature(_ signature: Span<UInt8>, for message: Span<UInt8>) -> Bool {
        guard Sodium.isStarted, signature.count == Self.signatureByteCount else { return false }
        return unsafe signature.withUnsafeBufferPointer { signature in
            unsafe message.withUnsafeBufferPointer { message in
                guard let signatureBase = signature.baseAddress else { return false }
                // An empty span has no address; the C function wants one and reads none of it.
                let messageBase = unsafe message.baseAddress ?? signatureBase
                return unsafe crypto_sign_verify_detached(signatureBase, messageBase, UInt64(message.count), bytes)
                    == 0
            }
        }
    }

    /// The SHA-256 COSE key thumbprint, 32 bytes (RFC 9679 section 4) over the deterministic encoding of
    /// `{1: 1, -1: 6, -2: x}`: an OKP key (RFC 9053 section 7.2), curve Ed25519.
    package var thumbprint: [UInt8] {
        var hash = SHA256()
        hash.update([0xA3, 0x01, 0x01, 0x20, 0x06, 0x21, 0x58, 0x20])
        hash.update(bytes)
        return hash.digest
    }

    /// The key id: the thumbprint's first 8 bytes, most significant first, for `PassFormat.KeyID(rawValue:)`.
    package var keyID: UInt64 {
        thumbprint.prefix(8).reduce(0) { $0 << 8 | UInt64($1) }
    }
}
