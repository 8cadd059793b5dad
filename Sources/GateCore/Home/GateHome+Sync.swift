internal import PassFormat
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

    /// Which parts of the directory there are now; nil when all of them are here. This process holds the lock, and nobody else
    /// works on its metadata meanwhile.
    ///
    /// - Parameter version: of the timestamp in force.
    @concurrent
    func directoryListing(
        of port: WireText, version: Int, from fetcher: any RepositoryFetcher, now: Int64
    ) async throws -> DirectoryListing? {
        guard !directory(of: port).isWhole(version: version) else { return nil }
        let client = UpdateClient(metadataDirectory: metadataFolder, fetcher: fetcher, now: now)
        let prefix = "directory/\(port)/"
        let (files, listed) = try await client.listing { $0.hasPrefix(prefix) }
        var parts: [Int: TargetFile] = [:]
        for (path, file) in files {
            guard let number = Int(path.dropFirst(prefix.count)), (0..<files.count).contains(number) else {
                throw GateError(.source, "the parts of the directory have other names than numbers")
            }
            parts[number] = file
        }
        return DirectoryListing(client: client, prefix: prefix, parts: parts, version: listed)
    }

    /// Fetches the parts that changed; what came stays, whatever becomes of the rest.
    @concurrent
    func follow(_ listing: DirectoryListing, of port: WireText) async throws {
        try await directory(of: port).follow(listing.parts, version: listing.version) { number, file in
            try await listing.client.fetch("\(listing.prefix)\(number)", file)
        }
    }

    struct DirectoryListing: Sendable {
        let client: UpdateClient
        let prefix: String
        let parts: [Int: TargetFile]
        let version: Int
    }

    /// The same for a process that does nothing else with the home.
    package func sync(from source: String, now: Int64) async throws -> SyncOutcome {
        let lock = try lock()
        defer { withExtendedLifetime(lock) {} }
        return try await update(from: try Self.fetcher(for: source), now: now)
    }
}
