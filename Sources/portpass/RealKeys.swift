import CommandSupport
import Foundation
import PassCrypto
import TrustPublishing

/// Makes the keys of a real register, each sealed.
struct RealKeys {
    let passphrase: PassphraseSource

    /// - Parameters:
    ///   - online: The register's key folder.
    ///   - roots: Where the root keys go.
    /// - Returns: The roots, still open, to sign the first root metadata.
    func make(online: KeyFolder, roots: String) throws -> [any MetadataSigner] {
        let rootFolder = KeyFolder(path: roots, isDevelopment: false)
        try FileManager.default.createDirectory(
            atPath: roots, withIntermediateDirectories: true, attributes: [.posixPermissions: 0o700])
        return try passphrase.withPassphrase { passphrase in
            for name in KeyName.allCases {
                try online.write(try SigningKey.generate(), as: name.rawValue, passphrase: passphrase)
            }
            return try KeyName.roots.map { name in
                let key = try SigningKey.generate()
                try rootFolder.write(key, as: name, passphrase: passphrase)
                return KeyHandle(key)
            }
        }
    }
}
