import CommandSupport
import Foundation
import PassCrypto
import PassFormat
import SQLStore

extension KeyFolder {
    /// What the files of a key that is not in force yet are called.
    private func pending(_ name: String) -> String { "\(name).next" }
    private static let endings = ["sealed", "pub", "pem"]

    /// Makes the successor of a key beside it. One that an earlier run left behind, and that was never in force, is made anew.
    func makePending(_ name: String, passphrase: PassphraseSource) throws -> PublicKey {
        for ending in Self.endings { try? FileManager.default.removeItem(atPath: "\(path)/\(pending(name)).\(ending)") }
        let key = try SigningKey.generate()
        if isDevelopment {
            try writeUnsealed(key, as: pending(name))
        } else {
            try passphrase.withPassphrase { try write(key, as: pending(name), passphrase: $0) }
        }
        return key.publicKey
    }

    /// Puts the successor in force; the key before it stays under its name and the time of the change.
    func adoptPending(_ name: String) throws {
        let stamp = WallClock.now()
        for ending in Self.endings {
            let (next, current) = ("\(path)/\(pending(name)).\(ending)", "\(path)/\(name).\(ending)")
            guard FileManager.default.fileExists(atPath: next) else { continue }
            guard rename(current, "\(path)/\(name)-until-\(stamp).\(ending)") == 0 || errno == ENOENT,
                rename(next, current) == 0
            else { throw PlainError("\(next) can't be renamed: \(String(cString: strerror(errno)))") }
        }
        try DurableFile.syncDirectory(of: path + "/x")
    }

    /// Puts every successor in force that is there. False when there is none.
    func adoptAllPending() throws -> Bool {
        let names = KeyName.allCases.map(\.rawValue).filter { name in
            Self.endings.contains { FileManager.default.fileExists(atPath: "\(path)/\(pending(name)).\($0)") }
        }
        for name in names { try adoptPending(name) }
        return !names.isEmpty
    }
}
