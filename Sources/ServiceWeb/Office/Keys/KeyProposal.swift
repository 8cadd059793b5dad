import PassFormat
import Register
import TrustPublishing

/// A change of keys that can be proposed as things stand: what a form sends, `announce:pass` or `use:pass:6e0c1d7f0e8a5b12`.
enum KeyProposal: Hashable {
    case announce(RegisterKey.Use)
    case use(RegisterKey.Use, KeyID)
    case withdraw(RegisterKey.Use, KeyID)
    case replace(RepositoryRole)

    init?(_ text: String) {
        let parts = text.split(separator: ":", omittingEmptySubsequences: false).map(String.init)
        guard parts.count >= 2 else { return nil }
        let (use, key) = (RegisterKey.Use(rawValue: parts[1]), parts.count == 3 ? KeyID(hex: parts[2]) : nil)
        switch (parts[0], parts.count) {
        case ("announce", 2):
            guard let use else { return nil }
            self = .announce(use)
        case ("use", 3):
            guard let use, let key else { return nil }
            self = .use(use, key)
        case ("withdraw", 3):
            guard let use, let key else { return nil }
            self = .withdraw(use, key)
        case ("replace", 2):
            guard let role = RepositoryRole(rawValue: parts[1]), RepositoryRole.delegated.contains(role) else {
                return nil
            }
            self = .replace(role)
        default: return nil
        }
    }

    var text: String {
        switch self {
        case .announce(let use): "announce:\(use.rawValue)"
        case .use(let use, let key): "use:\(use.rawValue):\(key.hex)"
        case .withdraw(let use, let key): "withdraw:\(use.rawValue):\(key.hex)"
        case .replace(let role): "replace:\(role.rawValue)"
        }
    }

    func label(_ words: SiteWords) -> String {
        switch self {
        case .announce(let use): words["staff.propose-announce", ["use": words["staff.key-use-\(use.rawValue)"]]]
        case .use(let use, let key):
            words["staff.propose-use", ["use": words["staff.key-use-\(use.rawValue)"], "key": key.hex]]
        case .withdraw(let use, let key):
            words["staff.propose-withdraw", ["use": words["staff.key-use-\(use.rawValue)"], "key": key.hex]]
        case .replace(let role): words["staff.propose-replace", ["role": role.rawValue]]
        }
    }

    /// All that can be proposed now.
    static func possible(_ overview: KeyOverview) -> [KeyProposal] {
        var proposals: [KeyProposal] = []
        for rotation in overview.rotations {
            guard let next = rotation.announced else {
                proposals.append(.announce(rotation.use))
                continue
            }
            if rotation.stage == .ready { proposals.append(.use(rotation.use, next.id)) }
            proposals.append(.withdraw(rotation.use, next.id))
        }
        let published = Set(overview.roles.map(\.name))
        return proposals
            + RepositoryRole.delegated.filter { published.contains($0.rawValue) }.map { .replace($0) }
    }

    func propose(note: String, in page: StaffPage) async throws -> StaffChange {
        let (register, principal, now) = (page.register, try page.principal, page.now)
        switch self {
        case .announce(let use): return try await register.proposeKey(for: use, note: note, by: principal, now: now)
        case .use(let use, let key):
            return try await register.propose(.useKey(use, key), note: note, by: principal, now: now)
        case .withdraw(let use, let key):
            return try await register.propose(.withdrawKey(use, key), note: note, by: principal, now: now)
        case .replace(let role):
            return try await register.proposeRoleKey(for: role, note: note, by: principal, now: now)
        }
    }
}
