import ArgumentParser
import CommandSupport
import GateCore

/// `portgate sync`: the newest trust from a server or a stick, applied as one generation.
struct SyncCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "sync", abstract: "Brings the gate's trust up to date from a URL or a folder.")

    @OptionGroup var home: HomeOption

    @Option(
        name: .long,
        help: ArgumentHelp("The URL or folder that holds metadata/ and targets/.", valueName: "url|dir"))
    var source: String

    func run() async throws {
        let gate = try GateHome.open(at: home.home)
        let outcome = try await gate.sync(from: source, now: WallClock.now())
        try StandardOutput.write(outcome.sentence + "\n")
    }
}
