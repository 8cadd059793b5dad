import Synchronization
import TrustUpdates

/// The files that make up what is published at one moment, as paths below the repository's folder.
///
/// All but the timestamp are named by their version or hash and stay for a day after they were superseded
/// (``RepositoryWriter/defaultRetention``): who has this list can copy them at leisure, while the service goes on publishing.
package struct PublishedPaths: Hashable, Sendable {
    /// The bytes of `metadata/timestamp.json`, which is the one file that changes under its name; nil when nothing is published.
    package let timestamp: [UInt8]?
    /// Roots, metadata and targets.
    package let paths: [String]

    package static let timestampPath = RepositoryPaths.timestamp
}

extension RepositoryWriter {
    /// What is published now.
    /// - Throws: `damaged`, `fileSystem`, `notInitialised`.
    package func publishedPaths() throws(RepositoryError) -> PublishedPaths {
        try signers.withLock { _ throws(RepositoryError) in try Self.publishedPaths(files, chain()) }
    }

    private static func publishedPaths(
        _ files: any FileOperations, _ chain: RootChain
    ) throws(RepositoryError) -> PublishedPaths {
        var paths = chain.roots.map { RepositoryPaths.metadata(.root, version: $0.content.version) }
        guard let state = try RepositoryState.read(files, chain) else {
            return PublishedPaths(timestamp: nil, paths: paths)
        }
        paths += state.referencedPaths.sorted()
        let timestamp = try files.read(RepositoryPaths.timestamp, limit: MetadataLimits.bytes(.timestamp))
        return PublishedPaths(timestamp: timestamp, paths: paths)
    }
}

/// A repository's folder that somebody else wrote, or that lies in a backup: looked at, and never written.
package enum PublishedRepository {
    /// What is published in a folder, verified from its first root on, targets and their hashes included; nil when nothing is.
    ///
    /// Expiry is no concern here: what is old may still be the newest there is.
    /// - Throws: ``RepositoryError``.
    package static func inspect(_ directory: String) throws(RepositoryError) -> RepositoryContents? {
        let files = LocalFiles(directory: directory)
        guard let chain = try RootChain.read(files) else { throw .notInitialised(directory) }
        guard let state = try RepositoryState.read(files, chain) else { return nil }
        if let fault = try state.targetFault(files, reading: nil) { throw .incomplete(fault) }
        return RepositoryContents(state, chain)
    }
}
