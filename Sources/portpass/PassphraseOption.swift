import ArgumentParser
import CommandSupport
import Foundation
import PassCrypto

/// Where the passphrase of sealed keys comes from: a file, a systemd credential, or the person at the terminal.
struct PassphraseOption: ParsableArguments {
    /// The credential's name, as `LoadCredential=` gives it.
    private static let credential = "portpass-passphrase"
    private static let sizeLimit = 4_096

    @Option(
        name: .long,
        help: ArgumentHelp(
            "A file with the passphrase of the sealed keys; /dev/fd/N for a descriptor. Else the systemd credential portpass-passphrase, else a question.",
            valueName: "file"), transform: CommandStreams.resolvePath)
    var passphraseFile: String?

    /// - Parameter isNew: Whether a new one is chosen: somebody at the terminal then types it twice.
    func read(isNew: Bool = false) throws -> SecretBytes {
        if let passphraseFile { return try Self.contents(of: passphraseFile) }
        if let folder = ProcessInfo.processInfo.environment["CREDENTIALS_DIRECTORY"] {
            let path = "\(folder)/\(Self.credential)"
            if FileManager.default.fileExists(atPath: path) { return try Self.contents(of: path) }
        }
        guard Terminal.canAsk else {
            throw PlainError("the keys are sealed and nobody is there to type the passphrase: give --passphrase-file")
        }
        var typed = try Terminal.readHidden(isNew ? "New passphrase for the keys: " : "Passphrase of the keys: ")
        if isNew {
            var again = try Terminal.readHidden("Once more: ")
            defer { for index in again.indices { again[index] = 0 } }
            guard typed == again else { throw PlainError("the two passphrases differ: nothing was made") }
        }
        return try SecretBytes(wiping: &typed)
    }

    private static func contents(of path: String) throws -> SecretBytes {
        guard let handle = FileHandle(forReadingAtPath: path), let data = try? handle.read(upToCount: sizeLimit + 1)
        else {
            throw PlainError("the passphrase file \(path) can't be read")
        }
        guard data.count <= sizeLimit else { throw PlainError("the passphrase file \(path) is too large") }
        var bytes = Array(data)
        if bytes.last == UInt8(ascii: "\n") { bytes.removeLast() }
        return try SecretBytes(wiping: &bytes)
    }
}
