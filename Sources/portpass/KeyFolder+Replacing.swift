import CommandSupport
import Foundation
import PassCrypto
import PassFormat
import SQLStore

/// Keys that are made and not in force yet: `NAME.next.*`, beside the one that they follow.
extension KeyFolder {
    private static let endings = ["sealed", "pub", "pem"]

    private func next(_ name: String) -> String { "\(name).next" }

    private func exists(_ file: String) -> Bool { FileManager.default.fileExists(atPath: "\(path)/\(file)") }

    /// Whether a whole successor lies beside a key.
    private func hasNext(_ name: String) -> Bool {
        exists("\(next(name)).pem") || (exists("\(next(name)).sealed") && exists("\(next(name)).pub"))
    }

    /// The public half of a key's successor; nil when there is none.
    func nextPublicKey(_ name: String, passphrase: PassphraseSource) throws -> PublicKey? {
        guard hasNext(name) else { return nil }
        return try signer(next(name), passphrase: passphrase).publicKey
    }

    /// A key's successor, opened; nil when there is none.
    func openNext(_ name: String, passphrase: PassphraseSource) throws -> KeyHandle? {
        hasNext(name) ? try open(next(name), passphrase: passphrase) : nil
    }

    /// A key's successor, which opens when it first signs.
    func nextSigner(_ name: String, passphrase: PassphraseSource) throws -> StoredSigner {
        try signer(next(name), passphrase: passphrase)
    }

    /// Makes the successor of a key beside it, in the place of one that was cut off or given up.
    func makeNext(_ name: String, passphrase: PassphraseSource) throws -> KeyHandle {
        removeNext(name)
        let key = try SigningKey.generate()
        if isDevelopment {
            try writeUnsealed(key, as: next(name))
        } else {
            // Under another passphrase than the other keys nothing would open it when the service starts.
            _ = try open(KeyName.receipt.rawValue, passphrase: passphrase)
            try passphrase.withPassphrase { try write(key, as: next(name), passphrase: $0) }
        }
        return KeyHandle(key)
    }

    /// Forgets a successor that never signed. In the other order: what is left by a cut is no successor, and no change of files
    /// that was cut off.
    func removeNext(_ name: String) {
        for ending in Self.endings.reversed() {
            try? FileManager.default.removeItem(atPath: "\(path)/\(next(name)).\(ending)")
        }
    }

    /// Puts the successor in force; the key before it stays under its name and the time of the change. Cut off anywhere, the same
    /// call goes on (``finishAdoption(_:)``).
    func adoptNext(_ name: String) throws {
        let stamp = WallClock.now()
        for ending in Self.endings {
            let (from, to) = ("\(path)/\(next(name)).\(ending)", "\(path)/\(name).\(ending)")
            guard FileManager.default.fileExists(atPath: from) else { continue }
            guard rename(to, "\(path)/\(name)-until-\(stamp).\(ending)") == 0 || errno == ENOENT,
                rename(from, to) == 0
            else { throw PlainError("\(from) can't be renamed: \(String(cString: strerror(errno)))") }
        }
        try DurableFile.syncDirectory(of: path + "/x")
    }

    /// Goes on with a change of files that was cut off: the first file has its new name, or is about to, and others have not.
    func finishAdoption(_ name: String) throws {
        let hasLostFirst = exists("\(next(name)).pub") && !exists("\(next(name)).sealed")
        let isBetween = hasNext(name) && !exists("\(name).sealed") && !exists("\(name).pem")
        if hasLostFirst || isBetween { try adoptNext(name) }
    }
}
