import PassCrypto
import PassFormat
import SQLStore
package import TrustPublishing

// Changes of keys that two people make. A key that is proposed lies beside the one that it is to follow: what is agreed on is that
// key, and no other.
extension Register {
    /// Proposes the key that is to follow, which is made for it unless one lies there that is not known yet.
    /// - Throws: ``RegisterError`` with code `impossibleChange` where one is announced, `wrongKeys` without key files.
    package func proposeKey(
        for use: RegisterKey.Use, wait: Int64 = KeyRotation.defaultWait, note: String, by principal: Principal,
        now: Int64
    ) async throws -> StaffChange {
        try await keyFiles.run {
            let keeper = try keyFiles.required()
            guard try await rotation(of: use, now: now).stage == .settled else {
                throw KeyChange.impossible("a key of the use \(use.rawValue) is announced already: go on with it")
            }
            let known = try await keys()
            let waiting = try keeper.waiting(for: .use(use))
            let key: PublicKey
            if let waiting, !known.contains(where: { $0.publicKey == waiting }) {
                key = waiting
            } else {
                // One that signs already, and could not be given its name then: making another would lose it.
                if known.contains(where: { $0.state == .current && $0.publicKey == waiting }) {
                    try keeper.adopt(.use(use))
                }
                let made = try keeper.make(.use(use))
                keyRing.add(made, for: use)
                key = made.publicKey
            }
            return try await propose(.announceKey(use, key, wait: wait), note: note, by: principal, now: now)
        }
    }

    /// Proposes another key for a role that targets delegates to.
    package func proposeRoleKey(
        for role: RepositoryRole, note: String, by principal: Principal, now: Int64
    ) async throws -> StaffChange {
        try await keyFiles.run {
            let keeper = try keyFiles.required()
            let inForce = try repository.roles().first { $0.role == role }?.keys ?? []
            let key: PublicKey
            if let waiting = try keeper.waiting(for: .role(role)), !inForce.contains(waiting) {
                key = waiting
            } else {
                if let waiting = try keeper.waiting(for: .role(role)), inForce.contains(waiting) {
                    try keeper.adopt(.role(role))
                }
                key = try keeper.make(.role(role)).publicKey
            }
            return try await propose(.replaceRoleKey(role, key), note: note, by: principal, now: now)
        }
    }

    /// What is at hand to carry out a change of keys.
    func keyChange(_ body: ChangeBody) throws -> KeyChange {
        guard body.kind.isAboutKeys else { return .none }
        let keeper = try keyFiles.required()
        var waiting: [KeyPlace: PublicKey] = [:]
        for place in try Self.places(of: body) { waiting[place] = try keeper.waiting(for: place) }
        if case .announceKey(let use, let key, _) = body, waiting[.use(use)] == key, !keyRing.holds(key, for: use),
            let opened = try keeper.open(.use(use))
        {
            // Made by a program that ran before this one.
            keyRing.add(opened, for: use)
        }
        return KeyChange(
            hand: KeyChange.Hand(ring: keyRing, repository: repository, seeds: seeds, waiting: waiting))
    }

    private static func places(of body: ChangeBody) throws -> [KeyPlace] {
        switch body {
        case .announceKey(let use, _, _), .useKey(let use, _), .withdrawKey(let use, _): [.use(use)]
        case .replaceRoleKey(let role, _): [.role(role)]
        case .takeRoot: Self.rooted.map { .role($0) }
        case .condemnKey, .reissuePasses, .revoke, .reinstate, .setRoles, .putInForce: []
        }
    }

    /// The roles that sign online and whose keys the root names.
    package static let rooted: [RepositoryRole] = [.targets, .snapshot, .timestamp]

    /// What was agreed on is in the register; the files follow. Where they do not, they do when the register is next opened.
    func moveFiles(after body: ChangeBody) {
        switch body {
        case .useKey(let use, _): try? keyFiles.known?.adopt(.use(use))
        case .withdrawKey(let use, _): keyFiles.known?.forget(.use(use))
        case .replaceRoleKey, .takeRoot, .reissuePasses: keyOrders.notify()
        case .announceKey, .condemnKey, .revoke, .reinstate, .setRoles, .putInForce: break
        }
    }
}
