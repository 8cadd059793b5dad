import ArgumentParser
import CommandSupport
import Foundation
import GateCore
import PassFormat

/// `portgate clock`: two people say that the machine's clock is right.
struct ClockCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "clock", abstract: "Takes the machine's clock for right, on the word of two people.",
        discussion: """
            Set the machine's date and time first, by a watch. The journal keeps both names. What was signed with a time that \
            can't be no longer counts then. A gate that has guards asks both for their PINs, one of them a supervisor.
            """)

    @OptionGroup var home: HomeOption

    @Option(name: .long, help: ArgumentHelp("Who looked at a watch; given twice.", valueName: "name"))
    var by: [String]

    @Option(
        name: .long,
        help: ArgumentHelp(
            "Files with the PINs of the two, given twice in the same order. Else questions, where there are guards.",
            valueName: "file"), transform: CommandStreams.resolvePath)
    var pinFile: [String] = []

    @Flag(name: .long, help: "Answer the question with yes.")
    var yes = false

    func validate() throws {
        guard by.count == 2 else { throw ValidationError("give --by twice: it takes two people") }
        guard pinFile.isEmpty || pinFile.count == 2 else {
            throw ValidationError("give --pin-file twice, in the order of the names, or not at all")
        }
    }

    func run() async throws {
        let now = Date(timeIntervalSince1970: TimeInterval(WallClock.now())).formatted(.iso8601)
        guard yes || (Terminal.canAsk && Terminal.confirm("It is \(now). Is that right?")) else {
            throw PlainError("nothing was changed: set the date and time of this machine, then run this again")
        }
        try await home.withGate { gate in
            guard await gate.state().hasGuards != false else {
                return try await gate.resetClock(by: WireText(by[0]), and: WireText(by[1]))
            }
            let files: [String?] = pinFile.isEmpty ? [nil, nil] : pinFile
            let people = try zip(by, files).map { name, file in
                Credential(name: WireText(name), pin: try PINOption.known(to: name, file: file))
            }
            try await gate.resetClock(by: people[0], and: people[1])
        }
        try StandardOutput.write("the clock is taken for right: \(now)\n")
    }
}
