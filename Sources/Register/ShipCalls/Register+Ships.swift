import Identifiers
import PassCrypto
import SQLStore
package import ShipCalls
import StrictJSON

/// Ships' calls: what ports' feeds said last, and what changed.
extension Register {
    /// Feeds of one port.
    private static let mostFeeds: Int64 = 20
    /// Changes are kept for so long.
    private static let changesKept: Int64 = 400 * 86_400

    /// Takes feeds of one port, all of one moment, in one transaction: a ship that goes from one to another is not gone between.
    ///
    /// A feed that can't be read, has lost all its ships or more than half of them to oddities, is not taken: what was known
    /// stays, with its age.
    /// - Throws: ``RegisterError``: a name that is none, or too many feeds.
    package func takeShipFeeds(
        _ feeds: [ShipFeedBytes], port: PortCode, by principal: Principal, now: Int64
    ) async throws -> ShipImport {
        let read = try Self.read(feeds, port: port)
        let (taken, isNew) = try await engine.write { database in
            try Self.take(read, port: port, by: principal, now: now, database)
        }
        if isNew { changes.notify() }
        return taken
    }

    /// Notes that feeds did not come: what was known stays, with its age.
    package func noteMissingShipFeeds(_ failures: [String: ShipFeedFailure], port: PortCode, now: Int64) async throws {
        try await engine.write { database in
            for (name, failure) in failures {
                try ShipFeedStore.fail(port, name, fault: failure.code, at: now, database)
            }
        }
    }

    /// Forgets a feed that comes no more, with the ships that only it told of.
    /// - Returns: false when there is none of this name.
    package func forgetShipFeed(
        _ name: String, port: PortCode, by principal: Principal, now: Int64
    ) async throws -> Bool {
        defer { changes.notify() }
        return try await engine.write { database in
            guard try ShipFeedStore.exists(port, name, database) else { return false }
            let old = ShipSnapshot(try ShipFeedStore.calls(port, database).calls)
            try ShipFeedStore.remove(port, name, database)
            let new = ShipSnapshot(try ShipFeedStore.calls(port, database).calls)
            let changes = SnapshotComparison.changes(from: old, to: new)
            try ShipChangeStore.add(changes, port: port, at: now, database)
            _ = try ShipListStore.follow(new, port: port, at: now, database)
            try AuditStore.append(
                [.shipFeedForgotten(port: port.rawValue, feed: name)], at: now, by: principal, database)
            return true
        }
    }

    /// What is known of a port's ships, however old.
    package func ships(port: PortCode) async throws -> PortShips {
        let (calls, asOf) = try await engine.read { try ShipFeedStore.calls(port, $0) }
        return PortShips(snapshot: ShipSnapshot(calls), asOf: asOf)
    }

    /// Every feed of every port, by port and name.
    package func shipFeeds() async throws -> [ShipFeedStatus] {
        try await engine.read { try ShipFeedStore.statuses($0) }
    }

    /// What happened to a call, the oldest first.
    package func shipHistory(of key: CallKey) async throws -> [RecordedShipChange] {
        try await engine.read { try ShipChangeStore.all(key, $0) }
    }

    /// A feed after it was read, or why it was not.
    private struct ReadFeed: Sendable {
        let name: String
        let digest: [UInt8]
        let acceptsEmpty: Bool
        let feed: Result<ShipFeed, ShipFeedError>
    }

    @inline(never)
    private static func read(_ feeds: [ShipFeedBytes], port: PortCode) throws -> [ReadFeed] {
        guard Set(feeds.map(\.name)).count == feeds.count else {
            throw RegisterError(.invalidArgument, "two feeds have one name")
        }
        return try feeds.map { feed in
            guard (1...64).contains(feed.name.utf8.count), TextNormalisation.isPlain(feed.name) else {
                throw RegisterError(.invalidArgument, "the name of a feed has 1 to 64 bytes, and no control characters")
            }
            return ReadFeed(
                name: feed.name, digest: Hash.sha256(feed.bytes), acceptsEmpty: feed.acceptsEmpty,
                feed: outcome(feed, port: port))
        }
    }

