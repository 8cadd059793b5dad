import CommandSupport
import Foundation
import PassCrypto
import TrustPublishing

/// The public development keys of `keys/`.
struct DevelopmentKeyFiles {
    let folder: String

    /// Puts them into a register's key folder under their names there.
    ///
    /// There is no development vault key: what seals identity numbers is made anew even for demonstrations.
    ///
    /// - Returns: The roots.
    func install(into keys: KeyFolder) throws -> [any MetadataSigner] {
        for name in KeyName.allCases where name != .vault {
            try keys.writeUnsealed(try read(name.rawValue), as: name.rawValue)
        }
        try keys.writeUnsealed(try SigningKey.generate(), as: KeyName.vault.rawValue)
        return try KeyName.roots.map { KeyHandle(try read($0)) }
    }

    private func read(_ name: String) throws -> SigningKey {
        let path = "\(folder)/dev-\(name).pem"
        guard let data = FileManager.default.contents(atPath: path), data.count < 4_096 else {
            throw PlainError("\(path) can't be read: name the folder of the development keys with --keys")
        }
        var pem = Array(data)
        return try SigningKey(pem: SecretBytes(wiping: &pem))
    }
}
