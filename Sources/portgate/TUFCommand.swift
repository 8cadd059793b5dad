import ArgumentParser
import CommandSupport
import Foundation
import GateCore
import TrustUpdates

/// `portgate tuf`: the client command line of TUF conformance testing. Options stand before the verb, so the command is flat.
struct TUFCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "tuf", abstract: "The Update Framework client by itself, for conformance testing.")

    @Option(name: .long, help: ArgumentHelp("Where trusted metadata is kept.", valueName: "dir"))
    var metadataDir: String

    @Option(name: .long, help: ArgumentHelp("Where metadata is fetched.", valueName: "url"))
    var metadataUrl: String?

    @Option(name: .long, help: ArgumentHelp("The target to download.", valueName: "name"))
    var targetName: String?

    @Option(name: .long, help: ArgumentHelp("Where targets are fetched.", valueName: "url"))
    var targetBaseUrl: String?

    @Option(name: .long, help: ArgumentHelp("Where the target is written.", valueName: "dir"))
    var targetDir: String?

    @Argument(help: ArgumentHelp("init, refresh or download.", valueName: "verb"))
    var verb: Verb

    @Argument(help: ArgumentHelp("For init: the trusted root metadata.", valueName: "root"))
    var root: String?

    enum Verb: String, ExpressibleByArgument, CaseIterable {
        case `init`, refresh, download
    }
}
