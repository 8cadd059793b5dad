import ArgumentParser
import CommandSupport
import Foundation
import Register

/// `portpass gates`: which kiosks are gates.
struct GatesCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "gates", abstract: "Enrols, lists and revokes gates.",
        subcommands: [GatesEnrolCommand.self, GatesImportCommand.self, GatesListCommand.self, GatesRevokeCommand.self])
}

/// `portpass gates list`.
struct GatesListCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "list", abstract: "Every gate: its state, when it was heard, and what it goes by.",
        discussion: """
            Times are UTC. The age is that of the trust of its newest record; the clock is how far its clock is ahead of \
            this one, as its uploads show it.
            """)

    @OptionGroup var register: RegisterOptions

    @Flag(name: .long, help: "One JSON object a line, with times in seconds since 1970.")
    var json = false

    func run() async throws {
        let now = WallClock.now()
        let gates = try await register.withRegister { register, _ in try await register.gates(now: now) }
        if json {
            try StandardOutput.write(gates.flatMap { $0.json(at: now) + [UInt8(ascii: "\n")] })
            return
        }
        let rows = gates.map { GateRow($0, now: now).cells }
        try StandardOutput.write(TextTable(heading: GateRow.heading, rows: rows).text)
    }
}

/// `portpass gates revoke`.
struct GatesRevokeCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "revoke", abstract: "Takes a gate's enrolment away, and any code that waits for it.",
        discussion: "Nothing it sends is accepted any more; what it sent before stays.")

    @Argument(help: ArgumentHelp("The gate's id.", valueName: "gate-id"))
    var gate: String

    @OptionGroup var register: RegisterOptions

    func run() async throws {
        let isRevoked = try await register.withRegister { register, principal in
            try await register.revokeGate(gate, by: principal, now: WallClock.now())
        }
        try StandardOutput.write(
            isRevoked ? "\(gate) is revoked\n" : "\(gate) was not enrolled; no code waits for it now\n")
    }
}
