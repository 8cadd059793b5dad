import ArgumentParser
import CommandSupport
import GateCore

/// `portgate muster`: who is inside, as this gate knows it.
struct MusterCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "muster", abstract: "Who is inside the port, as this gate knows it: a table, or CSV.",
        discussion:
            "Made from what is here, also without a network. The second line says how old the other gates' part of it is."
    )

    @OptionGroup var home: HomeOption

    @Flag(name: .long, help: "Print CSV (RFC 4180).")
    var csv = false

    func run() async throws {
        let list = try await home.withGate { try await $0.muster() }
        try StandardOutput.write(csv ? list.csv : Array(list.text.utf8))
    }
}
