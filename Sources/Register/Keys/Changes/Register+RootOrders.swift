package import PassCrypto
package import PassFormat
import SQLStore
package import TrustPublishing

// The next root on its way: ordered here, signed elsewhere, and brought back in one file or in several. Nothing comes in force by it:
// taking it is a change that two people make.
extension Register {
    /// The next root that is on its way, with the signatures that came back; nil where none is.
    package func orderedRoot() async throws -> RootProposal? {
        guard let text = try await engine.read({ try SettingStore.value(.rootOrder, $0) }) else { return nil }
        return try RootProposal(decoding: Array(text.utf8))
    }

    /// Whether the root that is on its way still follows on the one that is published.
    package func follows(_ proposal: RootProposal) throws -> Bool {
        try repository.newestRoot() == proposal.previous
    }

    /// Orders the next root: a new key is made for each role that gets one, and waits.
    /// - Throws: ``RegisterError`` with code `impossibleChange` where one is on its way, or it can't be like that.
    package func orderRoot(
        replacing roles: Set<RepositoryRole>, added: [PublicKey], removed: [KeyID], threshold: Int?,
        by principal: Principal, now: Int64
    ) async throws -> RootProposal {
        try await keyFiles.run {
            let keeper = try keyFiles.required()
            guard try await orderedRoot() == nil else {
                throw KeyChange.impossible("a root is on its way already: go on with it, or give it up")
            }
            var order = RootOrder(added: added, removed: removed, threshold: threshold)
            for role in Self.rooted where roles.contains(role) {
                order.online[role] = try keeper.waiting(for: .role(role)) ?? keeper.make(.role(role)).publicKey
            }
            let proposal: RootProposal
            do {
                proposal = try proposeRoot(order, now: now)
            } catch let error as RepositoryError where [.invalidKeys, .invalidRoot].contains(error.code) {
                throw KeyChange.impossible(error.description)
            } catch let error as RegisterError where [.notFound, .alreadyExists].contains(error.code) {
                throw KeyChange.impossible(error.description)
            }
            try await keep(
                proposal, .rootOrdered(version: proposal.changes.version, digest: proposal.digest), by: principal,
                now: now)
            return proposal
        }
    }

    /// Takes in what came back.
    /// - Returns: how many signatures are new; nil for a file that is not about the root that is on its way.
    package func takeIn(signedRoot bytes: [UInt8]) async throws -> Int? {
        guard let returned = try? RootProposal(decoding: bytes) else { return nil }
        return try await keyFiles.run {
            guard var ordered = try await orderedRoot(), ordered.unsigned == returned.unsigned else { return nil }
            let before = ordered.signatures.count
            for signature in returned.signatures { ordered.add(signature) }
            guard ordered.signatures.count > before else { return 0 }
            try await engine.write { [text = String(decoding: ordered.encoded(), as: UTF8.self)] database in
                try SettingStore.set(.rootOrder, text, database)
            }
            return ordered.signatures.count - before
        }
    }

    /// Gives up the root that is on its way. The keys that were made for it stay, and the next order names them.
    package func dropRootOrder(by principal: Principal, now: Int64) async throws {
        try await keyFiles.run {
            guard let ordered = try await orderedRoot() else { return }
            let event = ChangeEvent.rootOrderDropped(version: ordered.changes.version, digest: ordered.digest)
            try await engine.write { database in
                try SettingStore.remove(.rootOrder, database)
                try AuditStore.append([.change(event)], at: now, by: principal, database)
            }
        }
    }

    private func keep(
        _ proposal: RootProposal, _ event: ChangeEvent, by principal: Principal, now: Int64
    ) async throws {
        try await engine.write { [text = String(decoding: proposal.encoded(), as: UTF8.self)] database in
            try SettingStore.set(.rootOrder, text, database)
            try AuditStore.append([.change(event)], at: now, by: principal, database)
        }
    }
}
