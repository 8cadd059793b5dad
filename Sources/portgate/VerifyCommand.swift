import ArgumentParser
import CommandSupport
import Foundation
import GateCore
import PassVerify

/// `portgate verify`: the decision on one text, one picture, or a stream of texts.
struct VerifyCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "verify",
        abstract: "Decides on a pass: exit status 0 admit, 10 check, 20 deny.",
        discussion: """
            INPUT is the text of a pass, a PNG file with its QR code, or - for one text a line on standard input, answered \
            by one JSON decision a line.
            """)

    @OptionGroup var home: HomeOption

    @Option(name: .long, help: ArgumentHelp("Decide as if it were this time.", valueName: "rfc3339"))
    var at: String?

    @Option(name: .long, help: "in, out or check (a patrol); the gate's own direction if not given.")
    var direction: Direction?

    @Flag(name: .long, help: "Write the scan to the gate's journal.")
    var record = false

    @Flag(name: .long, help: "Print the decision as JSON.")
    var json = false

    @Argument(help: ArgumentHelp("A pass text, a PNG file, or -.", valueName: "text|image.png|-"))
    var input: String

    func validate() throws {
        if record && at != nil {
            throw ValidationError("--at is a simulation and can't be recorded: leave out one of --at and --record")
        }
        if let at, WallClock.seconds(rfc3339: at) == nil {
            throw ValidationError("--at takes a time such as 2026-12-01T08:30:00+08:00")
        }
    }

    func run() async throws {
        if record { return try await recordScans() }
        let gate = try GateHome.open(at: home.home)
        let simulated = at.flatMap(WallClock.seconds(rfc3339:))
        var desk = VerificationDesk(
            gate: gate, remembrance: try await home.remembrance(of: gate), clock: HomeOption.clock(),
            direction: direction, simulatedTime: simulated)
        if input == "-" {
            try VerifyStream.answer(CommandStreams.current.input, with: &desk)
            return
        }
        let text = try InputText.read(input)
        let decision = try desk.decide(text)
        try print(decision, simulated: simulated != nil)
        throw ExitCode(decision.verdict.exitStatus)
    }

    private func print(_ decision: GateDecision, simulated: Bool) throws {
        if json {
            var line = DecisionLine()
            line.write(decision, isSimulated: simulated)
            try StandardOutput.write(line.bytes)
        } else {
            try StandardOutput.write(PlainDecision.lines(decision, simulated: simulated))
        }
    }

    /// Each scan is on the disk before its answer is printed; what can't be recorded is no answer but an error.
    private func recordScans() async throws {
        guard input != "-" else {
            return try await home.withGate { gate in try await recordStream(gate) }
        }
        let text = try InputText.read(input)
        let decision = try await home.withGate { gate in try await Self.recorded(text, direction, by: gate) }
        try print(decision, simulated: false)
        throw ExitCode(decision.verdict.exitStatus)
    }

    private func recordStream(_ gate: Gate) async throws {
        var reader = VerifyStream.reader(of: CommandStreams.current.input)
        var line = DecisionLine()
        while let texts = try reader.next() {
            for text in texts {
                line.write(try await Self.recorded(text, direction, by: gate))
                try StandardOutput.write(line.bytes)
            }
        }
    }

    private static func recorded(_ text: [UInt8], _ direction: Direction?, by gate: Gate) async throws -> GateDecision {
        let result = await gate.scan(ScanRequest(text: text, direction: direction))
        if case .waiting(_, let sentence) = result.recording {
            throw PlainError("the scan could not be recorded: \(sentence)")
        }
        return result.decision
    }
}

extension Verdict {
    /// DESIGN section 9: 0 admit, 10 check, 20 deny.
    fileprivate var exitStatus: Int32 {
        switch self {
        case .admit: ExitStatus.done
        case .check: ExitStatus.check
        case .deny: ExitStatus.deny
        }
    }
}

extension Direction: ExpressibleByArgument {}
