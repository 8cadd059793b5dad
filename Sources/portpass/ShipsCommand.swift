import ArgumentParser
import CommandSupport
import Register
import ShipCalls
import StrictJSON

/// `portpass ships`: what ports' feeds say of ships.
struct ShipsCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "ships", abstract: "Ships' calls, as the ports' feeds tell of them.",
        subcommands: [
            ShipsImportCommand.self, ShipsListCommand.self, ShipsFindCommand.self, ShipsHistoryCommand.self,
            ShipsFeedsCommand.self, ShipsForgetCommand.self,
        ])
}

/// The port as TPNet names it.
struct ShipPortOption: ParsableArguments {
    @Option(
        name: .long,
        help: ArgumentHelp("The port's code at TPNet, such as KEL; three letters.", valueName: "code"),
        transform: Self.code)
    var port: PortCode

    private static func code(_ text: String) throws -> PortCode {
        guard let code = PortCode(rawValue: text.uppercased()) else {
            throw ValidationError("--port takes the three letters of TPNet, such as KEL or KHH")
        }
        return code
    }
}

/// `portpass ships list`.
struct ShipsListCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "list", abstract: "What is known of a port's ships: one JSON object a line.",
        discussion: "asOf is when the oldest of the port's feeds was last good.")

    @OptionGroup var place: ShipPortOption
    @OptionGroup var register: RegisterOptions

    func run() async throws {
        let ships = try await register.withRegister { register, _ in try await register.ships(port: place.port) }
        for call in ships.snapshot.sorted {
            var members: JSONObject = ["call": call.storedJSON, "state": .text(call.state.rawValue)]
            members["key"] = (call.key?.description).map(JSONValue.text)
            members["asOf"] = ships.asOf.map { .integer($0) }
            try StandardOutput.write(JSONWriter.compact(.object(members)) + [UInt8(ascii: "\n")])
        }
    }
}

/// `portpass ships history`.
struct ShipsHistoryCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "history", abstract: "What became known of a call, the oldest first: one JSON object a line.")

    @OptionGroup var place: ShipPortOption

    @Argument(help: ArgumentHelp("The call's visa number.", valueName: "visa-number"))
    var visaNumber: String

    @OptionGroup var register: RegisterOptions

    func run() async throws {
        guard let query = CallQuery(visaNumber) else { throw PlainError("a visa number has letters and digits") }
        let key = CallKey(port: place.port, identity: .visa(query.visaNumber))
        let history = try await register.withRegister { register, _ in try await register.shipHistory(of: key) }
        guard !history.isEmpty else {
            throw PlainError("nothing is known of \(query.visaNumber) at \(place.port): see portpass ships list")
        }
        for change in history {
            var members: JSONObject = [
                "at": .integer(change.at), "kind": .text(change.kind), "call": change.call.storedJSON,
            ]
            members["from"] = change.from.map { .integer($0) }
            members["to"] = change.to.map { .integer($0) }
            try StandardOutput.write(JSONWriter.compact(.object(members)) + [UInt8(ascii: "\n")])
        }
    }
}

/// `portpass ships feeds`.
struct ShipsFeedsCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "feeds", abstract: "How the feeds stand, and what is wrong with them: one JSON object a line.",
        discussion: "Leaves with status 1 when there is an alarm.")

    @OptionGroup var register: RegisterOptions

    func run() async throws {
        let now = WallClock.now()
        let feeds = try await register.withRegister { register, _ in try await register.shipFeeds() }
        var hasAlarm = false
        for feed in feeds {
            let alarms = feed.alarms(now: now).map(\.kind.rawValue)
            hasAlarm = hasAlarm || !alarms.isEmpty
            var members: JSONObject = [
                "port": .text(feed.port.rawValue), "feed": .text(feed.name), "triedAt": .integer(feed.triedAt),
                "ships": .integer(Int64(feed.rows)), "oddities": .integer(Int64(feed.oddities)),
                "alarms": .texts(alarms),
            ]
            members["readAt"] = feed.readAt.map { .integer($0) }
            members["fault"] = feed.fault.map { .text($0) }
            members["faultSince"] = feed.faultSince.map { .integer($0) }
            try StandardOutput.write(JSONWriter.compact(.object(members)) + [UInt8(ascii: "\n")])
        }
        if hasAlarm { throw ExitCode(ExitStatus.broke) }
    }
}

/// `portpass ships forget`.
struct ShipsForgetCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "forget", abstract: "Forgets a feed that comes no more, with the ships that only it told of.")

    @OptionGroup var place: ShipPortOption

    @Argument(help: ArgumentHelp("The feed's name: see portpass ships feeds.", valueName: "feed"))
    var feed: String

    @OptionGroup var register: RegisterOptions

    func run() async throws {
        let wasThere = try await register.withRegister { register, principal in
            try await register.forgetShipFeed(feed, port: place.port, by: principal, now: WallClock.now())
        }
        guard wasThere else { throw PlainError("\(place.port) has no feed of this name: see portpass ships feeds") }
        try StandardOutput.write("forgotten\n")
    }
}
