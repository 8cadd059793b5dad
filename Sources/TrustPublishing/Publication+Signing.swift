import PassCrypto
import StrictJSON
import TrustUpdates

extension Publication {
    /// New metadata: the files to write, and the timestamp that makes them valid.
    struct Draft {
        /// Path to bytes of all new versioned metadata.
        var files: [String: [UInt8]] = [:]
        var timestamp: [UInt8] = []
        var resigned: [RepositoryRole] = []
    }

    /// Signs what has to be signed. Nothing is written.
    ///
    /// - Throws: `wrongSigner`, `missingSigner`, `signatureRefused`, `tooLarge`, `versionsExhausted`.
    func draft(_ plan: TargetPlan) throws(RepositoryError) -> Draft {
        for role in [RepositoryRole.targets, .snapshot, .timestamp] { try checkSigners(role, required: keySets(role)) }
        var draft = Draft()
        var listed: [ExactText: MetaFile] = [:]
        let delegations = try delegations()
        let targets = Targets(header: header(.targets), files: plan.files(of: .targets), delegations: delegations)
        for role in RepositoryRole.listing {
            var content = targets
            var required = keySets(role)
            if role != .targets {
                content = Targets(header: header(role), files: plan.files(of: role))
                required = [TrustedKeySet(role, in: targets)]
                try checkSigners(role, required: required)
            }
            let old = base?.listings[role]
            let name = MetadataRole.listedName(ExactText(role.rawValue))
            let isSame = old.map { $0.content.members == content.members } ?? false
            if let old, try !mustSign(role, old, isSame: isSame, required),
                let file = base?.snapshot.content.files[name]
            {
                listed[name] = file
                continue
            }
            listed[name] = try sign(content, role, required, &draft)
        }
        draft.timestamp = try signTimestamp(listed, &draft)
        return draft
    }

    private func signTimestamp(
        _ listed: [ExactText: MetaFile], _ draft: inout Draft
    ) throws(RepositoryError) -> [UInt8] {
        var file: MetaFile
        let content = Snapshot(header: header(.snapshot), files: listed)
        if let base,
            try !mustSign(
                .snapshot, base.snapshot, isSame: base.snapshot.content.files == listed, keySets(.snapshot))
        {
            file = base.timestamp.content.snapshot
        } else {
            file = try sign(content, .snapshot, keySets(.snapshot), &draft)
        }
        file.unrecognized = [:]
        var timestamp = Timestamp(header: header(.timestamp), snapshot: file, issued: issued)
        timestamp.version = try nextVersion(.timestamp)
        let bytes = try signed(timestamp, .timestamp, keySets(.timestamp))
        draft.resigned.append(.timestamp)
        return bytes
    }

    /// Gives the content its version, signs it and puts it among the files to write.
    private func sign<Content: MetadataContent>(
        _ content: Content, _ role: RepositoryRole, _ required: [TrustedKeySet], _ draft: inout Draft
    ) throws(RepositoryError) -> MetaFile {
        var content = content
        content.version = try nextVersion(role)
        let bytes = try signed(content, role, required)
        draft.files[RepositoryPaths.metadata(role, version: content.version)] = bytes
        draft.resigned.append(role)
        return MetaFile(version: content.version, of: bytes)
    }

    private func signed<Content: MetadataContent>(
        _ content: Content, _ role: RepositoryRole, _ required: [TrustedKeySet]
    ) throws(RepositoryError) -> [UInt8] {
        var metadata = Signed(content)
        try metadata.sign(as: role, with: signers[role])
        guard required.allSatisfy({ $0.verify(metadata) }) else { throw .missingSigner(role) }
        let bytes = metadata.encoded()
        guard bytes.count <= MetadataLimits.bytes(role) else {
            throw .tooLarge("\(role.rawValue).json", bytes: bytes.count, limit: MetadataLimits.bytes(role))
        }
        return bytes
    }

    /// Whether published metadata can't stay. A signature that is only getting old is renewed when the key is at hand;
    /// without it the file stays until it expires, and alarms tell of that.
    private func mustSign<Content: MetadataContent>(
        _ role: RepositoryRole, _ old: Signed<Content>, isSame: Bool, _ required: [TrustedKeySet]
    ) throws(RepositoryError) -> Bool {
        if !isSame || old.content.expires <= now || !required.allSatisfy({ $0.verify(old) }) { return true }
        return old.content.expires - now < role.lifetime / 2 && !signers[role].isEmpty
    }

    /// The keys that have to agree to a top-level role: the root's, and those of the root to come.
    private func keySets(_ role: RepositoryRole) -> [TrustedKeySet] {
        ([root] + (nextRoot.map { [$0] } ?? [])).map { TrustedKeySet(role, in: $0) }
    }

    /// Refuses a key that nobody trusts before anything is signed with it. A role without signers is fine here.
    private func checkSigners(_ role: RepositoryRole, required: [TrustedKeySet]) throws(RepositoryError) {
        guard !signers[role].isEmpty else { return }
        let trusted = required.reduce(into: Set()) { $0.formUnion($1.publicKeys) }
        guard trusted.isSuperset(of: signers.publicKeys(role)) else { throw .wrongSigner(role) }
    }

    /// Whom `targets` delegates to: as on disk, or the keys at hand where there is nothing or they are to be replaced.
    private func delegations() throws(RepositoryError) -> Delegations {
        let onDisk = disk?.rootVersion == root.version ? disk?.listings[.targets]?.content : nil
        var keys: [ExactText: MetadataKey] = [:]
        var roles: [DelegatedRole] = []
        for role in RepositoryRole.delegated {
            let now = onDisk.map { TrustedKeySet(role, in: $0) }
            let isKept = now != nil && (!replacesDelegatedKeys || signers[role].isEmpty)
            let publicKeys = isKept ? now.map { Array($0.publicKeys) } ?? [] : signers.publicKeys(role)
            guard !publicKeys.isEmpty else { throw .missingSigner(role) }
            let listed = publicKeys.map(MetadataKey.init).sorted { $0.id < $1.id }
            for key in listed { keys[key.id] = key }
            roles.append(
                DelegatedRole(
                    name: ExactText(role.rawValue),
                    keys: RoleKeys(keyIDs: listed.map(\.id), threshold: isKept ? now?.threshold ?? 1 : 1),
                    isTerminating: true, paths: .patterns([ExactText(role.rawValue + "/*")])))
        }
        return Delegations(keys: keys, roles: roles)
    }

    /// A header whose version is still to be given.
    private func header(_ role: RepositoryRole) -> MetadataHeader {
        MetadataHeader(version: 1, expires: now + role.lifetime)
    }

    /// The version after the highest known, and not one of a file that a failed publication left.
    private func nextVersion(_ role: RepositoryRole) throws(RepositoryError) -> Int {
        var version = highest[role]
        repeat {
            // The last number is kept free, so that a reader can always add one.
            guard version < Int.max - 1 else { throw .versionsExhausted(role) }
            version += 1
        } while role != .timestamp && files.length(of: RepositoryPaths.metadata(role, version: version)) != nil
        return version
    }
}
