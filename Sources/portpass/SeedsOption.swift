import ArgumentParser
import CommandSupport

/// Where the data that starts a service are.
struct SeedsOption: ParsableArguments {
    @Option(
        name: .long,
        help: ArgumentHelp("The seeds folder; else ./seeds, else where the package installed it.", valueName: "dir"),
        transform: CommandStreams.resolvePath)
    var seeds: String?
}
