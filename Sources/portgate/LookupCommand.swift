import ArgumentParser
import CommandSupport
import GateCore
import PassFormat
import PassVerify
import StrictJSON
import TrustFiles

/// `portgate lookup`: what the sealed lists of the gate's port say.
struct LookupCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "lookup",
        abstract: "Looks a typed pass number, or an expected visitor, up in the lists of this port.",
        discussion: """
            One JSON object: for a number what the directory and the status lists say of it, for a visitor who is expected \
            now. A number is no pass: whoever gives it shows an identity document. Nothing is recorded.
            """)

    @OptionGroup var home: HomeOption

    @Option(name: .long, help: ArgumentHelp("A pass number, as printed.", valueName: "number"))
    var number: String?

    @Option(
        name: .long,
        help: ArgumentHelp("The last six characters of a visitor's identity document.", valueName: "characters"))
    var visitor: String?

    func validate() throws {
        guard (number == nil) != (visitor == nil) else { throw ValidationError("give one of --number and --visitor") }
    }

    func run() async throws {
        let answer = try await home.withGate { gate in
            if let number { return try await Self.answer(WireText(number), gate) }
            let visitors = try await gate.expectedVisitors(WireText((visitor ?? "").uppercased()))
            return ["visitors": .array(visitors.map { .object(Self.members($0)) })]
        }
        try StandardOutput.write(JSONWriter.compact(.object(answer)) + [UInt8(ascii: "\n")])
    }

    private static func answer(_ number: WireText, _ gate: Gate) async throws -> JSONObject {
        guard let answer = try await gate.lookUp(number: number) else { return ["known": .bool(false)] }
        let entry = answer.entry
        return [
            "known": .bool(true), "number": .text(entry.number.string), "kind": .text(entry.kind.jsonName),
            "status": .text(answer.status.map { "\($0)" } ?? "unknown"), "barred": .bool(answer.isBarred),
            "notBefore": .integer(entry.notBefore), "expires": .integer(entry.expires),
            "inTime": .bool(entry.notBefore <= answer.now && answer.now < entry.expires),
        ]
    }

    private static func members(_ visitor: ExpectedVisitor) -> JSONObject {
        var members: JSONObject = [
            "from": .integer(visitor.from), "until": .integer(visitor.until), "sponsor": .text(visitor.sponsor.string),
        ]
        members["name"] = (visitor.name?.string).map(JSONValue.text)
        return members
    }
}
