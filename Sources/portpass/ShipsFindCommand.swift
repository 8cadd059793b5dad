import ArgumentParser
import CommandSupport
import Register
import ShipCalls
import StrictJSON

/// `portpass ships find`.
struct ShipsFindCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "find", abstract: "The calls that somebody may mean, the likeliest first: one JSON object a line.",
        discussion: """
            Found by visa number, IMO number, call sign or name, however it is written. accepted says whether a visit at that \
            time is one to this call: 48 hours around a forecast are tolerated.
            """)

    @OptionGroup var place: ShipPortOption

    @Argument(help: ArgumentHelp("Visa number, IMO number, call sign or name.", valueName: "text"))
    var text: String

    @Option(name: .long, help: ArgumentHelp("The visit begins then; now if it is not given.", valueName: "rfc3339"))
    var from: String?

    @Option(
        name: .long,
        help: ArgumentHelp("The visit is over then; as it begins if it is not given.", valueName: "rfc3339"))
    var until: String?

    @OptionGroup var register: RegisterOptions

    private func visit() throws -> ClosedRange<Int64> {
        let start = try from.map(Self.time) ?? WallClock.now()
        let end = try until.map(Self.time) ?? start
        guard start <= end else { throw PlainError("the visit ends before it begins: --from is the earlier time") }
        return start...end
    }

    private static func time(_ text: String) throws -> Int64 {
        guard let seconds = WallClock.seconds(rfc3339: text) else {
            throw PlainError("--from and --until take times such as 2026-12-01T08:00:00+08:00")
        }
        return seconds
    }

    func run() async throws {
        let visit = try visit()
        guard let query = CallQuery(text) else {
            throw PlainError("give a visa number, an IMO number, a call sign or a name")
        }
        let ships = try await register.withRegister { register, _ in try await register.ships(port: place.port) }
        let matches = CallFinder(ships.snapshot, asOf: ships.asOf ?? 0).matches(query, during: visit, port: place.port)
        guard !matches.isEmpty else {
            throw PlainError(
                query.isMistypedIMO
                    ? "the last digit of the IMO number does not fit the others: look at it again"
                    : "no call of that number or name is known at \(place.port)")
        }
        for match in matches {
            var members: JSONObject = [
                "key": .text(match.key.description), "by": .text(match.mark.word), "accepted": .bool(match.isAccepted),
                "call": match.call.storedJSON, "state": .text(match.call.state.rawValue),
            ]
            switch match.fit {
            case .within: members["fit"] = .text("within")
            case .undated: members["fit"] = .text("undated")
            case .tolerated(let seconds):
                members["fit"] = .text("tolerated")
                members["off"] = .integer(seconds)
            case .outside(let seconds):
                members["fit"] = .text("outside")
                members["off"] = .integer(seconds)
            }
            try StandardOutput.write(JSONWriter.compact(.object(members)) + [UInt8(ascii: "\n")])
        }
    }
}

extension CallMatch.Mark {
    fileprivate var word: String {
        switch self {
        case .visaNumber: "visa"
        case .imo: "imo"
        case .callSign: "callSign"
        case .name: "name"
        case .beginningOfName: "beginning"
        }
    }
}
