import PassCrypto
import StrictJSON
import Synchronization
import TrustUpdates

// Making and changing roots. `unsignedRoot`, `assembleRoot` and `installRoot` are three steps, so that the middle one can
// happen on another machine that is never on a network; `initialise` and `rotateRoot` do all three where the keys are here.
extension RepositoryWriter {
    /// Makes the first root. Publish next.
    ///
    /// - Returns: The bytes of `metadata/1.root.json`, which every gate starts from.
    /// - Throws: `alreadyInitialised`, `rootMissing` when `floor` says that there was a root, `invalidKeys`, `invalidRoot`.
    package func initialise(
        keys: RootKeys, rootSigners: [any MetadataSigner], now: Int64, floor: RepositoryVersions = .none
    ) throws(RepositoryError) -> [UInt8] {
        guard try RootChain.read(files) == nil else { throw .alreadyInitialised(directory) }
        let root = try makeRoot(keys, rootSigners, now: now)
        _ = try installRoot(root, now: now, floor: floor)
        return root
    }

    /// Replaces the root's keys, or those it names, or only renews it.
    ///
    /// - Parameters:
    ///   - rootSigners: Enough of the old root's keys and of the new one's.
    ///   - newSigners: The online keys from now on, when they change.
    ///   - update: Everything, when the old keys of the online roles are not at hand or not to be trusted any more.
    package func rotateRoot(
        to keys: RootKeys, rootSigners: [any MetadataSigner], signers newSigners: RoleSigners? = nil,
        update: TargetUpdate = .changes(put: [:]), now: Int64, floor: RepositoryVersions = .none
    ) throws(RepositoryError) -> Published? {
        let root = try makeRoot(keys, rootSigners, now: now)
        return try installRoot(root, signers: newSigners, update: update, now: now, floor: floor)
    }

    private func makeRoot(
        _ keys: RootKeys, _ rootSigners: [any MetadataSigner], now: Int64
    ) throws(RepositoryError) -> [UInt8] {
        let unsigned = try unsignedRoot(keys, now: now)
        var signatures: [RootSignature] = []
        for signer in rootSigners {
            do {
                signatures.append(
                    RootSignature(publicKey: signer.publicKey, signature: try signer.sign(unsigned)))
            } catch {
                throw .signatureRefused(.root, String(describing: error))
            }
        }
        return try assembleRoot(unsigned, signatures: signatures)
    }

    /// The bytes to sign for the next root: the canonical JSON of its `signed` part.
    ///
    /// - Throws: `invalidKeys`, `damaged`, `timeOutOfRange`.
    package func unsignedRoot(_ keys: RootKeys, now: Int64) throws(RepositoryError) -> [UInt8] {
        try Publication.checkTime(now)
        try keys.check()
        let version = (try RootChain.read(files)?.newest.version ?? 0) + 1
        var table: [ExactText: MetadataKey] = [:]
        var roles: [ExactText: RoleKeys] = [:]
        for role in RootKeys.roles {
            guard let set = keys[role] else { continue }
            let listed = set.keys.map(MetadataKey.init).sorted { $0.id < $1.id }
            for key in listed { table[key.id] = key }
            roles[ExactText(role.rawValue)] = RoleKeys(keyIDs: listed.map(\.id), threshold: set.threshold)
        }
        let header = MetadataHeader(version: version, expires: now + RepositoryRole.root.lifetime)
        return Signed(Root(header: header, keys: table, roles: roles)).signedBytes
    }

    /// Puts signatures to the bytes of `unsignedRoot`.
    ///
    /// - Returns: The bytes of the root file, checked: it follows the newest root on disk.
    /// - Throws: `signatureRefused` for one that does not verify, `invalidRoot` for too few.
    package func assembleRoot(
        _ unsigned: [UInt8], signatures: [RootSignature]
    ) throws(RepositoryError) -> [UInt8] {
        var root: Signed<Root>
        do {
            root = try Signed<Root>(decoding: Array("{\"signatures\":[],\"signed\":".utf8) + unsigned + Array("}".utf8))
        } catch {
            throw .invalidRoot(error.description)
        }
        guard root.signedBytes == unsigned else { throw .invalidRoot("it is not in canonical form") }
        var ordered: [(id: ExactText, signature: RootSignature)] = []
        for signature in signatures { ordered.append((MetadataKey(signature.publicKey).id, signature)) }
        for (id, signature) in ordered.sorted(by: { $0.id < $1.id }) {
            guard signature.publicKey.isValidSignature(signature.signature, for: unsigned) else {
                throw .signatureRefused(.root, "the signature of the key \(id) does not fit")
            }
            root.add(MetadataSignature(keyID: id, signature: signature.signature))
        }
        let bytes = root.encoded()
        _ = try accepted(bytes, after: try RootChain.read(files))
        return bytes
    }

