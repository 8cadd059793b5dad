import ArgumentParser
import CommandSupport
import Foundation
import PassCrypto
import PassFormat
import Register

/// `portpass keys`: what exists, what it signs, until when; making and condemning keys.
struct KeysCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "keys", abstract: "Lists, makes and condemns keys.",
        subcommands: [
            KeysListCommand.self, KeysMakeCommand.self, KeysShowCommand.self, KeysReplaceCommand.self,
            KeysCompromisedCommand.self,
        ])
}

/// `portpass keys list`.
struct KeysListCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "list",
        abstract: "The keys that the register signs passes, status lists, checkpoints and receipts with.")

    @OptionGroup var register: RegisterOptions

    func run() async throws {
        let keys = try await register.withRegister { register, _ in try await register.keys() }
        var lines: [String] = []
        for key in keys {
            let from = Date(timeIntervalSince1970: TimeInterval(key.notBefore)).formatted(.iso8601)
            let until = Date(timeIntervalSince1970: TimeInterval(key.expires)).formatted(.iso8601)
            lines.append("\(key.id.hex)  \(key.use.rawValue)  \(key.state.rawValue)  \(from)  \(until)")
        }
        try StandardOutput.write(lines.joined(separator: "\n") + "\n")
    }
}

/// `portpass keys make`: a new key, sealed with a passphrase.
struct KeysMakeCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "make", abstract: "Makes a key, sealed with a passphrase, and its public half.")

    @Option(
        name: .long,
        help: ArgumentHelp("Where: FOLDER/NAME makes NAME.sealed and NAME.pub there.", valueName: "folder/name"),
        transform: CommandStreams.resolvePath)
    var out: String

    @OptionGroup var passphrase: PassphraseOption

    func run() async throws {
        let place = URL(fileURLWithPath: out)
        let folder = KeyFolder(path: place.deletingLastPathComponent().path, isDevelopment: false)
        let key = try SigningKey.generate()
        let source = try PassphraseSource(choosing: passphrase)
        try source.withPassphrase { passphrase in
            try folder.write(key, as: place.lastPathComponent, passphrase: passphrase)
        }
        try StandardOutput.write("\(out).sealed  key id \(KeyID(rawValue: key.publicKey.keyID).hex)\n")
    }
}

/// `portpass keys show`: the public half of a key file.
struct KeysShowCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "show", abstract: "The key id and public key of a sealed or PEM key file.")

    private static let sizeLimit = 16_384

    @Argument(help: ArgumentHelp("NAME.sealed or NAME.pem", valueName: "file"), transform: CommandStreams.resolvePath)
    var file: String

    @OptionGroup var passphrase: PassphraseOption

    func run() async throws {
        guard let handle = FileHandle(forReadingAtPath: file),
            let data = try? handle.read(upToCount: Self.sizeLimit + 1),
            data.count <= Self.sizeLimit
        else { throw PlainError("\(file) can't be read: name a key file") }
        var bytes = Array(data)
        let publicKey: PublicKey
        if bytes.starts(with: Array("-----BEGIN".utf8)) {
            publicKey = try SigningKey(pem: SecretBytes(wiping: &bytes)).publicKey
        } else {
            publicKey = try PassphraseSource(passphrase).withPassphrase {
                try SigningKey.open(sealed: bytes, passphrase: $0).publicKey
            }
        }
        let isPublic = DevelopmentKeys.contains(publicKey) ? "  a development key: everybody has it" : ""
        try StandardOutput.write(
            "key id \(KeyID(rawValue: publicKey.keyID).hex)  public \(Hex.encode(publicKey.bytes))\(isPublic)\n")
    }
}

/// `portpass keys compromised`: a key that somebody else may hold.
struct KeysCompromisedCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "compromised",
        abstract: "Condemns a key: from the next publication only what the register signed with it is good.",
        discussion:
            "The register signs nothing more with it. Gates then refuse every pass that is not in issued/KID, whatever its date."
    )

    @Argument(help: ArgumentHelp("The key's id, as portpass keys list prints it.", valueName: "key-id"))
    var key: String

    @OptionGroup var register: RegisterOptions

    func run() async throws {
        guard let id = KeyID(hex: key) else {
            throw PlainError("\(key) is no key id: take one from portpass keys list")
        }
        try await register.withRegister { register, principal in
            try await register.markCompromised(id, by: principal, now: WallClock.now())
        }
        try StandardOutput.write(
            "key \(id.hex) is condemned; \(ServedRegister.whenGatesKnow)\n")
    }
}
