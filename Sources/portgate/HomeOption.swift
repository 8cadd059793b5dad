import ArgumentParser

/// The gate's home, as every command but `tuf` takes it.
struct HomeOption: ParsableArguments {
    @Option(name: .long, help: ArgumentHelp("The gate's home directory.", valueName: "dir"))
    var home: String
}