    /// Makes a signed root the repository's newest.
    ///
    /// Where the keys of targets, snapshot or timestamp change and the old ones are still at hand, these roles are first
    /// signed by both: the repository is then good under either root, whenever the power fails and whichever root a
    /// gate has. Without the old keys the root comes first, and everything is published under it right after.
    ///
    /// - Returns: `nil` for the first root: publish next.
    /// - Throws: `invalidRoot`, `incomplete` when `update` has to be everything, and as `publish`.
    package func installRoot(
        _ bytes: [UInt8], signers newSigners: RoleSigners? = nil, update: TargetUpdate = .changes(put: [:]),
        now: Int64, floor: RepositoryVersions = .none
    ) throws(RepositoryError) -> Published? {
        try signers.withLock { signers throws(RepositoryError) in
            try Publication.checkTime(now)
            let chain = try RootChain.read(files)
            let root = try accepted(bytes, after: chain)
            guard now < root.content.expires else {
                throw .invalidRoot("it expired at \(MetadataTime.format(root.content.expires))")
            }
            let online = newSigners ?? signers
            for role in [RepositoryRole.targets, .snapshot, .timestamp] where !online[role].isEmpty {
                let trusted = TrustedKeySet(role, in: root.content).publicKeys
                guard trusted.isSuperset(of: online.publicKeys(role)) else { throw .wrongSigner(role) }
            }
            for role in [RepositoryRole.snapshot, .timestamp] {
                guard TrustedKeySet(role, in: root.content).isSatisfied(by: online[role]) else {
                    throw .missingSigner(role)
                }
            }
            let newest = chain?.newest.version ?? 0
            guard floor.root <= newest else { throw .rootMissing(found: newest, published: floor.root) }
            guard let chain else {
                try write(bytes, version: 1)
                signers = online
                return nil
            }
            let published: Published?
            do throws(RepositoryError) {
                published = try install(
                    root, bytes, after: chain, old: signers, new: online, update: update, now: now, floor: floor)
            } catch {
                // Once the root is there only the new keys can go on.
                if (try? RootChain.read(files))?.newest.version == root.content.version { signers = online }
                throw error
            }
            signers = online
            return published
        }
    }

    private func install(
        _ root: Signed<Root>, _ bytes: [UInt8], after chain: RootChain, old: RoleSigners, new: RoleSigners,
        update: TargetUpdate, now: Int64, floor: RepositoryVersions
    ) throws(RepositoryError) -> Published? {
        let followed = RootChain(roots: chain.roots + [root])
        guard let state = try RepositoryState.read(files, chain) else {
            // Nothing is published that could break.
            try write(bytes, version: root.content.version)
            return nil
        }
        // A time that was published by mistake is not taken back under the old key, which stays in use.
        let isPast = now < state.versions.issued - Publication.clockTolerance
        let joined = isPast ? nil : joinedSigners(old, new, chain.newest, root.content)
        if let joined {
            _ = try Publication(files, chain, nextRoot: root.content, signers: joined, now: now, floor: floor)
                .run(update, retention: retention)
            try write(bytes, version: root.content.version)
        } else {
            // Whatever would stop the publication has to be known before the root is there.
            let rehearsal = try Publication(files, followed, signers: new, now: now, floor: floor)
            _ = try rehearsal.draft(try rehearsal.plan(update))
            try write(bytes, version: root.content.version)
        }
        return try Publication(files, followed, signers: new, now: now, floor: floor)
            .run(joined == nil ? update : .changes(put: [:]), retention: retention)
    }

    /// Old and new keys together, where they satisfy both roots; `nil` where they do not.
    private func joinedSigners(
        _ old: RoleSigners, _ new: RoleSigners, _ oldRoot: Root, _ newRoot: Root
    ) -> RoleSigners? {
        let joined = new.joined(with: old)
        for role in [RepositoryRole.targets, .snapshot, .timestamp] {
            let sets = [TrustedKeySet(role, in: oldRoot), TrustedKeySet(role, in: newRoot)]
            guard sets[0].publicKeys != sets[1].publicKeys || sets[0].threshold != sets[1].threshold else { continue }
            guard sets.allSatisfy({ $0.isSatisfied(by: joined[role]) }) else { return nil }
        }
        return joined
    }

    private func accepted(_ bytes: [UInt8], after chain: RootChain?) throws(RepositoryError) -> Signed<Root> {
        let limit = MetadataLimits.bytes(.root)
        guard bytes.count <= limit else { throw .tooLarge("root.json", bytes: bytes.count, limit: limit) }
        let root: Signed<Root>
        do {
            root = try Signed<Root>(decoding: bytes)
        } catch {
            throw .invalidRoot(error.description)
        }
        if let fault = RootChain.fault(root, after: chain?.roots.last) { throw .invalidRoot(fault) }
        for role in RootKeys.roles {
            let set = TrustedKeySet(role, in: root.content)
            guard set.threshold <= set.keys.count else {
                throw .invalidRoot("the role \(role.rawValue) has fewer usable keys than must sign")
            }
        }
        return root
    }

    /// Root files are there for good: a gate that was away for years walks along them.
    private func write(_ bytes: [UInt8], version: Int) throws(RepositoryError) {
        try DurableBatch(files: files).write([RepositoryPaths.metadata(.root, version: version): bytes])
    }
}
