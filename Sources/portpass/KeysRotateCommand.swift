import ArgumentParser
import CommandSupport
import Foundation
import PassCrypto
import PassFormat
import Register
import TrustPublishing

/// `portpass keys rotate`: the next step of replacing a key, again and again until the new one signs.
struct KeysRotateCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "rotate", abstract: "Replaces a key, step by step: announces the next one, then lets it sign.",
        discussion: """
            pass, status, audit, receipt: the first call announces a new key to the gates, which signs nothing yet. When all gates \
            that report in have it, or the wait is over, the next call puts it in use. Passes of the old key stay good; it goes \
            when the last of them has expired. Call it as often as you like: it says where it stands.
            tuf-status, tuf-ops, tuf-audit: replaced at once. For the other roles see portpass keys root.
            """)

    @Argument(help: "pass, status, audit, receipt, tuf-status, tuf-ops or tuf-audit.")
    var key: RotatedKey

    @Option(
        name: .long,
        help: "When announcing: days after which it may sign although a gate is not known to have it (0 to 366).")
    var wait: Int?

    @Flag(name: .long, help: "Takes an announced key back, which signed nothing.")
    var withdraw = false

    @OptionGroup var register: RegisterOptions

    func validate() throws {
        guard wait.map({ (0...366).contains($0) }) ?? true else { throw ValidationError("--wait takes 0 to 366 days") }
        guard case .role = key else { return }
        guard wait == nil, !withdraw else { throw ValidationError("a role's key is replaced at once") }
    }

    func run() async throws {
        switch key {
        case .use(let use): try await rotate(use)
        case .role(let name): try await replace(name)
        }
    }

    private func rotate(_ use: RegisterKey.Use) async throws {
        let folder = register.folder.keys
        let source = PassphraseSource(register.passphrase)
        let lines = try await register.withRegister { register, principal in
            let now = WallClock.now()
            if withdraw { return try await withdraw(use, register, folder, principal, now) }
            let before = try await register.rotation(of: use, now: now)
            switch before.stage {
            case .settled:
                let key = try folder.makeNext(use.rawValue, passphrase: source)
                let wait = wait.map { Int64($0) * 86_400 } ?? KeyRotation.defaultWait
                let after = try await register.announce(key, for: use, wait: wait, by: principal, now: now)
                return "announced \(after.announced?.id.hex ?? "")\n" + RotationWords(after).text
            case .unpublished, .waiting: return RotationWords(before).text
            case .ready:
                let after = try await register.putInUse(use, by: principal, now: now)
                try folder.adoptNext(use.rawValue)
                let old = before.current.map { "; \($0.id.hex) signs nothing more" } ?? ""
                return "\(use.rawValue): \(after.current?.id.hex ?? "") signs from now on\(old)\n"
            }
        }
        try StandardOutput.write(lines)
    }

    private func withdraw(
        _ use: RegisterKey.Use, _ register: Register, _ folder: KeyFolder, _ principal: Principal, _ now: Int64
    ) async throws -> String {
        guard try await register.withdrawAnnounced(use, by: principal, now: now) else {
            throw PlainError("no key of the use \(use.rawValue) is announced: nothing to take back")
        }
        folder.removeNext(use.rawValue)
        return "\(use.rawValue): the announced key was taken back; \(ServedRegister.whenGatesKnow)\n"
    }

    private func replace(_ name: KeyName) async throws {
        let folder = register.folder.keys
        let source = PassphraseSource(register.passphrase)
        let (key, published) = try await register.withRegister { register, principal in
            let key = try folder.makeNext(name.rawValue, passphrase: source)
            let published = try await register.replaceRoleKeys(
                with: try folder.roleSigners(passphrase: source, next: [name]), by: principal, now: WallClock.now())
            try folder.adoptNext(name.rawValue)
            return (key, published)
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