    private static func outcome(_ feed: ShipFeedBytes, port: PortCode) -> Result<ShipFeed, ShipFeedError> {
        do {
            return .success(try FeedReader.read(feed.bytes, port: port, charset: feed.charset))
        } catch {
            return .failure(error)
        }
    }

    @inline(never)
    private static func take(
        _ feeds: [ReadFeed], port: PortCode, by principal: Principal, now: Int64, _ database: any SQLWriting
    ) throws -> (ShipImport, isNew: Bool) {
        let old = ShipSnapshot(try ShipFeedStore.calls(port, database).calls)
        var outcomes: [ShipImport.Feed] = []
        var taken: [(name: String, digest: [UInt8], rows: Int)] = []
        for read in feeds {
            let outcome = try take(read, port: port, now: now, database)
            outcomes.append(ShipImport.Feed(name: read.name, outcome: outcome))
            if case .taken(let rows, _, _, _) = outcome { taken.append((read.name, read.digest, rows)) }
        }
        guard try ShipFeedStore.count(port, database) <= mostFeeds else {
            throw RegisterError(.invalidArgument, "\(port) has \(mostFeeds) feeds already: see portpass ships forget")
        }
        let new = ShipSnapshot(try ShipFeedStore.calls(port, database).calls)
        let changes = taken.isEmpty ? [] : SnapshotComparison.changes(from: old, to: new)
        try ShipChangeStore.add(changes, port: port, at: now, database)
        try ShipChangeStore.forget(before: now - changesKept, database)
        let isNew = try !taken.isEmpty && ShipListStore.follow(new, port: port, at: now, database)
        if !taken.isEmpty {
            try AuditStore.append(
                taken.map {
                    .shipFeedTaken(
                        port: port.rawValue, feed: $0.name, digest: $0.digest, rows: $0.rows, changes: changes.count)
                }, at: now, by: principal, database)
        }
        return (ShipImport(feeds: outcomes, changes: changes), isNew)
    }

    private static func take(
        _ read: ReadFeed, port: PortCode, now: Int64, _ database: any SQLWriting
    ) throws -> ShipImport.Outcome {
        let last = try ShipFeedStore.last(port, read.name, database)
        if let last, last.digest == read.digest {
            try ShipFeedStore.confirm(port, read.name, at: now, database)
            return .unchanged
        }
        let feed: ShipFeed
        switch read.feed {
        case .success(let success): feed = success
        case .failure(let error):
            try ShipFeedStore.fail(port, read.name, fault: error.code.rawValue, at: now, database)
            return .refused(code: error.code.rawValue, error.description)
        }
        if let (code, words) = fault(of: feed, acceptsEmpty: read.acceptsEmpty) {
            try ShipFeedStore.fail(port, read.name, fault: code, at: now, database)
            return .refused(code: code, words)
        }
        let oddities = feed.oddities.count + feed.furtherOddities
        let told = feed.oddities.prefix(100).map { JSONValue.text($0.description) }
        try ShipFeedStore.put(
            ShipFeedStore.Content(
                digest: read.digest, rows: feed.rows, oddities: oddities, calls: StoredShipCall.encode(feed.calls),
                told: JSONWriter.compact(.array(told))),
            port: port, name: read.name, at: now, database)
        return .taken(
            rows: feed.rows, calls: feed.calls.count, oddities: feed.oddities, further: feed.furtherOddities)
    }

    private static func fault(of feed: ShipFeed, acceptsEmpty: Bool) -> (code: String, words: String)? {
        if feed.rows == 0, !acceptsEmpty {
            return ("no-ships", "the feed has no ships in it: if that is so, take it with --accept-empty")
        }
        guard feed.calls.count * 2 >= feed.rows else {
            return ("mostly-unusable", "of most ships in the feed nothing says which they are")
        }
        return nil
    }
}
