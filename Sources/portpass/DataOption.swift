import ArgumentParser

/// The register's data directory, as every command that works on it takes it.
struct DataOption: ParsableArguments {
    @Option(name: .long, help: ArgumentHelp("The register's data directory.", valueName: "dir"))
    var data: String
}
