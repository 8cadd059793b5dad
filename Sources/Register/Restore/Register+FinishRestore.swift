import Foundation
import PassCrypto
import PassFormat
import PassVerify
import SQLStore
import TrustFiles
import TrustPublishing
package import TrustUpdates

extension Register {
    /// Ends the read-only time of a register that was put back from a backup: takes over the highest versions, and from the public
    /// status lists all that is graver than what the backup knows; closes every list and opens a new one, so that no place that was
    /// given out after the backup is given out again; ends sessions; forgets again whom the lost register was told to forget.
    ///
    /// Interrupted, it can be done again. The register must be opened anew afterwards, and published.
    /// - Parameters:
    ///   - source: holds `metadata/` and `targets/` as gates know them: verified from the backup's root on.
    ///   - erasures: a newer copy of the list of erasures, if there is one.
    /// - Throws: ``RegisterError``: not restored, wrong keys, or `badPublic`; `StoreError`.
    package func finishRestore(
        from source: any RepositoryFetcher, erasures: [UInt8]? = nil, by principal: Principal, now: Int64
    ) async throws -> RestoreOutcome {
        guard let mark = restored, let keys = keysForRestoring, let store = (engine as? ReadOnlyEngine)?.base else {
            throw RegisterError(.invalidArgument, "this register was not restored, or that is finished: go on with it")
        }
        try putBackRepository()
        if let erasures { try ErasureList(path: files.erasures).merge(erasures) }
        let folder = "\(files.directory)/tuf.public"
        if FileManager.default.fileExists(atPath: folder) { try FileManager.default.removeItem(atPath: folder) }
        let tree = try await PublicTree.fetch(source, into: folder, trusting: files.repository, now: now)
        let state = try PublicState(tree.files)
        let checkpoint = try await checkedCheckpoint(state, tree, mark, keys)
        let ciphers = try await portCiphers(state, store)
        let takeover = PublicTakeover(
            mark: mark, state: state, contents: tree.contents, checkpoint: checkpoint,
            listed: try state.listed { ciphers[$0] }, keys: keys, seeds: seeds,
            permutation: IndexPermutation(random: random), now: now, principal: principal)
        // Before the database, which else would be newer than its folder: an interruption between the two leaves it read-only.
        try putInPlace(folder)
        var outcome = try await store.write { try takeover.run($0) }
        outcome.publicHasExpired = tree.hasExpired
        let eraser = Eraser(engine: store, vault: vault, random: random, principal: principal, now: now)
        outcome.erasedAgain = try await Self.eraseAgain(ErasureList(path: files.erasures), eraser)
        return outcome
    }

    /// What is public must be of this register, and not older than the backup.
    private func checkedCheckpoint(
        _ state: PublicState, _ tree: PublicTree, _ mark: RestoredMark, _ keys: RegisterKeys
    ) async throws -> Checkpoint {
        let known = try await engine.read { try KeyStore.all($0) }.filter { $0.use == .audit }.map(\.publicKey)
        guard
            let checkpoint = SignedCheckpoint(
                verifying: state.checkpoint, origin: seeds.auditOrigin, keys: known + [keys.audit.publicKey])?
                .checkpoint,
            state.policy.statusPrefix == seeds.policy.statusPrefix, state.policy.issuer == seeds.policy.issuer
        else { throw RegisterError.badPublic("it is not what this register published") }
        let floor = try await engine.read { try SettingStore.value(.published, $0) }
            .flatMap { RepositoryVersions(text: $0) }
        let isOlder = floor.map { floor in
            RepositoryRole.allCases.contains { tree.contents.versions[$0] < floor[$0] }
        }
        guard isOlder != true else {
            throw RegisterError.badPublic(
                "it is older than the backup, so it is not the newest: name the web server or the stick that gates last had"
            )
        }
        if checkpoint.size <= mark.size {
            let isSame = try await engine.read { database in
                try AuditStore.tree(database, size: mark.size).root(of: checkpoint.size) == checkpoint.root
            }
            guard isSame else { throw RegisterError.badPublic("its check point is of another log") }
        }
        return checkpoint
    }

    /// What opens the lists of ports whose keys the backup has.
    private func portCiphers(_ state: PublicState, _ store: any SQLEngine) async throws -> [WireText: ListCipher] {
        var ciphers: [WireText: ListCipher] = [:]
        for port in Set(state.directories.map(\.port)) {
            let stored = try await store.read { try PortKeyStore.key(port.string, $0) }
            guard let stored, let key = try vault.open(stored.sealed, context: PortKeyring.context(port)) else {
                continue
            }
            ciphers[port] = try ListCipher(portKey: key)
        }
        return ciphers
    }

    private var oldRepository: String { "\(files.directory)/tuf.backup" }

    /// What an attempt left that was cut short between two renames.
    private func putBackRepository() throws {
        let manager = FileManager.default
        guard manager.fileExists(atPath: oldRepository), !manager.fileExists(atPath: files.repository) else { return }
        try manager.moveItem(atPath: oldRepository, toPath: files.repository)
    }

    private func putInPlace(_ folder: String) throws {
        let manager = FileManager.default
        let old = oldRepository
        if manager.fileExists(atPath: old) { try manager.removeItem(atPath: old) }
        try manager.moveItem(atPath: files.repository, toPath: old)
        try manager.moveItem(atPath: folder, toPath: files.repository)
        try DurableFile.syncDirectory(of: files.repository)
        try manager.removeItem(atPath: old)
    }
}
