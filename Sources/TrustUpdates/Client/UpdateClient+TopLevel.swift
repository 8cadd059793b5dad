extension UpdateClient {
    /// The root to begin from (section 5.2).
    func trustedRoot() throws(UpdateError) -> Root {
        switch store.read(MetadataRole.root, limit: limits.root) {
        case .missing: throw .noTrustedRoot(store.path, "there is none")
        case .unreadable: throw .noTrustedRoot(store.path, "it can't be read")
        case .bytes(let bytes):
            do throws(UpdateError) {
                return try TrustedRoot.check(bytes)
            } catch {
                throw .noTrustedRoot(store.path, error.description)
            }
        }
    }

    /// The root role (section 5.3): every root from the trusted one to the newest, each signed by the one before.
    func updateRoot() async throws(UpdateError) -> Root {
        var root = try trustedRoot()
        for _ in 0..<limits.rootRotations {
            guard root.version < .max, let bytes = try await fetchRoot(version: root.version + 1) else { break }
            let update = try RootUpdate(bytes, after: root)
            // Before the new root is stored: after a crash in between the next update comes here once more.
            if update.isRecovery { try store.remove([MetadataRole.timestamp, MetadataRole.snapshot]) }
            try store.write(MetadataRole.root, bytes)
            root = update.root
        }
        try root.checkFresh(MetadataRole.root, at: now)
        return root
    }

    private func fetchRoot(version: Int) async throws(UpdateError) -> [UInt8]? {
        do throws(UpdateError) {
            return try await fetchMetadata(MetadataRole.root, version: version, limit: limits.root)
        } catch {
            guard error.code == .notFound else { throw error }
            return nil
        }
    }

    /// The timestamp role (section 5.4).
    ///
    /// - Parameter held: Where to find what can't be older, should our own file be damaged. When the file is missing,
    ///   which it is after a change of keys, nothing is asked: that is how a repository recovers from versions and times
    ///   that a thief pushed up.
    func updateTimestamp(_ root: Root, notBefore held: TrustGeneration?) async throws(UpdateError) -> Timestamp {
        var trusted: Timestamp?
        var isDamaged = false
        switch store.read(MetadataRole.timestamp, limit: limits.timestamp) {
        case .missing: break
        case .unreadable: isDamaged = true
        case .bytes(let bytes):
            trusted = try? Verified<Timestamp>(bytes, as: MetadataRole.timestamp, by: root).content
            isDamaged = trusted == nil
        }
        let bytes = try await fetchMetadata(MetadataRole.timestamp, version: nil, limit: limits.timestamp)
        let new = try Verified<Timestamp>(bytes, as: MetadataRole.timestamp, by: root).content
        if isDamaged, let held { try TimestampUpdate.check(new, notBefore: held) }
        guard try TimestampUpdate.replaces(trusted, with: new, now: now) else {
            // The same version: what it says now does not matter, what it said does.
            let kept = trusted ?? new
            try kept.checkFresh(MetadataRole.timestamp, at: now)
            return kept
        }
        try store.write(MetadataRole.timestamp, bytes)
        return new
    }

    /// The snapshot role (section 5.5).
    func updateSnapshot(_ root: Root, _ timestamp: Timestamp) async throws(UpdateError) -> Snapshot {
        let listed = timestamp.snapshot
        var trusted: Snapshot?
        if case .bytes(let bytes) = store.read(MetadataRole.snapshot, limit: limits.snapshot) {
            trusted = try? Verified<Snapshot>(bytes, as: MetadataRole.snapshot, by: root).content
            if let trusted, SnapshotUpdate.isCurrent(trusted, bytes, listed: listed, now: now) { return trusted }
        }
        let bytes = try await fetchMetadata(
            MetadataRole.snapshot, version: root.consistentSnapshot == true ? listed.version : nil,
            limit: min(listed.length ?? .max, limits.snapshot))
        let new = try SnapshotUpdate.check(bytes, listed: listed, root: root, trusted: trusted, now: now)
        try store.write(MetadataRole.snapshot, bytes)
        return new
    }
}
