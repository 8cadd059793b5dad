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

    @OptionGroup var plainHTTP: PlainHTTPOption

    func run() async throws {
        let isWeb = WebAddress.isWeb(source)
        try plainHTTP.check(source: source)
        let fetcher = try GateHome.fetcher(for: isWeb ? source : CommandStreams.resolvePath(source))
        try await home.withGate { gate in
            let outcome = try await gate.update(from: fetcher, isFresh: isWeb)
            try StandardOutput.write(outcome.sentence + "\n")
            do {
                try await gate.followDirectory(from: fetcher)
            } catch {
                StandardError.write("portgate: the trust is up to date, the directory of numbers is not: \(error)\n")
            }
        }
    }
}
