import ArgumentParser
import CommandSupport
import PassCrypto
import PassFormat
import Register

/// `portpass keys announce`: a new key that gates are told of, before it signs anything.
struct KeysAnnounceCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "announce", abstract: "Makes the next key and tells the gates of it; it signs nothing yet.",
        discussion: """
            Next: portpass publish (serve does it by itself), and portpass keys rotate when the gates have it. One that is \
            announced already stays; then it is said where it stands.
            """)

    @Argument(help: "pass, status, audit or receipt.")
    var use: RegisterKey.Use

    @Option(name: .long, help: "Days after which it may sign although a gate is not known to have it (0 to 366).")
    var wait = Int(KeyRotation.defaultWait / 86_400)

    @OptionGroup var register: RegisterOptions

    func validate() throws {
        guard (0...366).contains(wait) else { throw ValidationError("--wait takes 0 to 366 days") }
    }

    func run() async throws {
        let folder = register.folder.keys
        let source = PassphraseSource(register.passphrase)
        let text = try await register.withRegister { register, principal in
            try await register.keyFiles.run {
                let now = WallClock.now()
                let known = try await register.rotation(of: use, now: now)
                guard known.stage == .settled else { return RotationWords(known).text }
                // One that signs already and has not its name yet would be lost.
                try await folder.adoptUsed(by: register, passphrase: source)
                let key = try folder.makeNext(use.rawValue, passphrase: source)
                let announced = try await register.announce(
                    key, for: use, wait: Int64(wait) * 86_400, by: principal, now: now)
                return "announced \(KeyID(rawValue: key.publicKey.keyID).hex)\n" + RotationWords(announced).text
            }
        }
        try StandardOutput.write(text)
    }
}

/// `portpass keys withdraw`: an announced key is not wanted after all.
struct KeysWithdrawCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "withdraw", abstract: "Takes an announced key back, which signed nothing.")

    @Argument(help: "pass, status, audit or receipt.")
    var use: RegisterKey.Use

    @OptionGroup var register: RegisterOptions

    func run() async throws {
        let folder = register.folder.keys
        try await register.withRegister { register, principal in
            try await register.keyFiles.run {
                guard try await register.withdrawAnnounced(use, by: principal, now: WallClock.now()) else {
                    throw PlainError("no key of the use \(use.rawValue) is announced: nothing to take back")
                }
                folder.removeNext(use.rawValue)
            }
        }
        try StandardOutput.write(
            "\(use.rawValue): the announced key was taken back; \(ServedRegister.whenGatesKnow)\n")
    }
}

extension RegisterKey.Use: ExpressibleByArgument {}
