import ArgumentParser
import CommandSupport

/// `portgate`: the verifier at the gate.
@main
struct Portgate: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "portgate",
        abstract: "Verifies port passes at the gate, with or without a network.",
        version: ProgramVersion.text(of: "portgate"),
        subcommands: [
            InitCommand.self, EnrolCommand.self, SyncCommand.self, VerifyCommand.self, RunCommand.self,
            StatusCommand.self, ExportCommand.self, ImportCommand.self, LookupCommand.self, ClockCommand.self,
            GuardsCommand.self, CardsCommand.self, MusterCommand.self, HandOverCommand.self, TUFCommand.self,
        ])

    static func main() async {
        await Program.run(Portgate.self)
    }
}
