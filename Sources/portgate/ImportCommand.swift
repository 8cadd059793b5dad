import ArgumentParser
import CommandSupport
import GateCore

/// `portgate import`: receipts that came back on a stick.
struct ImportCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "import", abstract: "Takes the service's receipts from a folder, such as a stick.")

    @OptionGroup var home: HomeOption

    @Argument(
        help: ArgumentHelp("The folder that holds receipts/.", valueName: "dir"), transform: CommandStreams.resolvePath)
    var folder: String

    func run() async throws {
        try await home.withGate { gate in
            let report = try await gate.takeReceipts(from: CourierFolder(path: folder))
            for refusal in report.refused { StandardError.write("portgate: \(refusal)\n") }
            let backlog = try await gate.backlog()
            try StandardOutput.write("\(report.taken) receipts taken; \(backlog) records wait for one\n")
            if !report.refused.isEmpty { throw ExitCode(ExitStatus.broke) }
        }
    }
}
