import ArgumentParser
import CommandSupport
import PassCrypto
import PassFormat
import Register
import TrustPublishing

/// `portpass keys rotate`: the announced key signs from now on, once the gates have it.
struct KeysRotateCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "rotate", abstract: "Lets the announced key sign, once the gates have it.",
        discussion: """
            pass, status, audit, receipt: puts the key in use that portpass keys announce made, when every gate that reports in \
            has it or the wait is over; before that it says what is missing, and may be called as often as you like. What the old \
            key signed stays good; it goes when the last of it has expired.
            tuf-status, tuf-ops, tuf-audit: a new key at once. For the other roles see portpass keys root.
            """)

    @Argument(help: "pass, status, audit, receipt, tuf-status, tuf-ops or tuf-audit.")
    var key: RotatedKey

    @OptionGroup var register: RegisterOptions

    func run() async throws {
        switch key {
        case .use(let use): try await rotate(use)
        case .role(let name): try await replace(name)
        }
    }

    private func rotate(_ use: RegisterKey.Use) async throws {
        let folder = register.folder.keys
        let text = try await register.withRegister { register, principal in
            let now = WallClock.now()
            let before = try await register.rotation(of: use, now: now)
            switch before.stage {
            case .settled:
                throw PlainError(
                    "no key of the use \(use.rawValue) is announced: begin with portpass keys announce \(use.rawValue)")
            case .unpublished, .waiting: return RotationWords(before).text
            case .ready:
                let after = try await register.keyFiles.run {
                    let after = try await register.putInUse(use, by: principal, now: now)
                    try folder.adoptNext(use.rawValue)
                    return after
                }
                let old = before.current.map { "; \($0.id.hex) signs nothing more" } ?? ""
                return "\(use.rawValue): \(after.current?.id.hex ?? "") signs from now on\(old)\n"
            }
        }
        try StandardOutput.write(text)
    }

    private func replace(_ name: KeyName) async throws {
        let folder = register.folder.keys
        let source = PassphraseSource(register.passphrase)
        let (key, published) = try await register.withRegister { register, principal in
            try await register.keyFiles.run {
                let inForce =
                    try await register.keyOverview(now: WallClock.now()).roles
                    .first { $0.name == name.role?.rawValue }?.keys ?? []
                if let waiting = try folder.nextPublicKey(name.rawValue, passphrase: source),
                    inForce.contains(KeyID(rawValue: waiting.keyID))
                {
                    // It signs already and has not its name yet: making another would lose it.
                    try folder.adoptNext(name.rawValue)
                }
                let key = try folder.makeNext(name.rawValue, passphrase: source)
                let published = try await register.replaceRoleKeys(
                    with: try folder.roleSigners(passphrase: source, next: [name]), by: principal,
                    now: WallClock.now())
                try folder.adoptNext(name.rawValue)
                return (key, published)
            }
        }
        try StandardOutput.write(
            "\(name.rawValue): \(KeyID(rawValue: key.publicKey.keyID).hex) signs from now on, in targets version \(published.versions.targets)\n"
        )
    }
}

/// What `keys rotate` replaces.
enum RotatedKey: ExpressibleByArgument {
    case use(RegisterKey.Use)
    case role(KeyName)

    init?(argument: String) {
        if let use = RegisterKey.Use(rawValue: argument) {
            self = .use(use)
        } else if let name = KeyName(rawValue: argument), [.statusRole, .opsRole, .auditRole].contains(name) {
            self = .role(name)
        } else {
            return nil
        }
    }
}
