extension SigningKey {
    /// The key as a sealed file (`SealedKey`), which is how real keys are kept.
    ///
    /// - Throws: as `SealedKey.seal`: `CryptoError.weakPassphrase`, `.memoryNotLocked`, `.memoryUnavailable`.
    package borrowing func sealed(
        passphrase: borrowing SecretBytes, cost: SealingCost = .moderate
    ) throws(CryptoError) -> [UInt8] {
        guard isLocked else { throw .memoryNotLocked }
        let seed = try withSeed { bytes throws(CryptoError) in try SecretBytes(copying: bytes) }
        return try SealedKey.seal(seed, passphrase: passphrase, cost: cost)
    }

    /// Opens a sealed key file.
    ///
    /// - Throws: as `SealedKey.open`. A wrong passphrase and a damaged file are one error, `.cannotOpenSealedKey`.
    package static func open(
        sealed file: [UInt8], passphrase: borrowing SecretBytes
    ) throws(CryptoError) -> SigningKey {
        let key = try SigningKey(seed: SealedKey.open(file, passphrase: passphrase))
        guard key.isLocked else { throw .memoryNotLocked }
        return key
    }
}
