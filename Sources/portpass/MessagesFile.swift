import CommandSupport
import Foundation
import PassCrypto
import SQLStore
import ServiceWeb

/// The file that says how messages are sent, and the secrets that it names.
struct MessagesFile {
    private static let sizeLimit = 65_536
    private static let secretLimit = 4_096

    let path: String

    func settings() throws -> MessageSettings {
        guard let handle = FileHandle(forReadingAtPath: path),
            let data = try? handle.read(upToCount: Self.sizeLimit + 1),
            data.count <= Self.sizeLimit
        else { throw PlainError("the messages file \(path) can't be read") }
        do {
            return try MessageSettings(json: [UInt8](data), secret: secret)
        } catch let error as SettingsError {
            throw PlainError("the messages file \(path) can't be used: \(error)")
        }
    }

    /// A secret by its name: a credential of systemd where there is one of this name, else a file, beside the messages file where
    /// the name has no folder in it.
    private func secret(_ name: String) throws -> SecretBytes {
        if !name.contains("/"), let folder = ProcessInfo.processInfo.environment["CREDENTIALS_DIRECTORY"] {
            let credential = "\(folder)/\(name)"
            if FileManager.default.fileExists(atPath: credential) { return try Self.contents(of: credential) }
        }
        let file = name.hasPrefix("/") ? name : "\(DurableFile.folder(of: path))/\(name)"
        let attributes = try? FileManager.default.attributesOfItem(atPath: file)
        guard let mode = attributes?[.posixPermissions] as? Int else {
            throw PlainError("the secret file \(file) can't be read")
        }
        guard mode & 0o077 == 0 else {
            throw PlainError("the secret file \(file) can be read by others: chmod 600 \(file)")
        }
        return try Self.contents(of: file)
    }

    private static func contents(of path: String) throws -> SecretBytes {
        guard let handle = FileHandle(forReadingAtPath: path), let data = try? handle.read(upToCount: secretLimit + 1),
            data.count <= secretLimit
        else { throw PlainError("the secret file \(path) can't be read, is empty or is too large") }
        var bytes = Array(data)
        if bytes.last == UInt8(ascii: "\n") { bytes.removeLast() }
        return try SecretBytes(wiping: &bytes)
    }
}
