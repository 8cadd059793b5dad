import PassFormat
import SQLStore
import TrustPublishing

// What two people agreed on about keys and what is more than one transaction.
extension Register {
    package func keyOrder(of change: ChangeID) async throws -> KeyOrder? {
        try await engine.read { try KeyOrderStore.order(change, $0) }
    }

    /// Those that are being carried out.
    package func openKeyOrders() async throws -> [KeyOrder] {
        try await engine.read { try KeyOrderStore.open($0) }
    }

    /// Carries out what is open. Each can be cut off and gone on with; one that can't be carried out as it was agreed on is given up,
    /// and says why.
    /// - Throws: what broke, after the others were tried: it is tried again by the next call.
    package func carryOutKeyOrders(now: @escaping @Sendable () -> Int64) async throws {
        var broken: (any Error)?
        for order in try await openKeyOrders() {
            do {
                try await carryOut(order, now: now)
                try await end(order, failure: nil, now: now())
            } catch {
                guard let why = Self.givesUp(error) else {
                    broken = error
                    continue
                }
                try await end(order, failure: why, now: now())
            }
        }
        if let broken { throw broken }
    }

    /// Why an order is not tried again; nil for what may be better next time, like a full disk.
    private static func givesUp(_ error: any Error) -> String? {
        switch error {
        case let error as RegisterError:
            [.impossibleChange, .wrongKeys, .invalidArgument, .notFound].contains(error.code)
                ? error.description : nil
        case let error as RepositoryError:
            [.invalidRoot, .invalidKeys, .wrongSigner, .missingSigner, .signatureRefused].contains(error.code)
                ? error.description : nil
        default: nil
        }
    }

    private func end(_ order: KeyOrder, failure: String?, now: Int64) async throws {
        let (id, kind) = (order.change.id, order.change.body.kind)
        let principal = order.change.decidedBy ?? order.change.proposedBy
        try await engine.write { database in
            try KeyOrderStore.end(id, failure: failure, at: now, database)
            if failure != nil {
                try AuditStore.append([.change(.failed(id, kind))], at: now, by: principal, database)
            }
        }
    }

    private func carryOut(_ order: KeyOrder, now: @escaping @Sendable () -> Int64) async throws {
        let change = order.change
        let principal = change.decidedBy ?? change.proposedBy
        switch change.body {
        case .replaceRoleKey(let role, let key):
            try await keyFiles.run {
                let keeper = try keyFiles.required()
                if try repository.roles().first(where: { $0.role == role })?.keys == [key] {
                    // Published, and cut off before the file had its name.
                    if try keeper.waiting(for: .role(role)) == key { try keeper.adopt(.role(role)) }
                    return
                }
                guard try keeper.waiting(for: .role(role)) == key else {
                    throw KeyChange.impossible("the key that was agreed on does not lie there any more")
                }
                _ = try await replaceRoleKeys(with: keeper.signers(following: [role]), by: principal, now: now())
                try keeper.adopt(.role(role))
            }
        case .takeRoot(let bytes):
            try await keyFiles.run { try await takeOrderedRoot(bytes, by: principal, now: now()) }
        case .reissuePasses(let key, let days):
            let begin = change.decidedAt ?? now()
            try await reissueAll(
                signedBy: key, activation: days == 0 ? .now : .at(begin + days * 86_400), by: principal, now: now)
        case .announceKey, .useKey, .withdrawKey, .condemnKey, .revoke, .reinstate, .setRoles, .putInForce: break
        }
    }

    private func takeOrderedRoot(_ bytes: [UInt8], by principal: Principal, now: Int64) async throws {
        let keeper = try keyFiles.required()
        let proposal = try RootProposal(decoding: bytes)
        var following: Set<RepositoryRole> = []
        for change in proposal.changes.online {
            guard let waiting = try keeper.waiting(for: .role(change.role)), change.after.keys.contains(waiting) else {
                continue
            }
            following.insert(change.role)
        }
        // Installed, and cut off before the files had their names: the root that is there is this one.
        let newest = try RootProposal.signedPart(of: repository.newestRoot())
        if newest != proposal.unsigned {
            _ = try await takeRoot([proposal], signers: keeper.signers(following: following), by: principal, now: now)
        }
        for role in following { try keeper.adopt(.role(role)) }
    }

    /// Again where somebody changed passes meanwhile; what a rule stands in the way of stays to be seen.
    private func reissueAll(
        signedBy key: KeyID, activation: Activation, by principal: Principal, now: @escaping @Sendable () -> Int64
    ) async throws {
        for _ in 0..<3 {
            let result = try await reissue(signedBy: key, activation: activation, by: principal, now: now)
            guard result.changed > 0 else { return }
        }
    }
}
