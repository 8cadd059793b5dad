import ArgumentParser
import CommandSupport
import Foundation
import Register
import ShipCalls

/// `portpass ships import`.
struct ShipsImportCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "import", abstract: "Takes feeds of ships that were fetched from TPNet, in either of its shapes.",
        discussion: """
            Give all feeds of one moment together: a ship that goes from one to another is then not taken for gone. A feed is \
            known by its file's name, and takes the place of the one before of that name. One that can't be read, or has no \
            ships in it, is refused with its reason and leaves what was known. Oddities go to standard error.
            """)

    @OptionGroup var place: ShipPortOption

    @Flag(name: .long, help: "A feed without ships says that there are none.")
    var acceptEmpty = false

    @Argument(
        help: ArgumentHelp("Files, such as KHH-5.xml.", valueName: "file"), transform: CommandStreams.resolvePath)
    var files: [String]

    @OptionGroup var register: RegisterOptions

    func run() async throws {
        let feeds = try files.map { path in
            ShipFeedBytes(
                name: URL(fileURLWithPath: path).lastPathComponent,
                bytes: try SmallFile.read(path, limit: FeedLimits().bytes), acceptsEmpty: acceptEmpty)
        }
        let report = try await register.withRegister { register, principal in
            try await register.takeShipFeeds(
                feeds, port: place.port, by: principal, now: WallClock.now())
        }
        var refused = false
        for feed in report.feeds {
            switch feed.outcome {
            case .taken(let rows, let calls, let oddities, let further):
                try StandardOutput.write(
                    "\(feed.name): \(rows) ships, \(calls) calls, \(oddities.count + further) oddities\n")
                for oddity in oddities { StandardError.write("portpass: \(feed.name): \(oddity)\n") }
                if further > 0 { StandardError.write("portpass: \(feed.name): and \(further) more\n") }
            case .unchanged: try StandardOutput.write("\(feed.name): unchanged\n")
            case .refused(_, let words):
                refused = true
                StandardError.write("portpass: \(feed.name): \(words)\n")
            }
        }
        try StandardOutput.write("\(report.changes.count) changes\n")
        if refused { throw ExitCode(ExitStatus.broke) }
    }
}
