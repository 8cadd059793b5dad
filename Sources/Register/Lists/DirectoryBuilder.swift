import PassCrypto
import PassFormat
import SQLStore
import TrustFiles

/// Keeps the ports' directories: takes in what was issued, and seals the parts that changed. A revocation changes none of them:
/// how a pass stands is the status lists' to say. So nothing urgent waits for this.
struct DirectoryBuilder: Sendable {
    /// Passes that are taken in, and parts that are sealed, in one transaction.
    private static let passesAtOnce = 20_000
    private static let partsAtOnce = 8
    /// A pass stands in the directory so long after its end: "expired" is the better answer.
    private static let kept: Int64 = 30 * 86_400

    let engine: any SQLEngine
    let now: Int64

    /// Takes in the next released passes.
    /// - Returns: whether more wait.
    func takeIn() async throws -> Bool {
        let limit = Self.passesAtOnce
        return try await engine.write { database in
            let place = try SettingStore.value(.directoryThrough, database).flatMap(Int64.init) ?? 0
            let (passes, through, hasMore) = try DirectoryStore.released(after: place, limit: limit, database)
            guard through > place else { return false }
            for pass in passes { try DirectoryStore.takeIn(pass, database) }
            try SettingStore.set(.directoryThrough, String(through), database)
            return hasMore
        }
    }

    /// Seals parts of a port that changed, some at a time; all of them at once under a new key, or when their number has grown.
    /// - Returns: whether any was sealed.
    func seal(_ ring: PortKeyring) async throws -> Bool {
        let port = ring.port
        let (stored, changes) = try await engine.read { database in
            (try DirectoryStore.port(port, database), try DirectoryStore.changes(port, database))
        }
        guard let stored else { return false }
        let count = max(stored.shards, DirectoryShard.count(for: Int(stored.entries)))
        guard stored.keyVersion == ring.version, stored.shards == count else {
            try await seal(Array(0..<count), of: count, ring, changes)
            return true
        }
        let parts = Set(changes.map { $0.slot % count }).sorted().prefix(Self.partsAtOnce)
        guard !parts.isEmpty else { return false }
        try await seal(Array(parts), of: count, ring, changes.filter { parts.contains($0.slot % count) })
        return true
    }

    private func seal(
        _ parts: [Int], of count: Int, _ ring: PortKeyring, _ changes: [DirectoryStore.Change]
    ) async throws {
        let (port, limit) = (ring.port, now - Self.kept)
        var sealed: [(Int, [UInt8])] = []
        for part in parts {
            let entries = try await engine.read { database in
                try DirectoryStore.entries(port: port, shard: part, of: count, endingAfter: limit, database)
            }
            sealed.append((part, try Self.sealed(entries, part, ring)))
        }
        try await engine.write { [sealed, version = ring.version] database in
            for (part, bytes) in sealed { try DirectoryStore.keep(bytes, port: port, shard: part, database) }
            try DirectoryStore.setParts(count, keyVersion: version, of: port, database)
            try DirectoryStore.remove(changes, of: port, database)
        }
    }

    @inline(never)
    private static func sealed(_ entries: [DirectoryEntry], _ part: Int, _ ring: PortKeyring) throws -> [UInt8] {
        try ring.cipher.seal(
            try DirectoryShard(entries).encoded(), as: ListNames.directory(ring.port, shard: part))
    }
}
