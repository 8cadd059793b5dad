internal import SQLStore
internal import TrustUpdates

extension GateHome {
    /// Fetches the newest trust and applies it as one generation; on any failure the one in force stays.
    ///
    /// - Parameters:
    ///   - source: A URL or a folder that holds `metadata/` and `targets/`.
    ///   - now: Seconds since 1970.
    package func sync(from source: String, now: Int64) async throws -> SyncOutcome {
        let lock = try DirectoryLock(directory: path)
        defer { withExtendedLifetime(lock) {} }
        let fetcher = try Self.fetcher(for: source)
        let client = UpdateClient(metadataDirectory: metadataFolder, fetcher: fetcher, now: now)
        let held = (try? generations.current()).flatMap { try? generations.read($0) }
        let generation = try await client.update(holding: held)
        let isNew = generation != held
        if isNew {
            _ = try trust(of: generation)
            try generations.apply(generation)
        }
        return SyncOutcome(
            isNew: isNew, issued: generation.issued, version: generation.timestampVersion,
            fileCount: generation.files.count)
    }

    private static func fetcher(for source: String) throws -> any RepositoryFetcher {
        if source.hasPrefix("http://") || source.hasPrefix("https://") {
            return try HTTPFetcher(base: source)
        }
        return try DirectoryFetcher(root: source)
    }
}
