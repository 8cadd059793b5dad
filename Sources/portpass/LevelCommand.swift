import ArgumentParser
import CommandSupport
import PassVerify
import Register

/// `portpass level`: the security level of each port.
struct LevelCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "level", abstract: "The security level of each port: shown, or set for one.",
        subcommands: [LevelShowCommand.self, LevelSetCommand.self], defaultSubcommand: LevelShowCommand.self)
}

/// `portpass level show`.
struct LevelShowCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "show", abstract: "One line a port: its id and its level.")

    @OptionGroup var register: RegisterOptions

    func run() async throws {
        let levels = try await register.withRegister { register, _ in try await register.portLevels() }
        try StandardOutput.write(levels.map { "\($0.port.id) \($0.level.rawValue)\n" }.joined())
    }
}

/// `portpass level set`.
struct LevelSetCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(commandName: "set", abstract: "Sets the level of one port.")

    @OptionGroup var place: PortOption

    @Option(name: .long, help: ArgumentHelp("1, 2 or 3.", valueName: "level"))
    var level: Int

    @Option(
        name: .long,
        help: ArgumentHelp(
            "Why: \(LevelReason.choices.map(\.rawValue).joined(separator: ", ")).", valueName: "reason"))
    var reason: String

    @OptionGroup var register: RegisterOptions

    func run() async throws {
        guard let level = SecurityLevel(rawValue: level) else { throw PlainError("--level takes 1, 2 or 3") }
        guard let reason = LevelReason(rawValue: reason), LevelReason.choices.contains(reason) else {
            throw PlainError(
                "--reason takes one of \(LevelReason.choices.map(\.rawValue).joined(separator: ", "))")
        }
        let isChanged = try await register.withRegister { register, principal in
            try await register.setLevel(
                level, port: place.port, reason: reason, note: "", by: principal, now: WallClock.now())
        }
        try StandardOutput.write(
            isChanged
                ? "\(place.port) is at level \(level.rawValue): \(ServedRegister.whenGatesKnow)\n"
                : "\(place.port) was at level \(level.rawValue) already\n")
    }
}
