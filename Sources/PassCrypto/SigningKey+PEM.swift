extension SigningKey {
    /// Reads a PKCS#8 private key in PEM (RFC 7468, RFC 5958, RFC 8410).
    package init(pem: borrowing SecretBytes) throws(CryptoError) {
        throw .malformedKey("not yet")
    }

    /// Writes the key as PKCS#8 PEM (version 1), as any tool reads it; the text stays in guarded memory.
    package borrowing func pem() throws(CryptoError) -> SecretBytes {
        throw .malformedKey("not yet")
    }
}
