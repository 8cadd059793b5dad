import CommandSupport
import Foundation
import PassCrypto
import SQLStore

/// The key files of a register.
///
/// A sealed key has its public half beside it (`NAME.pub`, hexadecimal), so that a key that only signs metadata is opened
/// when it first signs, not at each command.
struct KeyFolder: Sendable {
    private static let sizeLimit = 16_384

    let path: String
    /// Whether this register was made with `--dev`: only then are development keys and unsealed files accepted.
    let isDevelopment: Bool

    // MARK: Making

    /// Writes a key: sealed when a passphrase is given, else as PEM for development.
    func write(_ key: borrowing SigningKey, as name: String, passphrase: borrowing SecretBytes) throws {
        try create("\(name).sealed", try key.sealed(passphrase: passphrase))
        try create("\(name).pub", Hex.ascii(key.publicKey.bytes) + [UInt8(ascii: "\n")])
    }

    /// Writes a key unsealed, for development only.
    func writeUnsealed(_ key: borrowing SigningKey, as name: String) throws {
        let pem = try key.pem()
        try create("\(name).pem", pem.withBytes { text in text.indices.map { text[$0] } })
    }

    private func create(_ file: String, _ bytes: [UInt8]) throws {
        let place = "\(path)/\(file)"
        guard !FileManager.default.fileExists(atPath: place) else {
            throw PlainError("\(place) exists already: a key is never overwritten")
        }
        try DurableFile.replace(place, with: bytes, mode: 0o600)
    }

    // MARK: Opening

    /// Opens a key now.
    func open(_ name: String, passphrase: PassphraseSource) throws -> KeyHandle {
        let key: KeyHandle
        if let sealed = try contents(of: "\(name).sealed") {
            key = try passphrase.withPassphrase { KeyHandle(try SigningKey.open(sealed: sealed, passphrase: $0)) }
            guard key.publicKey == (try publicHalf(name)) else {
                throw PlainError("\(path)/\(name).sealed is not the key of \(name).pub: put the right file back")
            }
        } else if var pem = try contents(of: "\(name).pem") {
            guard isDevelopment else {
                throw PlainError("\(path)/\(name).pem is not sealed: make real keys with portpass init, without --dev")
            }
            key = KeyHandle(try SigningKey(pem: SecretBytes(wiping: &pem)))
        } else {
            throw PlainError("the key \(path)/\(name).sealed is missing: put it back from its copy")
        }
        guard isDevelopment || !DevelopmentKeys.contains(key.publicKey) else {
            throw PlainError("\(path)/\(name) is a development key, which is public: this register refuses it")
        }
        return key
    }

    /// A signer that opens its key when it first signs.
    func signer(_ name: String, passphrase: PassphraseSource) throws -> StoredSigner {
        if let half = try? publicHalf(name) {
            return StoredSigner(publicKey: half) { try open(name, passphrase: passphrase) }
        }
        let key = try open(name, passphrase: passphrase)
        return StoredSigner(publicKey: key.publicKey) { key }
    }

    private func publicHalf(_ name: String) throws -> PublicKey {
        guard let text = try contents(of: "\(name).pub"),
            let bytes = Hex.decode(String(decoding: text, as: UTF8.self).trimmingCharacters(in: .newlines))
        else { throw PlainError("\(path)/\(name).pub is missing or damaged: put it back from its copy") }
        return try PublicKey(bytes)
    }

    /// The bytes of a file that nobody but its owner may read; `nil` when there is none.
    func contents(of file: String) throws -> [UInt8]? {
        let place = "\(path)/\(file)"
        var status = stat()
        guard lstat(place, &status) == 0 else { return nil }
        guard status.st_mode & S_IFMT == S_IFREG else { throw PlainError("\(place) is not a plain file") }
        guard isDevelopment || file.hasSuffix(".pub") || status.st_mode & 0o077 == 0 else {
            throw PlainError("\(place) can be read by others: chmod 600 it, and think about who has read it")
        }
        guard let handle = FileHandle(forReadingAtPath: place),
            let data = try? handle.read(upToCount: Self.sizeLimit + 1), data.count <= Self.sizeLimit
        else { throw PlainError("\(place) can't be read") }
        return Array(data)
    }
}
