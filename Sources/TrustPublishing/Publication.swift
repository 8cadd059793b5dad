import PassCrypto
import TrustUpdates

/// One publication: from what is on disk and what is asked for to a new timestamp.
struct Publication {
    /// A clock that goes back by less than this was only set right; then `issued` stands still for a while.
    static let clockTolerance: Int64 = 300

    let files: any FileOperations
    let root: Root
    /// The root that is about to be installed: what is signed here is good under both.
    let nextRoot: Root?
    let signers: RoleSigners
    let replacesDelegatedKeys: Bool
    /// Seconds since 1970.
    let now: Int64
    /// What is on disk; `nil` when nothing is published.
    let disk: RepositoryState?
    /// The same where its contents can be carried over: signed under the present root, and not older than the floor.
    let base: RepositoryState?
    /// The highest versions known; each new one is above.
    let highest: RepositoryVersions
    /// What the new timestamp says of its time.
    let issued: Int64

    /// - Throws: `damaged`, `rootMissing`, `rootExpired`, `clockBehind`, `timeOutOfRange`, `fileSystem`.
    init(
        _ files: any FileOperations, _ chain: RootChain, nextRoot: Root? = nil, signers: RoleSigners,
        replacesDelegatedKeys: Bool = false, now: Int64, floor: RepositoryVersions
    ) throws(RepositoryError) {
        try Self.checkTime(now)
        let root = chain.newest
        guard floor.root <= root.version else {
            throw .rootMissing(found: root.version, published: floor.root)
        }
        // A root that has expired may still be followed by the next one.
        guard nextRoot != nil || now < root.expires else {
            throw .rootExpired(MetadataTime.format(root.expires))
        }
        let disk = try RepositoryState.read(files, chain)
        var highest = floor
        if let disk {
            highest.formMaximum(disk.versions)
        } else {
            highest.formMaximum(try Self.highestOnDisk(files, root, signers))
        }
        let isOlder = disk.map { disk in
            RepositoryRole.allCases.contains { $0 != .root && disk.versions[$0] < floor[$0] }
        }
        let base = disk?.rootVersion == root.version && isOlder == false ? disk : nil
        let last = Self.lastIssued(disk, base, root, floor)
        guard now >= last - Self.clockTolerance else {
            throw .clockBehind(now: MetadataTime.format(now), issued: MetadataTime.format(last))
        }
        self.files = files
        self.root = root
        self.nextRoot = nextRoot
        self.signers = signers
        self.replacesDelegatedKeys = replacesDelegatedKeys
        self.now = now
        self.disk = disk
        self.base = base
        self.highest = highest
        issued = max(now, last)
    }

    /// RFC 3339 dates have four digits for the year, and the longest lifetime must still fit.
    static func checkTime(_ now: Int64) throws(RepositoryError) {
        guard now >= 0, now < 253_370_764_800 else { throw .timeOutOfRange(now) }
    }

    /// The `issued` that the new one may not be below. A rotated timestamp key starts anew: that is how a future that was
    /// published by mistake is taken back (specification, section 5.3.11: clients forget the old timestamp).
    private static func lastIssued(
        _ disk: RepositoryState?, _ base: RepositoryState?, _ root: Root, _ floor: RepositoryVersions
    ) -> Int64 {
        if let base { return base.versions.issued }
        guard let disk else { return floor.issued }
        guard TrustedKeySet(.timestamp, in: root).verify(disk.timestamp) else { return 0 }
        return max(disk.versions.issued, floor.issued)
    }

    /// The versions of the files that are there without a timestamp, where they are really ours.
    private static func highestOnDisk(
        _ files: any FileOperations, _ root: Root, _ signers: RoleSigners
    ) throws(RepositoryError) -> RepositoryVersions {
        var found: [RepositoryRole: [Int]] = [:]
        for entry in try files.entries(of: RepositoryPaths.metadata) {
            guard let (role, version) = RepositoryPaths.versioned(entry.name), role != .root else { continue }
            found[role, default: []].append(version)
        }
        var highest = RepositoryVersions.none
        for (role, versions) in found {
            for version in versions.sorted(by: >) {
                let path = RepositoryPaths.metadata(role, version: version)
                guard let bytes = try? files.read(path, limit: MetadataLimits.bytes(role)) else { continue }
                let isOurs =
                    switch role {
                    case .snapshot:
                        version == signedVersion(Snapshot.self, bytes, TrustedKeySet(.snapshot, in: root))
                    case .targets:
                        version == signedVersion(Targets.self, bytes, TrustedKeySet(.targets, in: root))
                    default:
                        version == signedVersion(Targets.self, bytes, TrustedKeySet(signers[role]))
                    }
                if isOurs {
                    highest[role] = version
                    break
                }
            }
        }
        return highest
    }

    private static func signedVersion<Content: MetadataContent>(
        _ type: Content.Type, _ bytes: [UInt8], _ keys: TrustedKeySet
    ) -> Int? {
        guard let signed = try? Signed<Content>(decoding: bytes), keys.verify(signed) else { return nil }
        return signed.content.version
    }
}
