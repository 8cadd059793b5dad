import TrustUpdates

/// The roots on disk, from the first to the newest, each signed by the one before and by itself.
struct RootChain {
    /// At least one, in order; the version of each is its position plus 1.
    let roots: [Signed<Root>]

    var newest: Root { roots[roots.count - 1].content }

    /// Reads and checks all roots; `nil` when there is none.
    ///
    /// - Throws: `RepositoryError.damaged` for a root that does not verify.
    static func read(_ files: any FileOperations) throws(RepositoryError) -> RootChain? {
        var roots: [Signed<Root>] = []
        while true {
            let path = RepositoryPaths.metadata(.root, version: roots.count + 1)
            guard let bytes = try files.read(path, limit: MetadataLimits.bytes(.root)) else { break }
            let root: Signed<Root>
            do {
                root = try Signed<Root>(decoding: bytes)
            } catch {
                throw .damagedRoot(path, error.description)
            }
            if let fault = fault(root, after: roots.last) { throw .damagedRoot(path, fault) }
            roots.append(root)
        }
        return roots.isEmpty ? nil : RootChain(roots: roots)
    }

    /// What keeps `root` from following `previous` (`nil` for the first root); `nil` when nothing does.
    static func fault(_ root: Signed<Root>, after previous: Signed<Root>?) -> String? {
        let version = previous.map { $0.content.version + 1 } ?? 1
        guard root.content.version == version else {
            return "it has version \(root.content.version), not \(version)"
        }
        guard root.content.consistentSnapshot == true else { return "it does not ask for consistent snapshots" }
        if let previous, !TrustedKeySet(.root, in: previous.content).verify(root) {
            return "too few keys of the root before it signed it"
        }
        guard TrustedKeySet(.root, in: root.content).verify(root) else { return "too few of its own keys signed it" }
        return nil
    }
}
