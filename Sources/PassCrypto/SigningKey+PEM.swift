extension SigningKey {
    /// Reads a PKCS#8 private key in PEM (RFC 7468, RFC 5958, RFC 8410), version 1 or 2.
    ///
    /// A public key in the file is compared with the one derived from the seed, and never used: a file whose halves do not
    /// belong together is refused.
    ///
    /// - Throws: `CryptoError.malformedKey`, `.unsupportedKey`, or an error of the guarded memory.
    package init(pem: borrowing SecretBytes) throws(CryptoError) {
        let der = try pem.withBytes { text throws(CryptoError) in try PEM.decode(text) }
        var claimed: [UInt8]?
        let seed = try der.withBytes { bytes throws(CryptoError) in
            let layout = try PKCS8.layout(of: bytes)
            claimed = layout.publicKey.map { range in range.map { bytes[$0] } }
            return try SecretBytes(copying: bytes.extracting(layout.seed))
        }
        try self.init(seed: seed, claimedPublicKey: claimed)
    }

    /// Reads a PEM that is already in ordinary memory: the development keys, whose secrets are no secrets.
    package init(publicSecretPEM text: [UInt8]) throws(CryptoError) {
        try self.init(pem: SecretBytes(copying: text.span))
    }

    /// The key as PKCS#8 PEM, version 1, which every tool reads. The text stays in guarded memory: write it from within
    /// `withBytes`, to a file that only its owner can read.
    package borrowing func pem() throws(CryptoError) -> SecretBytes {
        let der = try SecretBytes(capacity: PKCS8.prefix.count + Self.seedByteCount) { output throws(CryptoError) in
            for byte in PKCS8.prefix { output.append(byte) }
            withSeed { seed in
                for index in seed.indices { output.append(seed[index]) }
            }
        }
        return try PEM.encode(der)
    }
}
