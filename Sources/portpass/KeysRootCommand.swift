import ArgumentParser
import CommandSupport
import Foundation
import PassCrypto
import PassFormat
import Register
import SQLStore
import TrustPublishing

/// `portpass keys root`: the next root goes to another machine as a file, and comes back signed.
struct KeysRootCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "root", abstract: "Replaces the keys that the root names, and the root's own.",
        subcommands: [
            KeysRootRequestCommand.self, KeysRootShowCommand.self, KeysRootSignCommand.self, KeysRootTakeCommand.self,
        ])
}

/// `portpass keys root request`: the next root, unsigned.
struct KeysRootRequestCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "request", abstract: "Writes the next root, for those to sign who hold root keys.",
        discussion: """
            Without any change it only renews the root for another year. A new online key is made here and waits; asked for \
            again, the same one is named again.
            """)

    @Option(
        name: .long, help: ArgumentHelp("The file to write.", valueName: "file"),
        transform: CommandStreams.resolvePath)
    var out: String

    @Option(name: .long, help: "A role that gets a new key: targets, snapshot or timestamp; may be given often.")
    var replace: [RootedRole] = []

    @Option(
        name: .long,
        help: ArgumentHelp("The .pub file of a root key that joins; may be given often.", valueName: "file"),
        transform: CommandStreams.resolvePath)
    var addRoot: [String] = []

    @Option(name: .long, help: ArgumentHelp("A root key that goes; may be given often.", valueName: "key-id"))
    var removeRoot: [KeyIDArgument] = []

    @Option(name: .long, help: "How many root keys must sign from then on.")
    var rootThreshold: Int?

    @OptionGroup var register: RegisterOptions

    func run() async throws {
        let folder = register.folder.keys
        let source = PassphraseSource(register.passphrase)
        let added = try addRoot.map(PublicKeyFile.read)
        let proposal = try await register.withRegister { register, _ in
            let online = try await register.keyFiles.run { try followers(folder, source) }
            return try register.proposeRoot(
                RootOrder(
                    online: online, added: added, removed: removeRoot.map(\.id), threshold: rootThreshold),
                now: WallClock.now())
        }
        try OutputFile.write(proposal.encoded(), to: out)
        try StandardOutput.write(
            ProposalWords(proposal).text + "written to \(out): carry it to those who hold root keys\n")
    }
}

extension KeysRootRequestCommand {
    /// The keys that are to follow: those that lie there, or new ones.
    private func followers(_ folder: KeyFolder, _ source: PassphraseSource) throws -> [RepositoryRole: PublicKey] {
        var online: [RepositoryRole: PublicKey] = [:]
        for name in replace.map(\.name) {
            guard let role = name.role else { continue }
            online[role] =
                try folder.nextPublicKey(name.rawValue, passphrase: source)
                ?? folder.makeNext(name.rawValue, passphrase: source).publicKey
        }
        return online
    }
}

/// `portpass keys root show`: what a file is about.
struct KeysRootShowCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "show", abstract: "What the next root changes, and who has signed it. Needs no register.")

    @Argument(help: ArgumentHelp("The file.", valueName: "file"), transform: CommandStreams.resolvePath)
    var file: String

    func run() async throws {
        try StandardOutput.write(ProposalWords(try ProposalFile.read(file)).text)
    }
}

/// `portpass keys root sign`: on the machine that holds a root key.
struct KeysRootSignCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "sign", abstract: "Signs the next root, on the machine that holds a root key. Needs no register.",
        discussion: """
            Shows what changes, computed from the two roots and not read from the file, and asks. With --root the root before \
            must be the copy that you kept.
            """)

    @Argument(
        help: ArgumentHelp("The file of portpass keys root request.", valueName: "file"),
        transform: CommandStreams.resolvePath)
    var file: String

    @Option(
        name: .long, help: ArgumentHelp("The root key: NAME.sealed, or NAME.pem.", valueName: "file"),
        transform: CommandStreams.resolvePath)
    var key: String

    @Option(
        name: .long,
        help: ArgumentHelp("Where to write it with the signature; the same file if not given.", valueName: "file"),
        transform: CommandStreams.resolvePath)
    var out: String?

    @Option(
        name: .long, help: ArgumentHelp("Your own copy of the root before, N.root.json.", valueName: "file"),
        transform: CommandStreams.resolvePath)
    var root: String?

    @Flag(name: .long, help: "Does not ask.")
    var yes = false

    @OptionGroup var passphrase: PassphraseOption

    func run() async throws {
        var proposal = try ProposalFile.read(file)
        if let root {
            guard try SmallFile.read(root, limit: RootProposal.largest) == proposal.previous else {
                throw PlainError("\(file) does not follow on \(root): nothing was signed")
            }
        }
        if let fault = proposal.fault(now: WallClock.now()) {
            throw PlainError("\(file) was not signed: \(fault)")
        }
        try StandardOutput.write(ProposalWords(proposal).text)
        guard yes || Terminal.confirm("Sign this?") else { throw PlainError("nothing was signed") }
        let handle = try PrivateKeyFile.open(key, passphrase: PassphraseSource(passphrase))
        let signature = RootSignature(publicKey: handle.publicKey, signature: handle.sign(proposal.unsigned))
        guard proposal.add(signature) else {
            throw PlainError("\(key) is no key of either root: nothing was signed")
        }
        try OutputFile.write(proposal.encoded(), to: out ?? file)
        try StandardOutput.write(
            "signed with \(KeyID(rawValue: handle.publicKey.keyID).hex), written to \(out ?? file)\n\(ProposalWords.missing(proposal))"
        )
    }
}

/// `portpass keys root take`: the signed files are back.
struct KeysRootTakeCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "take", abstract: "Installs the next root when enough have signed it, and publishes under it.")

    @Argument(
        help: ArgumentHelp("The files that came back, each with some of the signatures.", valueName: "file"),
        transform: CommandStreams.resolvePath)
    var files: [String]

    @OptionGroup var register: RegisterOptions

    func run() async throws {
        let proposals = try files.map(ProposalFile.read)
        let folder = register.folder.keys
        let source = PassphraseSource(register.passphrase)
        try await register.withRegister { register, principal in
            let published = try await register.keyFiles.run {
                var next: Set<KeyName> = []
                for change in proposals.first?.changes.online ?? [] {
                    guard let name = KeyName.roles.first(where: { $0.role == change.role }),
                        let waiting = try folder.nextPublicKey(name.rawValue, passphrase: source),
                        change.after.keys.contains(waiting)
                    else { continue }
                    next.insert(name)
                }
                let published = try await register.takeRoot(
                    proposals, signers: try folder.roleSigners(passphrase: source, next: next), by: principal,
                    now: WallClock.now())
                for name in next { try folder.adoptNext(name.rawValue) }
                return published
            }
            let version = proposals.first?.changes.version ?? 0
            try StandardOutput.write(
                "root version \(version) is installed\(published.map { ", published as version \($0.versions.timestamp)" } ?? "; next: portpass publish")\n"
            )
        }
    }
}

/// The roles that a root names and that sign online.
struct RootedRole: ExpressibleByArgument {
    let name: KeyName

    init?(argument: String) {
        switch argument {
        case "targets": name = .targets
        case "snapshot": name = .snapshot
        case "timestamp": name = .timestamp
        default: return nil
        }
    }
}
