extension SigningKey {
    /// The key sealed with a passphrase.
    package borrowing func sealed(
        passphrase: borrowing SecretBytes, cost: SealingCost = .moderate
    ) throws(CryptoError) -> [UInt8] {
        throw .cannotOpenSealedKey
    }

    /// Opens a sealed key file.
    package static func open(
        sealed: [UInt8], passphrase: borrowing SecretBytes
    ) throws(CryptoError) -> SigningKey {
        throw .cannotOpenSealedKey
    }
}
