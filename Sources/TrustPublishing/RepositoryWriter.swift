import Synchronization
import TrustUpdates

/// Writes the repository that gates update from: `metadata/` and `targets/` in one folder.
///
/// All state is on disk and is read back, verified, each time: there is nothing to lose with the process. One writer a
/// folder; the caller holds the lock of the data directory. Calls from several tasks are made one after the other.
package final class RepositoryWriter: Sendable {
    /// A day: longer than any download, and than any cache of a timestamp.
    package static let defaultRetention: Int64 = 86_400

    /// As errors name it.
    let directory: String
    let files: any FileOperations
    /// How long superseded files stay, in seconds.
    let retention: Int64
    let signers: Mutex<RoleSigners>

    /// - Parameters:
    ///   - directory: Made on the first write; its parent must exist.
    ///   - signers: The keys at hand.
    ///   - retention: How long superseded files stay, in seconds.
    ///   - files: Where the files are; for tests. The folder itself when `nil`.
    package init(
        directory: String, signers: RoleSigners, retention: Int64 = RepositoryWriter.defaultRetention,
        files: (any FileOperations)? = nil
    ) {
        self.directory = directory
        self.signers = Mutex(signers)
        self.retention = retention
        self.files = files ?? LocalFiles(directory: directory)
    }

    /// Publishes `update` and a new timestamp, as one step for every reader.
    ///
    /// Roles whose content is the same are not signed again while more than half of their life is left. With nothing to
    /// change, the timestamp alone is signed again.
    ///
    /// - Parameters:
    ///   - now: Seconds since 1970.
    ///   - floor: The highest versions ever published, as the caller keeps them; new versions are above it.
    /// - Throws: `RepositoryError`; what was published before is then still whole.
    package func publish(
        _ update: TargetUpdate, now: Int64, floor: RepositoryVersions = .none
    ) throws(RepositoryError) -> Published {
        try signers.withLock { signers throws(RepositoryError) in
            try Publication(files, try chain(), signers: signers, now: now, floor: floor)
                .run(update, retention: retention)
        }
    }

    /// Says again that what is published is still so: a gate counts the age of its trust from this.
    package func resignTimestamp(
        now: Int64, floor: RepositoryVersions = .none
    ) throws(RepositoryError) -> Published {
        try publish(.changes(put: [:]), now: now, floor: floor)
    }

    /// Replaces the keys of the delegated roles by those of `signers`, through a new `targets`. A role without a signer in
    /// `signers` keeps its keys.
    ///
    /// - Throws: `wrongSigner` when another key than those is a new one, and as `publish`.
    package func rotateDelegatedKeys(
        to newSigners: RoleSigners, update: TargetUpdate = .changes(put: [:]), now: Int64,
        floor: RepositoryVersions = .none
    ) throws(RepositoryError) -> Published {
        try signers.withLock { signers throws(RepositoryError) in
            let published: Published
            do throws(RepositoryError) {
                published = try Publication(
                    files, try chain(), signers: newSigners, replacesDelegatedKeys: true, now: now, floor: floor
                ).run(update, retention: retention)
            } catch {
                // The last step may be done and its failure the disk's: then only the new keys can go on.
                if isTrusted(newSigners), !isTrusted(signers) { signers = newSigners }
                throw error
            }
            signers = newSigners
            return published
        }
    }

    /// What is published, verified; `nil` when nothing is.
    ///
    /// - Parameter readingTargets: Whether to hash all targets, too.
    /// - Throws: `damaged`, `fileSystem`, `notInitialised`.
    package func inspect(readingTargets: Bool = false) throws(RepositoryError) -> RepositoryContents? {
        try signers.withLock { _ throws(RepositoryError) in
            let chain = try chain()
            guard let state = try RepositoryState.read(files, chain) else { return nil }
            if let fault = try state.targetFault(files, reading: readingTargets ? nil : []) {
                throw .incomplete(fault)
            }
            return RepositoryContents(state, chain)
        }
    }

    /// Whether what is published names these keys for the delegated roles.
    private func isTrusted(_ signers: RoleSigners) -> Bool {
        guard let chain = try? chain(), let state = try? RepositoryState.read(files, chain),
            let targets = state.listings[.targets]?.content
        else { return false }
        return RepositoryRole.delegated.allSatisfy { role in
            TrustedKeySet(role, in: targets).publicKeys.isSuperset(of: signers.publicKeys(role))
        }
    }

    func chain() throws(RepositoryError) -> RootChain {
        guard let chain = try RootChain.read(files) else { throw .notInitialised(directory) }
        return chain
    }
}
