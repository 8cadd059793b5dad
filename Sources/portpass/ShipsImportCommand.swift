import ArgumentParser
import CommandSupport
import Foundation
import Register
import ServiceWeb
import ShipCalls

/// `portpass ships import`.
struct ShipsImportCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "import", abstract: "Takes feeds of ships from files or from TPNet, in either of its shapes.",
        discussion: """
            Give all feeds of one moment together: a ship that goes from one to another is then not taken for gone. A feed is \
            known by its file's name, or the last part of its address, and takes the place of the one before of that name. One \
            that can't be read, or has no ships in it, is refused with its reason and leaves what was known; where an address \
            does not answer nothing is taken. Oddities go to standard error.
            """)

    @OptionGroup var place: ShipPortOption

    @Flag(name: .long, help: "A feed without ships says that there are none.")
    var acceptEmpty = false

    @Option(
        name: .customLong("url"),
        help: ArgumentHelp("Fetch a feed from here; may be given again.", valueName: "address"))
    var addresses: [String] = []

    @Argument(
        help: ArgumentHelp("Files, such as KHH-5.xml.", valueName: "file"), transform: CommandStreams.resolvePath)
    var files: [String] = []

    @OptionGroup var register: RegisterOptions

    func validate() throws {
        guard !files.isEmpty || !addresses.isEmpty else { throw ValidationError("name files or addresses of feeds") }
    }

    func run() async throws {
        let read = try files.map { path in
            ShipFeedBytes(
                name: URL(fileURLWithPath: path).lastPathComponent,
                bytes: try SmallFile.read(path, limit: FeedLimits().bytes), acceptsEmpty: acceptEmpty)
        }
        let feeds = try await read + fetched()
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

    private func fetched() async throws -> [ShipFeedBytes] {
        let fetch = ShipsFile.fetch()
        var feeds: [ShipFeedBytes] = []
        for address in addresses {
            guard let name = URL(string: address)?.lastPathComponent, !name.isEmpty, name != "/" else {
                throw PlainError("\(address) can't be fetched: give an address like https://HOST/KHH-5.xml")
            }
            switch await fetch(address) {
            case .came(let bytes, let charset):
                feeds.append(
                    ShipFeedBytes(name: name, bytes: bytes, charset: charset, acceptsEmpty: acceptEmpty))
            case .failed(let failure):
                throw PlainError("\(address) did not come, and nothing was taken: \(failure.code)")
            }
        }
        return feeds
    }
}
