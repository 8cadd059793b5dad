package import SQLStore
package import TrustUpdates

extension GateHome {
    /// Makes this process the one that changes the home, for as long as the lock is held.
    ///
    /// - Throws: `StoreError` with code `inUse` when another process has it.
    package func lock() throws(StoreError) -> DirectoryLock {
        try DirectoryLock(directory: path)
    }

    /// Where a source's files come from.
    ///
    /// - Parameter source: A URL or a folder that holds `metadata/` and `targets/`.
    package static func fetcher(for source: String) throws -> any RepositoryFetcher {
        WebAddress.isWeb(source) ? try HTTPFetcher(base: source) : try DirectoryFetcher(root: source)
    }

    /// Fetches the newest trust and applies it as one generation; on any failure the one in force stays. This process holds
    /// the lock. Not in the caller's thread: fetching and verifying take their time, and a gate scans meanwhile.
    ///
    /// - Parameter now: Seconds since 1970.
    @concurrent
    package func update(from fetcher: any RepositoryFetcher, now: Int64) async throws -> SyncOutcome {
        let client = UpdateClient(metadataDirectory: metadataFolder, fetcher: fetcher, now: now)
        let held = (try? generations.current()).flatMap { try? generations.read($0) }
        let generation = try await client.update(holding: held, choosing: choice)
        let isNew = generation != held
        if isNew {
            _ = try trust(of: generation)
            try generations.apply(generation)
        }
        return SyncOutcome(
            isNew: isNew, issued: generation.issued, version: generation.timestampVersion,
            fileCount: generation.files.count)
    }

    /// The same for a process that does nothing else with the home.
    package func sync(from source: String, now: Int64) async throws -> SyncOutcome {
        let lock = try lock()
        defer { withExtendedLifetime(lock) {} }
        return try await update(from: try Self.fetcher(for: source), now: now)
    }
}
