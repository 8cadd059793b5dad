import CommandSupport
import Foundation
import PassCrypto
import Register
import SQLStore

/// The keys of the vault by their numbers: `vault.*` is 0, `vault-1.*` the next, and so on; and `index.sealed` beside them, from the second
/// key on, which keyed hashes are made with.
extension KeyFolder {
    private static let indexName = "index.sealed"
    /// In a register for development, which has no passphrase: 64 hexadecimal digits.
    private static let plainIndexName = "index.hex"

    private func vaultName(_ number: UInt16) -> String {
        number == 0 ? KeyName.vault.rawValue : "\(KeyName.vault.rawValue)-\(number)"
    }

    private func exists(_ file: String) -> Bool { FileManager.default.fileExists(atPath: "\(path)/\(file)") }

    /// One that was cut off while it was written has not both halves, and never sealed anything.
    private func isWhole(_ name: String) -> Bool {
        exists("\(name).pem") || (exists("\(name).sealed") && exists("\(name).pub"))
    }

    /// Every key of the vault that lies here, opened.
    func vaultKeys(passphrase: PassphraseSource) throws -> VaultKeys {
        var keys: [UInt16: KeyHandle] = [:]
        for number in try vaultNumbers() { keys[number] = try open(vaultName(number), passphrase: passphrase) }
        let index = try index(passphrase: passphrase)
        if keys.isEmpty, index == nil {
            // Says what is missing; with an index there was more than one, and the register says which.
            return VaultKeys(try open(vaultName(0), passphrase: passphrase))
        }
        return VaultKeys(byNumber: keys, index: index)
    }

    private func vaultNumbers() throws -> [UInt16] {
        let files = try FileManager.default.contentsOfDirectory(atPath: path)
        let numbers = files.compactMap { file -> UInt16? in
            let parts = file.split(separator: ".")
            guard parts.count == 2, parts[1] == "sealed" || parts[1] == "pem" else { return nil }
            if parts[0] == vaultName(0) { return 0 }
            guard parts[0].hasPrefix("vault-"), let number = UInt16(parts[0].dropFirst(6)) else { return nil }
            return number > 0 && vaultName(number) == parts[0] ? number : nil
        }
        return Set(numbers).filter { isWhole(vaultName($0)) }.sorted()
    }

    /// The key of a number that lies here already, whose use was cut off, or a new one.
    func makeVaultKey(_ number: UInt16, passphrase: PassphraseSource) throws -> KeyHandle {
        let name = vaultName(number)
        if isWhole(name) { return try open(name, passphrase: passphrase) }
        for ending in ["sealed", "pub"] { try? FileManager.default.removeItem(atPath: "\(path)/\(name).\(ending)") }
        let key = try SigningKey.generate()
        if isDevelopment {
            try writeUnsealed(key, as: name)
        } else {
            // Under another passphrase than the other keys nothing would open it when the service starts.
            _ = try open(KeyName.receipt.rawValue, passphrase: passphrase)
            try passphrase.withPassphrase { try write(key, as: name, passphrase: $0) }
        }
        return KeyHandle(key)
    }

    /// Puts a key that is retired aside, under its name and the time; done already, nothing happens.
    func putAside(vaultKey number: UInt16) throws {
        let (name, stamp) = (vaultName(number), WallClock.now())
        // What makes it a whole key goes first.
        for ending in ["pem", "sealed", "pub"] where exists("\(name).\(ending)") {
            guard rename("\(path)/\(name).\(ending)", "\(path)/\(name)-until-\(stamp).\(ending)") == 0 else {
                throw PlainError(
                    "\(path)/\(name).\(ending) can't be renamed: \(String(cString: strerror(errno)))")
            }
        }
        try DurableFile.syncDirectory(of: path + "/x")
    }

    // MARK: The index

    private func index(passphrase: PassphraseSource) throws -> IndexKey? {
        if let sealed = try contents(of: Self.indexName) {
            return try passphrase.withPassphrase { passphrase in
                try IndexKey(SealedKey.open(sealed, passphrase: passphrase))
            }
        }
        guard isDevelopment, let text = try contents(of: Self.plainIndexName) else { return nil }
        guard var bytes = Hex.decode(String(decoding: text.prefix { $0 != UInt8(ascii: "\n") }, as: UTF8.self)) else {
            throw PlainError("\(path)/\(Self.plainIndexName) is damaged: put it back from its copy")
        }
        return try IndexKey(SecretBytes(wiping: &bytes))
    }

    /// Writes the key of the keyed hashes, where it does not lie here yet: it must outlive the first key of the vault.
    func keep(index: IndexKey, passphrase: PassphraseSource) throws {
        if isDevelopment {
            guard !exists(Self.plainIndexName) else { return }
            let text = index.withBytes { key in key.withBytes { bytes in Hex.ascii(bytes.indices.map { bytes[$0] }) } }
            try DurableFile.replace("\(path)/\(Self.plainIndexName)", with: text + [UInt8(ascii: "\n")], mode: 0o600)
        } else {
            guard !exists(Self.indexName) else { return }
            _ = try open(KeyName.receipt.rawValue, passphrase: passphrase)
            let sealed = try passphrase.withPassphrase { passphrase in
                try index.withBytes { try SealedKey.seal($0, passphrase: passphrase, cost: .moderate) }
            }
            try DurableFile.replace("\(path)/\(Self.indexName)", with: sealed, mode: 0o600)
        }
    }
}
