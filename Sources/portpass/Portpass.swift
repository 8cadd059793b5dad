import ArgumentParser
import CommandSupport
import Foundation
import Photos

/// `portpass`: the issuing service's command line.
@main
struct Portpass: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "portpass",
        abstract: "Issues, revokes and publishes port passes.",
        version: ProgramVersion.text(of: "portpass"),
        subcommands: [
            InitCommand.self, IssueCommand.self, RevokeCommand.self, SuspendCommand.self, ReinstateCommand.self,
            PublishCommand.self, RenderCommand.self, KeysCommand.self, VaultCommand.self, AuditCommand.self,
            GatesCommand.self,
            HotListCommand.self, LevelCommand.self, VisitorsCommand.self, FindingsCommand.self, TasksCommand.self,
            EffectiveCommand.self,
            PaymentsCommand.self, UsersCommand.self, BackupCommand.self, RestoreCommand.self, RetentionCommand.self,
            PersonCommand.self, RulesCommand.self, ShipsCommand.self, WindowsCommand.self, PasswordsCommand.self,
            OpenDataCommand.self, NewsCommand.self,
            ServeCommand.self,
        ])

    static func main() async {
        // Our own child, with a picture from outside: nothing else of the program begins, not even its command line.
        if let use = PhotoWorker.use(in: Array(CommandLine.arguments.dropFirst())) {
            Foundation.exit(PhotoWorker.run(use))
        }
        await Program.run(Portpass.self)
    }
}
