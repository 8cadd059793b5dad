import ArgumentParser
import CommandSupport
import Foundation
import GateCore
import TrustUpdates

/// `portgate tuf`: the client command line of TUF conformance testing. Options stand before the verb, so the command is flat.
struct TUFCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "tuf", abstract: "The Update Framework client by itself, for conformance testing.")

    enum Verb: String, ExpressibleByArgument, CaseIterable {
        case `init`, refresh, download
    }

    @Option(name: .long, help: ArgumentHelp("Where trusted metadata is kept.", valueName: "dir"))
    var metadataDir: String

    @Option(name: .long, help: ArgumentHelp("Where metadata is fetched.", valueName: "url"))
    var metadataUrl: String?

    @Option(name: .long, help: ArgumentHelp("The target to download; may be given often.", valueName: "name"))
    var targetName: [String] = []

    @Option(name: .long, help: ArgumentHelp("Where targets are fetched.", valueName: "url"))
    var targetBaseUrl: String?

    @Option(name: .long, help: ArgumentHelp("Where the target is written.", valueName: "dir"))
    var targetDir: String?

    @Argument(help: ArgumentHelp("init, refresh or download.", valueName: "verb"))
    var verb: Verb

    @Argument(help: ArgumentHelp("For init: the trusted root metadata.", valueName: "root"))
    var root: String?

    func validate() throws {
        switch verb {
        case .`init`:
            guard root != nil else { throw ValidationError("init needs the trusted root metadata: tuf … init ROOT") }
        case .refresh:
            guard metadataUrl != nil else { throw ValidationError("refresh needs --metadata-url") }
        case .download:
            guard metadataUrl != nil, !targetName.isEmpty, targetBaseUrl != nil, targetDir != nil else {
                throw ValidationError(
                    "download needs --metadata-url, --target-name, --target-base-url and --target-dir")
            }
        }
    }

    func run() async throws {
        let client = TUFClientCommand(metadataDirectory: metadataDir)
        let now = WallClock.now()
        switch verb {
        case .`init`:
            let path = root ?? ""
            guard let data = FileManager.default.contents(atPath: path) else {
                throw PlainError("\(path) can't be read: name the trusted root metadata")
            }
            try client.initialise(root: Array(data))
        case .refresh:
            try await client.refresh(metadata: try HTTPFetcher(base: metadataUrl ?? ""), now: now)
        case .download:
            try await client.download(
                targetName, to: targetDir ?? "", metadata: try HTTPFetcher(base: metadataUrl ?? ""),
                targets: try HTTPFetcher(base: targetBaseUrl ?? ""), now: now)
        }
    }
}
