import ArgumentParser
import CommandSupport
import Foundation
import PassCrypto
import PassFormat

/// `portpass keys`: what exists, what it signs, until when; making and condemning keys.
struct KeysCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "keys", abstract: "Lists, makes, replaces and condemns keys.",
        subcommands: [
            KeysListCommand.self, KeysMakeCommand.self, KeysShowCommand.self, KeysAnnounceCommand.self,
            KeysRotateCommand.self, KeysWithdrawCommand.self, KeysRootCommand.self, KeysCompromisedCommand.self,
            KeysReissueCommand.self,
        ])
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

    @Argument(help: ArgumentHelp("NAME.sealed or NAME.pem", valueName: "file"), transform: CommandStreams.resolvePath)
    var file: String

    @OptionGroup var passphrase: PassphraseOption

    func run() async throws {
        let publicKey = try PrivateKeyFile.open(file, passphrase: PassphraseSource(passphrase)).publicKey
        let isPublic = DevelopmentKeys.contains(publicKey) ? "  a development key: everybody has it" : ""
        try StandardOutput.write(
            "key id \(KeyID(rawValue: publicKey.keyID).hex)  public \(Hex.encode(publicKey.bytes))\(isPublic)\n")
    }
}
