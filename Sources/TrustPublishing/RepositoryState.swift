import StrictJSON
import TrustUpdates

/// The metadata that one timestamp stands for, read back from disk as bytes that anybody may have changed, and verified.
struct RepositoryState {
    let timestamp: Signed<Timestamp>
    let snapshot: Signed<Snapshot>
    /// For each of `RepositoryRole.listing`.
    let listings: [RepositoryRole: Signed<Targets>]
    /// The newest root whose keys signed timestamp, snapshot and targets.
    let rootVersion: Int

    /// Reads what `metadata/timestamp.json` stands for; `nil` when there is none.
    ///
    /// The newest root that the signatures agree with is looked for, because after a rotation without the old keys
    /// the files on disk still have the signatures of before. Expiry is no concern here: the writer's own files may
    /// be old, and are then signed again.
    ///
    /// - Throws: `RepositoryError.damaged`, `.fileSystem`.
    static func read(_ files: any FileOperations, _ chain: RootChain) throws(RepositoryError) -> RepositoryState? {
        let limit = MetadataLimits.bytes(.timestamp)
        guard let bytes = try files.read(RepositoryPaths.timestamp, limit: limit) else { return nil }
        var firstError: RepositoryError?
        for root in chain.roots.reversed() {
            do throws(RepositoryError) {
                return try RepositoryState(timestamp: bytes, root: root.content, files)
            } catch {
                firstError = firstError ?? error
            }
        }
        throw firstError ?? .damaged(RepositoryPaths.timestamp, "there is no root for it")
    }

    /// Reads and checks everything below a timestamp under one root.
    init(timestamp bytes: [UInt8], root: Root, _ files: any FileOperations) throws(RepositoryError) {
        let timestamp: Signed<Timestamp> = try Self.decode(
            bytes, RepositoryPaths.timestamp, TrustedKeySet(.timestamp, in: root))
        guard timestamp.content.issued != nil else {
            throw .damaged(RepositoryPaths.timestamp, "it does not say when it was issued")
        }
        let snapshot: Signed<Snapshot> = try Self.fetch(
            .snapshot, timestamp.content.snapshot, TrustedKeySet(.snapshot, in: root), files)
        let targets: Signed<Targets> = try Self.fetch(
            .targets, try Self.listed(.targets, snapshot), TrustedKeySet(.targets, in: root), files)
        var listings = [RepositoryRole.targets: targets]
        for role in RepositoryRole.delegated {
            listings[role] = try Self.fetch(
                role, try Self.listed(role, snapshot), TrustedKeySet(role, in: targets.content), files)
        }
        for (role, listing) in listings {
            for name in listing.content.files.keys {
                guard let target = try? TargetName(name.string), target.role == role else {
                    throw .damaged(
                        RepositoryPaths.metadata(role, version: listing.content.version),
                        "it lists a file that is not for this role")
                }
            }
        }
        self.timestamp = timestamp
        self.snapshot = snapshot
        self.listings = listings
        rootVersion = root.version
    }

    private static func listed(_ role: RepositoryRole, _ snapshot: Signed<Snapshot>) throws(RepositoryError) -> MetaFile
    {
        guard let file = snapshot.content.files[MetadataRole.listedName(ExactText(role.rawValue))] else {
            throw .damaged(
                RepositoryPaths.metadata(.snapshot, version: snapshot.content.version),
                "it does not list \(role.rawValue)")
        }
        return file
    }

    private static func fetch<Content>(
        _ role: RepositoryRole, _ listed: MetaFile, _ keys: TrustedKeySet, _ files: any FileOperations
    ) throws(RepositoryError) -> Signed<Content> {
        let path = RepositoryPaths.metadata(role, version: listed.version)
        guard let bytes = try files.read(path, limit: MetadataLimits.bytes(role)) else {
            throw .damaged(path, "it is missing")
        }
        guard MetaFile(version: listed.version, of: bytes) == listed else {
            throw .damaged(path, "it is not the file that was signed for")
        }
        let signed: Signed<Content> = try decode(bytes, path, keys)
        guard signed.content.version == listed.version else {
            throw .damaged(path, "it has version \(signed.content.version)")
        }
        return signed
    }

    private static func decode<Content>(
        _ bytes: [UInt8], _ path: String, _ keys: TrustedKeySet
    ) throws(RepositoryError) -> Signed<Content> {
        let signed: Signed<Content>
        do {
            signed = try Signed<Content>(decoding: bytes)
        } catch {
            throw .damaged(path, error.description)
        }
        guard keys.verify(signed) else { throw .damaged(path, "too few of its keys signed it") }
        return signed
    }
}

extension RepositoryState {
    /// The version and `issued` of everything.
    var versions: RepositoryVersions {
        var versions = RepositoryVersions(
            root: rootVersion, snapshot: snapshot.content.version, timestamp: timestamp.content.version,
            issued: timestamp.content.issued ?? 0)
        for (role, listing) in listings { versions[role] = listing.content.version }
        return versions
    }

    /// When each role's signatures end, without root's.
    var expires: [RepositoryRole: Int64] {
        var expires = listings.mapValues { $0.content.expires }
        expires[.snapshot] = snapshot.content.expires
        expires[.timestamp] = timestamp.content.expires
        return expires
    }

    /// All targets that are listed.
    var targets: [TargetName: TargetFile] {
        var targets: [TargetName: TargetFile] = [:]
        for listing in listings.values {
            for (text, file) in listing.content.files {
                // Names were checked when the listing was read.
                if let name = try? TargetName(text.string) { targets[name] = file }
            }
        }
        return targets
    }

    /// The paths of all files that a client may ask for now, the roots and timestamp.json aside.
    var referencedPaths: Set<String> {
        var paths: Set<String> = [RepositoryPaths.metadata(.snapshot, version: snapshot.content.version)]
        for (role, listing) in listings {
            paths.insert(RepositoryPaths.metadata(role, version: listing.content.version))
        }
        for (name, file) in targets { paths.insert(Self.path(name, file)) }
        return paths
    }

    /// Where a listed target is. One without a SHA-256, which this writer never lists, is nowhere.
    static func path(_ name: TargetName, _ file: TargetFile) -> String {
        RepositoryPaths.target(name, sha256Hex: file.hashes.nameDigest ?? "")
    }

    /// Checks that each listed target is there, by length; also by hash for those in `reading`, or all when `nil`.
    ///
    /// - Returns: what is wrong with the first that is not as it was signed; `nil` when all are.
    func targetFault(_ files: any FileOperations, reading names: Set<TargetName>?) throws(RepositoryError) -> String? {
        for (name, file) in targets.sorted(by: { $0.key < $1.key }) {
            let path = Self.path(name, file)
            guard files.length(of: path) == file.length else { return "\(path) is missing or cut off" }
            guard names?.contains(name) ?? true else { continue }
            guard let bytes = try files.read(path, limit: file.length), file.matches(bytes) else {
                return "\(path) is not the file that was signed for"
            }
        }
        return nil
    }
}
