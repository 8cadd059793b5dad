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
            can't be no longer counts then.
            """)

    @OptionGroup var home: HomeOption

    @Option(name: .long, help: ArgumentHelp("Who looked at a watch; given twice.", valueName: "name"))
    var by: [String]

    @Flag(name: .long, help: "Answer the question with yes.")
    var yes = false

    func validate() throws {
        guard by.count == 2 else { throw ValidationError("give --by twice: it takes two people") }
    }

    func run() async throws {
        let now = Date(timeIntervalSince1970: TimeInterval(WallClock.now())).formatted(.iso8601)
        guard yes || (Terminal.canAsk && Terminal.confirm("It is \(now). Is that right?")) else {
            throw PlainError("nothing was changed: set the date and time of this machine, then run this again")
        }
        try await home.withGate { gate in try await gate.resetClock(by: WireText(by[0]), and: WireText(by[1])) }
        try StandardOutput.write("the clock is taken for right: \(now)\n")
    }
}
