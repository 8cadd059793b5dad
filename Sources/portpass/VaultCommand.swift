import ArgumentParser
import CommandSupport
import PassCrypto
import PassFormat
import Register
import StrictJSON

/// `portpass vault`: the keys that everything of people is sealed with.
struct VaultCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "vault", abstract: "Lists and replaces the keys that everything of people is sealed with.",
        discussion: """
            To replace one: vault rotate, then vault reseal, then (when the service was started anew) vault reseal and vault retire. \
            Each can be cut off and called again.
            """,
        subcommands: [
            VaultListCommand.self, VaultRotateCommand.self, VaultResealCommand.self, VaultRetireCommand.self,
        ])
}

/// `portpass vault list`.
struct VaultListCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "list", abstract: "The vault's keys, and how many boxes there are of each.")

    @OptionGroup var register: RegisterOptions

    @Flag(name: .long, help: "JSON lines; times are seconds since 1970.")
    var json = false

    func run() async throws {
        let overview = try await register.withRegister { register, _ in try await register.vaultOverview() }
        try StandardOutput.write(json ? Self.json(overview) : Self.text(overview))
    }

    private static func json(_ overview: VaultOverview) -> [UInt8] {
        overview.keys.flatMap { key in
            JSONWriter.compact(
                .object([
                    "number": .integer(Int64(key.number)), "key": .text(key.id.hex), "state": .text(key.state.rawValue),
                    "madeAt": key.madeAt.map { .integer($0) } ?? .null,
                    "retiredAt": key.retiredAt.map { .integer($0) } ?? .null, "boxes": .integer(Int64(key.boxes)),
                ])) + [UInt8(ascii: "\n")]
        }
    }

    private static func text(_ overview: VaultOverview) -> [UInt8] {
        let table = TextTable(
            heading: ["number", "key", "state", "from", "retired", "boxes"],
            rows: overview.keys.map { key in
                [
                    String(key.number), key.id.hex, key.state.rawValue, key.madeAt.map(KeyTime.day) ?? "",
                    key.retiredAt.map(KeyTime.day) ?? "", String(key.boxes),
                ]
            })
        return Array(table.text.utf8)
    }
}

/// `portpass vault rotate`.
struct VaultRotateCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "rotate", abstract: "Makes another key, which seals from now on.",
        discussion: """
            What is sealed already stays as it is, and opens as before; portpass vault reseal seals it anew. Copy the keys' folder away \
            at once: what is sealed from now on opens with the new key only.
            """)

    @OptionGroup var register: RegisterOptions

    func run() async throws {
        let folder = register.folder.keys
        let source = PassphraseSource(register.passphrase)
        let (number, key) = try await register.withRegister(passphrase: source) { register, principal in
            try await register.keyFiles.run {
                let number = try await register.nextVaultNumber()
                try folder.keep(index: register.vaultIndex, passphrase: source)
                let key = try folder.makeVaultKey(number, passphrase: source)
                try await register.use(vaultKey: key, number: number, by: principal, now: WallClock.now())
                return (number, key.publicKey)
            }
        }
        try StandardOutput.write(
            "vault: key \(number) (\(KeyID(rawValue: key.keyID).hex)) seals from now on; copy the keys' folder away, then: portpass vault reseal\n"
        )
    }
}

/// `portpass vault reseal`.
struct VaultResealCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "reseal", abstract: "Seals everything anew with the newest key, while everything else goes on.",
        discussion: "Leaves with 1 where something opens with no key that is at hand: it stays as it is.")

    @OptionGroup var register: RegisterOptions

    func run() async throws {
        let report = try await register.withRegister { register, principal in
            try await register.reseal(by: principal, now: WallClock.now())
        }
        let unreadable = report.unreadable.sorted { $0.key < $1.key }.map {
            JSONMember(ExactText($0.key), .integer(Int64($0.value)))
        }
        try StandardOutput.write(
            JSONWriter.compact(
                .object([
                    "key": .integer(Int64(report.number)), "boxes": .integer(Int64(report.boxes)),
                    "unreadable": .object(JSONObject(unreadable)),
                ])) + [UInt8(ascii: "\n")])
        if !report.unreadable.isEmpty { throw ExitCode(1) }
    }
}

/// `portpass vault retire`.
struct VaultRetireCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "retire", abstract: "Puts an old key aside when no box is of it any more.",
        discussion: """
            Its files stay in the keys' folder under another name, with the time: they are needed to restore a backup that was made before. \
            Destroy them with the last of those backups.
            """)

    @Argument(help: "The key's number, as portpass vault list has it.")
    var number: UInt16

    @OptionGroup var register: RegisterOptions

    func run() async throws {
        let folder = register.folder.keys
        let outcome = try await register.withRegister { register, principal in
            try await register.keyFiles.run {
                let outcome = try await register.retire(vaultKey: number, by: principal, now: WallClock.now())
                try folder.putAside(vaultKey: number)
                return outcome
            }
        }
        try StandardOutput.write(
            outcome == .already
                ? "vault: key \(number) was retired before\n"
                : "vault: key \(number) is retired; its files have another name, for backups that were made before\n")
    }
}
