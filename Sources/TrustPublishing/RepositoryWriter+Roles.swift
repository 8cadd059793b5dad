package import PassCrypto
import StrictJSON
import Synchronization
import TrustUpdates

extension RepositoryWriter {
    /// All roles as the newest root, and the targets that are published, name their keys. Delegated roles are there once something
    /// is published.
    ///
    /// - Throws: `notInitialised`, `damaged`, `fileSystem`.
    package func roles() throws(RepositoryError) -> [RoleStatement] {
        try signers.withLock { _ throws(RepositoryError) in
            let chain = try chain()
            let state = try RepositoryState.read(files, chain)
            var statements: [RoleStatement] = []
            for role in RepositoryRole.allCases {
                let keys: TrustedKeySet
                if RepositoryRole.delegated.contains(role) {
                    guard let targets = state?.listings[.targets]?.content else { continue }
                    keys = TrustedKeySet(role, in: targets)
                } else {
                    keys = TrustedKeySet(role, in: chain.newest)
                }
                let isRoot = role == .root
                statements.append(
                    RoleStatement(
                        role: role, keys: keys.ordered, threshold: keys.threshold,
                        version: isRoot ? chain.newest.version : state?.versions[role],
                        expires: isRoot ? chain.newest.expires : state?.expires[role]))
            }
            return statements
        }
    }

    /// The newest root as it is published: what the next one is compared with.
    ///
    /// - Throws: `notInitialised`, `damagedRoot`, `fileSystem`.
    package func newestRoot() throws(RepositoryError) -> [UInt8] {
        try signers.withLock { _ throws(RepositoryError) in
            let version = try chain().newest.version
            guard
                let bytes = try files.read(
                    RepositoryPaths.metadata(.root, version: version), limit: MetadataLimits.bytes(.root))
            else { throw .notInitialised(directory) }
            return bytes
        }
    }

    /// The next root, for those to sign who hold root keys: what is not named stays as it is.
    ///
    /// - Parameters:
    ///   - root: Root's own keys from now on.
    ///   - replaced: New keys of online roles that root names.
    /// - Throws: `invalidKeys`, `notInitialised`, `damaged`, `timeOutOfRange`.
    package func propose(
        root: KeySet?, replacing replaced: [RepositoryRole: PublicKey], now: Int64
    ) throws(RepositoryError) -> RootProposal {
        let previous = try newestRoot()
        let statements = try roles()
        func set(_ role: RepositoryRole) throws(RepositoryError) -> KeySet {
            if let key = replaced[role] { return KeySet([key]) }
            guard let known = statements.first(where: { $0.role == role }) else { throw .notInitialised(directory) }
            return KeySet(known.keys, threshold: known.threshold)
        }
        let rootSet: KeySet
        if let root { rootSet = root } else { rootSet = try set(.root) }
        let keys = RootKeys(
            root: rootSet, targets: try set(.targets), snapshot: try set(.snapshot), timestamp: try set(.timestamp))
        return try RootProposal(previous: previous, unsigned: try unsignedRoot(keys, now: now))
    }

    /// The keys at hand for a role.
    package func keysAtHand(_ role: RepositoryRole) -> [PublicKey] { signers.withLock { $0.publicKeys(role) } }
}

extension TrustedKeySet {
    /// In the order of their key ids, the same every time.
    var ordered: [PublicKey] { keys.sorted { $0.key < $1.key }.map(\.value) }
}
