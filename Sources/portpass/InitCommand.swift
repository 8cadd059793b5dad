import ArgumentParser
import CommandSupport
import Foundation
import PassCrypto
import Register
import SQLStore
import TrustPublishing

/// `portpass init`: a new register from seeds, with its keys and its root of trust.
struct InitCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "init", abstract: "Makes a new register from the seeds, with its keys.",
        discussion: """
            Without --dev every key is made anew and sealed with a passphrase. The root keys come to --root-keys, of which \
            two of three must sign; carry them away from this machine.
            """)

    @Option(
        name: .long, help: ArgumentHelp("The data directory to make.", valueName: "dir"),
        transform: CommandStreams.resolvePath)
    var data: String

    @Flag(name: .long, help: "Use the public development keys. Never for real passes.")
    var dev = false

    @OptionGroup var seeds: SeedsOption

    @Option(
        name: .long, help: ArgumentHelp("With --dev: the folder of the development keys.", valueName: "dir"),
        transform: CommandStreams.resolvePath)
    var keys: String?

    @Option(
        name: .long, help: ArgumentHelp("Where the three root keys go; DIR/root-keys if not given.", valueName: "dir"),
        transform: CommandStreams.resolvePath)
    var rootKeys: String?

    @OptionGroup var passphrase: PassphraseOption

    func run() async throws {
        let seedsFolder = try InstalledFiles.folder("seeds", option: seeds.seeds)
        _ = try Register.decodeSeeds(seedsFolder)
        let manager = FileManager.default
        guard (try? manager.contentsOfDirectory(atPath: data))?.isEmpty ?? !manager.fileExists(atPath: data) else {
            throw PlainError("\(data) is not empty: name a folder that does not exist yet")
        }
        // Everything is made beside the place where it goes, so that a failure leaves nothing behind. What a power cut left there
        // may have any name, that of this process's number too.
        let building = "\(data).building-\(Hex.encode(SecureRandom.bytes(8)))"
        do {
            let made = try await make(in: building, seeds: seedsFolder)
            if manager.fileExists(atPath: data) { try manager.removeItem(atPath: data) }
            try manager.moveItem(atPath: building, toPath: data)
            try DurableFile.syncDirectory(of: data)
            try StandardOutput.write(made)
        } catch {
            try? manager.removeItem(atPath: building)
            throw error
        }
    }

    /// Makes the whole register in a folder and returns what to tell the operator.
    private func make(in building: String, seeds: String) async throws -> String {
        let folder = DataFolder(path: building)
        try FileManager.default.createDirectory(
            atPath: folder.keys.path, withIntermediateDirectories: true, attributes: [.posixPermissions: 0o700])
        let roots: [any MetadataSigner]
        let source: PassphraseSource
        if dev {
            try OutputFile.write([], to: folder.developmentMark)
            let development = try InstalledFiles.folder("keys", option: keys)
            roots = try DevelopmentKeyFiles(folder: development).install(into: folder.keys)
            source = PassphraseSource(passphrase)
        } else {
            source = try PassphraseSource(choosing: passphrase)
            roots = try RealKeys(passphrase: source).make(
                online: folder.keys, roots: rootKeys ?? "\(building)/root-keys")
        }
        let signers = try folder.keys.roleSigners(passphrase: source)
        let writer = RepositoryWriter(directory: folder.repository, signers: signers)
        let now = WallClock.now()
        let root = try writer.initialise(
            keys: try RootKeys(
                root: KeySet(roots.map(\.publicKey), threshold: KeyName.rootThreshold), signers: signers),
            rootSigners: roots, now: now)
        let register = try await Register.create(
            directory: building, seeds: seeds, keys: try folder.keys.registerKeys(passphrase: source),
            repository: writer, by: try Principal.atTheShell(), now: now)
        register.close()
        var lines = ["register made in \(data)", "root SHA-256  \(Hash.sha256Hex(root))"]
        if !dev {
            lines.append(
                "root keys in \(rootKeys ?? "\(data)/root-keys"): carry them away from this machine, apart from each other"
            )
        }
        return lines.joined(separator: "\n") + "\n"
    }
}
