import ArgumentParser
import CommandSupport
import GateCore
import GateMessages
import PassFormat
import StrictJSON

/// `portgate guards`: who may be on duty at the gate.
struct GuardsCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "guards", abstract: "Who may be on duty at this gate, and their PINs.",
        discussion: """
            A gate without guards answers every scan and asks nobody for a PIN. As soon as there is one, a supervisor's PIN is asked \
            for where somebody is let in who was denied; nobody needs one to leave.
            """,
        subcommands: [
            GuardsAddCommand.self, GuardsRemoveCommand.self, GuardsListCommand.self, GuardsResetCommand.self,
        ], defaultSubcommand: GuardsListCommand.self)
}

/// The name of a guard.
struct GuardArgument: ParsableArguments {
    @Argument(help: ArgumentHelp("The sign-in name.", valueName: "name"))
    var name: String

    var text: WireText { WireText(name) }
}

/// `portgate guards add`.
struct GuardsAddCommand: AsyncParsableCommand {
    enum Role: String, ExpressibleByArgument, CaseIterable {
        case `guard`, supervisor
    }

    static let configuration = CommandConfiguration(
        commandName: "add", abstract: "Puts somebody on the list; the PIN is asked for.")

    @OptionGroup var home: HomeOption
    @OptionGroup var person: GuardArgument

    @Option(name: .long, help: "guard or supervisor.")
    var role: Role = .guard

    @OptionGroup var pin: PINOption

    func run() async throws {
        try await home.withGate { gate in
            let pin = try pin.read()
            try await gate.addGuard(person.text, role: role == .supervisor ? .supervisor : .guard, pin: pin)
        }
        try StandardOutput.write("\(person.name) is a \(role.rawValue) of this gate\n")
    }
}

/// `portgate guards remove`.
struct GuardsRemoveCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "remove", abstract: "Takes somebody off the list; a shift that lasts is handed over first.")

    @OptionGroup var home: HomeOption
    @OptionGroup var person: GuardArgument

    func run() async throws {
        try await home.withGate { try await $0.removeGuard(person.text) }
        try StandardOutput.write("\(person.name) is no longer a guard of this gate\n")
    }
}

/// `portgate guards reset`.
struct GuardsResetCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "reset", abstract: "Gives somebody another PIN, and unlocks the name.")

    @OptionGroup var home: HomeOption
    @OptionGroup var person: GuardArgument
    @OptionGroup var pin: PINOption

    func run() async throws {
        try await home.withGate { gate in
            let pin = try pin.read()
            try await gate.resetPIN(of: person.text, to: pin)
        }
        try StandardOutput.write("\(person.name) has another PIN\n")
    }
}

/// `portgate guards list`.
struct GuardsListCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "list", abstract: "Who is on the list: one JSON object a line.")

    @OptionGroup var home: HomeOption

    func run() async throws {
        let guards = try await home.withGate { try await $0.guards() }
        for row in guards {
            var members: JSONObject = [
                "name": .text(row.name.string), "role": .text(row.role == .supervisor ? "supervisor" : "guard"),
                "addedAt": .integer(row.addedAt), "onDuty": .bool(row.isOnDuty),
            ]
            if let waits = row.waits { members["waits"] = .integer(waits) }
            try StandardOutput.write(JSONWriter.compact(.object(members)) + [UInt8(ascii: "\n")])
        }
    }
}
