package import StrictJSON

/// A client of The Update Framework: section 5 of its specification, one update an instance.
///
/// The metadata folder goes forward step by step, as the specification says, also when a later step fails. What a gate goes
/// by is a `TrustGeneration`, which exists only when every step and every target succeeded.
package actor UpdateClient {
    /// What an update has established so far.
    struct TrustedSet: Sendable {
        let root: Root
        let timestamp: Timestamp
        let snapshot: Snapshot
    }

    let store: MetadataStore
    let limits: UpdateLimits
    /// The fixed update start time (section 5.1), seconds since 1970.
    let now: Int64
    private let metadata: any RepositoryFetcher
    private let targets: any RepositoryFetcher

    private var trusted: TrustedSet?
    /// Targets metadata that was checked, with the delegations by which it was.
    var roles: [ExactText: Signed<Targets>] = [:]
    var checkedDelegations: Set<Delegation> = []
    /// What was spent of `limits.pathWork`.
    var pathWork = 0

    /// - Parameters:
    ///   - metadataDirectory: A folder with a `root.json` that is trusted.
    ///   - metadata: Fetches by names like `timestamp.json`.
    ///   - targets: Fetches by target paths.
    ///   - now: The update start time, seconds since 1970.
    package init(
        metadataDirectory: String, metadata: any RepositoryFetcher, targets: any RepositoryFetcher, now: Int64,
        limits: UpdateLimits = UpdateLimits()
    ) {
        store = MetadataStore(path: metadataDirectory)
        self.metadata = metadata
        self.targets = targets
        self.now = now
        self.limits = limits
    }

    /// The same for a source that holds `metadata/` and `targets/`.
    package init(
        metadataDirectory: String, fetcher: any RepositoryFetcher, now: Int64, limits: UpdateLimits = UpdateLimits()
    ) {
        self.init(
            metadataDirectory: metadataDirectory, metadata: SubfolderFetcher(fetcher, "metadata/"),
            targets: SubfolderFetcher(fetcher, "targets/"), now: now, limits: limits)
    }

    /// Brings the top-level metadata up to date (sections 5.2 to 5.6.6). The first call does the work; after a success
    /// later ones do nothing.
    ///
    /// - Throws: any `UpdateError`. What was trusted before the failed step is still there.
    package func refresh() async throws(UpdateError) {
        _ = try await refreshed(notBefore: nil)
        _ = try await targetsMetadata(MetadataRole.targets, delegatedBy: nil)
    }

    /// Fetches one target (section 5.7).
    ///
    /// - Parameter held: What the caller has for this target already; returned when it is the right file.
    /// - Throws: `UpdateError.noSuchTarget` and all others.
    package func download(_ path: ExactText, holding held: [UInt8]? = nil) async throws(UpdateError) -> [UInt8] {
        try await refresh()
        guard let file = try await find(path) else { throw .noSuchTarget(path) }
        return try await fetchTarget(path, file, holding: held)
    }

    /// Brings everything up to date and returns it as one generation, with the files of `held` that did not change.
    ///
    /// When the source's timestamp is the one `held` was made by, one request is all.
    ///
    /// - Parameter choice: which targets make up the generation; all of them where there is none.
    /// - Throws: any `UpdateError`; `held` is then still what to go by.
    package func update(
        holding held: TrustGeneration?, choosing choice: TargetChoice? = nil
    ) async throws(UpdateError) -> TrustGeneration {
        if let held, try await isNewest(held) { return held }
        let trusted = try await refreshed(notBefore: held)
        guard let issued = trusted.timestamp.issued else {
            throw .malformed("timestamp metadata does not say when it was issued, so the age of this trust is unknown")
        }
        var files: [String: [UInt8]] = [:]
        var size = 0
        for (path, file) in try await chosen(by: choice, of: try await allTargets(), holding: held) {
            size += min(file.length, limits.generation)
            guard size <= limits.generation else { throw .tooLarge("all targets together", limit: limits.generation) }
            let bytes = try await fetchTarget(path, file, holding: held?.files[path.string])
            guard files.updateValue(bytes, forKey: path.string) == nil else {
                throw .malformed("two targets are called \(path.quoted) in different spellings")
            }
        }
        return TrustGeneration(issued: issued, timestampVersion: trusted.timestamp.version, files: files)
    }

    private func chosen(
        by choice: TargetChoice?, of all: [ExactText: TargetFile], holding held: TrustGeneration?
    ) async throws(UpdateError) -> [ExactText: TargetFile] {
        guard let choice else { return all }
        let path = ExactText(choice.deciding)
        // Nothing says which: whoever applies them finds that something is missing.
        guard let file = all[path] else { return all }
        let content = try await fetchTarget(path, file, holding: held?.files[choice.deciding])
        let isWanted = choice.wanted(content)
        return all.filter { $0.key == path || isWanted($0.key.string) }
    }

    /// Whether the source still has the timestamp that `held` was made by, and the held metadata is still good.
    private func isNewest(_ held: TrustGeneration) async throws(UpdateError) -> Bool {
        guard case .bytes(let bytes) = store.read(MetadataRole.timestamp, limit: limits.timestamp),
            let root = try? trustedRoot(), now < root.expires,
            let timestamp = try? Verified<Timestamp>(bytes, as: MetadataRole.timestamp, by: root).content,
            now < timestamp.expires, timestamp.version == held.timestampVersion, timestamp.issued == held.issued
        else { return false }
        return try await fetchMetadata(MetadataRole.timestamp, version: nil, limit: limits.timestamp) == bytes
    }

    private func refreshed(notBefore held: TrustGeneration?) async throws(UpdateError) -> TrustedSet {
        if let trusted { return trusted }
        let root = try await updateRoot()
        let timestamp = try await updateTimestamp(root, notBefore: held)
        let snapshot = try await updateSnapshot(root, timestamp)
        let set = TrustedSet(root: root, timestamp: timestamp, snapshot: snapshot)
        trusted = set
        return set
    }

    /// What `refresh` established.
    func established() throws(UpdateError) -> TrustedSet {
        guard let trusted else { throw .malformed("nothing was refreshed yet") }
        return trusted
    }

    /// Fetches a role's metadata file.
    func fetchMetadata(_ role: ExactText, version: Int?, limit: Int) async throws(UpdateError) -> [UInt8] {
        let name = try MetadataRole.fileName(role, version: version)
        return try await fetch(name, from: metadata, limit: limit)
    }

    /// Fetches a target's file and checks it.
    func fetchTarget(
        _ path: ExactText, _ file: TargetFile, holding held: [UInt8]?
    ) async throws(UpdateError) -> [UInt8] {
        if let held, file.matches(held) { return held }
        guard RepositoryPath.isPlain(path.string) else { throw .unsafePath(path) }
        guard file.length <= limits.targetFile else { throw .tooLarge(path.string, limit: limits.targetFile) }
        var name = path.string
        if try established().root.consistentSnapshot == true {
            guard let digest = file.hashes.nameDigest else { throw .hashMismatch(path.string) }
            name = RepositoryPath.consistentName(name, digest: digest)
        }
        let bytes = try await fetch(name, from: targets, limit: file.length)
        guard file.matches(bytes) else { throw .hashMismatch(path.string) }
        return bytes
    }

    private func fetch(
        _ name: String, from fetcher: any RepositoryFetcher, limit: Int
    ) async throws(UpdateError) -> [UInt8] {
        let bytes: [UInt8]
        do throws(FetchError) {
            bytes = try await fetcher.fetch(name, limit: limit)
        } catch {
            switch error {
            case .notFound: throw .notFound(name)
            case .tooLarge: throw .tooLarge(name, limit: limit)
            case .failed(let reason): throw .fetchFailed(name, reason)
            }
        }
        // The fetcher promises it; what it hands over is looked at all the same.
        guard bytes.count <= limit else { throw .tooLarge(name, limit: limit) }
        return bytes
    }
}
