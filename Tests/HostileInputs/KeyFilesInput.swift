import PassCrypto

extension HostileInput {
    /// Files that hold secrets, all on the same bytes: a key in PEM, a sealed key, a sealed photo.
    static let keyFiles = HostileInput(
        "key-files", cost: 20, seeds: { [pem, sealedKey, photo.blob] }
    ) { bytes in
        guard let text = try? SecretBytes(copying: bytes.span) else { return }
        if let key = try? SigningKey(pem: text) {
            let written = Specimen.made { try SigningKey(pem: key.pem()).publicKey }
            try require(written == key.publicKey, "a key changes when written")
        }
        // A file may ask for seconds of work and a gigabyte: that is its owner's to spend and not the fuzzer's.
        if let cost = try? SealedKey.cost(of: bytes), cost.operations == 1, cost.memoryKiB <= 64 {
            _ = try? SigningKey.open(sealed: bytes, passphrase: passphrase).publicKey
        }
        if let jpeg = try? PhotoCipher.open(blob: bytes, secret: photo.secret) {
            try require(bytes == photo.blob && jpeg == Array("jpeg".utf8), "a photo that nobody sealed was opened")
        }
    }

    private static let passphrase = Specimen.made { try SecretBytes(copying: Array("nobody guesses this".utf8).span) }
    private static let pem = Specimen.made {
        try Specimen.passKey.withKey { key in try key.pem().withBytes { bytes in bytes.indices.map { bytes[$0] } } }
    }
    private static let sealedKey = Specimen.made {
        let cost = try SealingCost(operations: 1, memoryKiB: 8)
        return try Specimen.passKey.withKey { key in try key.sealed(passphrase: passphrase, cost: cost) }
    }
    private static let photo = Specimen.made {
        try PhotoCipher.seal(
            jpeg: Array("jpeg".utf8), salt: [UInt8](repeating: 7, count: 32), nonce: [UInt8](repeating: 8, count: 24))
    }
}
