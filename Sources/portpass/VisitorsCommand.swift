import ArgumentParser
import CommandSupport
import PassFormat
import Register
import StrictJSON
import TrustFiles

/// `portpass visitors`: who is expected at a port.
struct VisitorsCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "visitors", abstract: "Who is expected at a port: sealed to its gates.",
        subcommands: [VisitorsAddCommand.self, VisitorsRemoveCommand.self, VisitorsListCommand.self])
}

/// `portpass visitors add`.
struct VisitorsAddCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "add", abstract: "Registers a visitor for a sponsor; prints the entry's number.")

    @OptionGroup var place: PortOption

    @Option(
        name: .long,
        help: ArgumentHelp("The last six characters of the identity document's number.", valueName: "characters"))
    var lastSix: String

    @Option(name: .long, help: ArgumentHelp("Expected from this time.", valueName: "rfc3339"))
    var from: String

    @Option(name: .long, help: ArgumentHelp("Expected until before this time.", valueName: "rfc3339"))
    var until: String

    @Option(name: .long, help: ArgumentHelp("Who expects the visitor.", valueName: "sponsor"))
    var sponsor: String

    @Option(name: .long, help: ArgumentHelp("The visitor's name; need not be given.", valueName: "name"))
    var name: String?

    @Option(
        name: .long,
        help: ArgumentHelp("The ship that they come for: when she is late, their days move.", valueName: "visa-number"))
    var ship: String?

    @OptionGroup var register: RegisterOptions

    private func visitor() throws -> ExpectedVisitor {
        guard let start = WallClock.seconds(rfc3339: from), let end = WallClock.seconds(rfc3339: until), start < end
        else {
            throw PlainError("--from and --until take times such as 2026-12-01T08:00:00+08:00, the earlier one first")
        }
        let visitor = ExpectedVisitor(
            hint: WireText(lastSix.uppercased()), from: start, until: end, sponsor: WireText(sponsor),
            name: name.map { WireText($0) })
        guard let visitor else {
            throw PlainError(
                "--last-six takes six letters or digits, --sponsor and --name 1 to 90 bytes, and --from and --until days before the year 10000"
            )
        }
        return visitor
    }

    func run() async throws {
        let visitor = try visitor()
        let entry = try await register.withRegister { register, principal in
            try await register.expect(visitor, for: ship, port: place.port, by: principal, now: WallClock.now())
        }
        try StandardOutput.write("\(entry)\n")
    }
}

/// `portpass visitors remove`.
struct VisitorsRemoveCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(commandName: "remove", abstract: "Takes a visit back.")

    @Argument(help: ArgumentHelp("The entry's number.", valueName: "entry"))
    var entry: Int64

    @OptionGroup var register: RegisterOptions

    func run() async throws {
        let wasThere = try await register.withRegister { register, principal in
            try await register.stopExpecting(entry, by: principal, now: WallClock.now())
        }
        guard wasThere else { throw PlainError("there is no visitor of this number: see portpass visitors list") }
        try StandardOutput.write("taken back: \(ServedRegister.whenGatesKnow)\n")
    }
}

/// `portpass visitors list`.
struct VisitorsListCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "list", abstract: "Who is expected at a port: one JSON object a line.")

    @OptionGroup var place: PortOption
    @OptionGroup var register: RegisterOptions

    func run() async throws {
        let visitors = try await register.withRegister { register, _ in
            try await register.expectedVisitors(port: place.port)
        }
        for entry in visitors {
            var members: JSONObject = [
                "entry": .integer(entry.id), "lastSix": .text(entry.visitor.hint.string),
                "from": .integer(entry.visitor.from), "until": .integer(entry.visitor.until),
                "sponsor": .text(entry.visitor.sponsor.string),
            ]
            members["name"] = (entry.visitor.name?.string).map(JSONValue.text)
            try StandardOutput.write(JSONWriter.compact(.object(members)) + [UInt8(ascii: "\n")])
        }
    }
}
