import PassCrypto
import PassFormat
import SQLStore
package import TrustPublishing

// Root keys are kept on other machines: the next root goes there as a file and comes back signed (specification of The Update
// Framework, section 6.1). Nothing here ever holds a root key.
extension Register {
    /// The next root, unsigned.
    /// - Throws: ``RegisterError``, `RepositoryError` with code `invalidKeys`.
    package func proposeRoot(_ order: RootOrder, now: Int64) throws -> RootProposal {
        guard let root = try repository.roles().first(where: { $0.role == .root }) else {
            throw RegisterError.damaged("no root")
        }
        return try repository.propose(root: order.rootKeys(after: root), replacing: order.online, now: now)
    }

    /// Installs the next root when enough of the old root's keys and of its own have signed it, and publishes under it.
    ///
    /// What is done is in the audit log before it is done: a power cut leaves a record of a root that may not be there, and never
    /// a root without a record.
    /// - Parameters:
    ///   - proposals: the files that came back, each with some of the signatures.
    ///   - signers: the online keys from then on.
    /// - Returns: nil where nothing was published before: publish next.
    /// - Throws: `RepositoryError` with code `invalidRoot` while signatures are missing.
    package func takeRoot(
        _ proposals: [RootProposal], signers: RoleSigners, by principal: Principal, now: Int64
    ) async throws -> Published? {
        try await publishing.run {
            let bytes = try root(signedIn: proposals)
            guard let proposal = proposals.first else { return nil }
            let changes = proposal.changes
            for role in changes.online where !Set(role.after.keys).isSuperset(of: signers.publicKeys(role.role)) {
                throw RegisterError(
                    .wrongKeys,
                    "the \(role.role.rawValue) key at hand is not one that the next root names: it was requested elsewhere, or changed on the way"
                )
            }
            let content = try await publishable(by: principal, now: now)
            let floor = try await publishedFloor()
            var keys = changes.root.keys.map { "root \(KeyID(rawValue: $0.keyID).hex)" }
            for role in changes.online {
                keys += role.after.keys.map { "\(role.role.rawValue) \(KeyID(rawValue: $0.keyID).hex)" }
            }
            try await record(
                .rootTaken(version: changes.version, digest: Hash.sha256(bytes), keys: keys.sorted()), by: principal,
                now: now)
            let published = try repository.installRoot(
                bytes, signers: signers, update: .everything(content.publication.files), now: now, floor: floor)
            if let published { try await note(published, of: content, above: floor, now: now) }
            // Whatever is on its way follows on the one before, or is this one.
            try await engine.write { try SettingStore.remove(.rootOrder, $0) }
            return published
        }
    }

    private func root(signedIn proposals: [RootProposal]) throws -> [UInt8] {
        guard var merged = proposals.first else {
            throw RegisterError(.invalidArgument, "name the files with the signatures")
        }
        guard proposals.allSatisfy({ $0.unsigned == merged.unsigned }) else {
            throw RegisterError(.invalidArgument, "the files are about different roots: take those of one request")
        }
        guard try merged.previous == repository.newestRoot() else {
            throw RegisterError(
                .invalidArgument,
                "the files do not follow on this register's root: it was replaced meanwhile, or they are another's; request one anew"
            )
        }
        for signature in proposals.dropFirst().flatMap(\.signatures) { merged.add(signature) }
        let missing = merged.missing
        guard missing.old == 0, missing.new == 0 else {
            throw RegisterError(
                .invalidArgument,
                "too few have signed: \(missing.old) more of the present root's keys and \(missing.new) more of the next one's must"
            )
        }
        return try repository.assembleRoot(merged.unsigned, signatures: merged.signatures)
    }

    /// Replaces keys of the roles that targets delegates to (status, ops, audit): needs no root.
    /// - Parameter signers: the online keys from then on.
    package func replaceRoleKeys(
        with signers: RoleSigners, by principal: Principal, now: Int64
    ) async throws -> Published {
        try await publishing.run {
            let content = try await publishable(by: principal, now: now)
            let floor = try await publishedFloor()
            let keys = RepositoryRole.delegated.flatMap { role in
                signers.publicKeys(role).map { "\(role.rawValue) \(KeyID(rawValue: $0.keyID).hex)" }
            }
            try await record(.roleKeysReplaced(keys: keys.sorted()), by: principal, now: now)
            let published = try repository.rotateDelegatedKeys(
                to: signers, update: .everything(content.publication.files), now: now, floor: floor)
            try await note(published, of: content, above: floor, now: now)
            return published
        }
    }

    /// Everything that is published, as it is now.
    private func publishable(by principal: Principal, now: Int64) async throws -> Content {
        let ports = try await portPublications(by: principal, now: now)
        if let failure = ports.failure { throw failure }
        return try await content(ports.files, now: now)
    }

    private func record(_ event: AuditEvent, by principal: Principal, now: Int64) async throws {
        try await engine.write { try AuditStore.append([event], at: now, by: principal, $0) }
    }
}
