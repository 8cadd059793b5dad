import ArgumentParser
import CommandSupport
import GateCore

/// `portgate export`: the journal on a stick, for a gate without a network.
struct ExportCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "export", abstract: "Writes what the service has not signed for to a folder, such as a stick.",
        discussion: """
            DIR/journal gets a file a batch, signed by this gate. Carry it to the service (portpass gates import DIR), and the \
            receipts in DIR/receipts back here (portgate import DIR).
            """)

    @OptionGroup var home: HomeOption

    @Argument(help: ArgumentHelp("The folder.", valueName: "dir"), transform: CommandStreams.resolvePath)
    var folder: String

    func run() async throws {
        try await home.withGate { gate in
            let identity = try GateIdentity.load(home: gate.home.path)
            let count = try await gate.export(to: CourierFolder(path: folder), signer: identity.signer)
            try StandardOutput.write("\(count) records written to \(folder)/journal\n")
        }
    }
}
