import CSodium

/// Photos sealed so that only the pass itself opens them (DESIGN section 8).
package enum PhotoCipher {
    /// A photo as it is stored and handed out.
    package struct SealedPhoto: Hashable, Sendable {
        /// Claim 9 of the pass, 16 bytes.
        package let secret: [UInt8]
        /// The blob's name, 32 hexadecimal digits.
        package let name: String
        package let blob: [UInt8]
    }

    package static func seal(jpeg: [UInt8]) throws(CryptoError) -> SealedPhoto {
        try seal(jpeg: jpeg, salt: SecureRandom.bytes(32), nonce: SecureRandom.bytes(24))
    }

    package static func seal(jpeg: [UInt8], salt: [UInt8], nonce: [UInt8]) throws(CryptoError) -> SealedPhoto {
        throw .cannotOpenPhoto
    }

    package static func name(secret: [UInt8]) throws(CryptoError) -> String {
        throw .cannotOpenPhoto
    }

    package static func open(blob: [UInt8], secret: [UInt8]) throws(CryptoError) -> [UInt8] {
        throw .cannotOpenPhoto
    }
}
