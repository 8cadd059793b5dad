import PassCrypto
import PassFormat
import SQLStore
import TrustFiles

/// Keeps the ports' directories: takes in what was issued, and seals the parts that changed. A revocation changes none of them:
/// how a pass stands is the status lists' to say.
struct DirectoryBuilder: Sendable {
    /// Passes that one publication takes in, so that a revocation never waits for a whole list of staff.
    static let mostAtOnce = 20_000
    /// A pass stands in the directory so long after its end: "expired" is the better answer.
    private static let kept: Int64 = 30 * 86_400

    let engine: any SQLEngine
    let now: Int64

    /// Takes in the next released passes.
    /// - Returns: whether more wait.
    func takeIn() async throws -> Bool {
        let limit = Self.mostAtOnce
        return try await engine.write { database in
            let place = try SettingStore.value(.directoryThrough, database).flatMap(Int64.init) ?? 0
            let (passes, through) = try DirectoryStore.released(after: place, limit: limit, database)
            guard through > place else { return false }
            for pass in passes { try DirectoryStore.takeIn(pass, database) }
            try SettingStore.set(.directoryThrough, String(through), database)
            return passes.count == limit
        }
    }

    /// Seals the parts of a port that changed; all of them under a new key, or when their number has grown.
    func seal(_ ring: PortKeyring) async throws {
        let limit = now - Self.kept
        let port = ring.port
        let (stored, slots) = try await engine.read { database in
            (try DirectoryStore.port(port, database), try DirectoryStore.changes(port, database))
        }
        guard var row = stored else { return }
        let count = max(row.shards, DirectoryShard.count(for: Int(row.entries)))
        let isAnew = row.keyVersion != ring.version || row.shards != count
        let shards = isAnew ? Set(0..<count) : Set(slots.map { $0 % count })
        guard !shards.isEmpty else { return }
        let contents = try await engine.read { database in
            try shards.sorted().map { shard in
                (shard, try DirectoryStore.entries(port: port, shard: shard, of: count, endingAfter: limit, database))
            }
        }
        let sealed = try contents.map { shard, entries in (shard, try Self.sealed(entries, shard, ring)) }
        row.shards = count
        row.keyVersion = ring.version
        try await engine.write { [row] database in
            for (shard, bytes) in sealed { try DirectoryStore.keep(bytes, port: port, shard: shard, database) }
            try DirectoryStore.put(row, of: port, database)
            try DirectoryStore.removeChanges(slots, of: port, database)
        }
    }

    @inline(never)
    private static func sealed(_ entries: [DirectoryEntry], _ shard: Int, _ ring: PortKeyring) throws -> [UInt8] {
        try ring.cipher.seal(
            try DirectoryShard(entries).encoded(), as: ListNames.directory(ring.port, shard: shard))
    }
}
