/// Who may sign what, as a root says it.
package struct RootKeys: Hashable, Sendable {
    package let root: KeySet
    package let targets: KeySet
    package let snapshot: KeySet
    package let timestamp: KeySet

    package init(root: KeySet, targets: KeySet, snapshot: KeySet, timestamp: KeySet) {
        self.root = root
        self.targets = targets
        self.snapshot = snapshot
        self.timestamp = timestamp
    }

    /// The online roles with the keys of `signers`, threshold 1 each.
    ///
    /// - Throws: `missingSigner` when there is no targets key.
    package init(root: KeySet, signers: RoleSigners) throws(RepositoryError) {
        guard !signers[.targets].isEmpty else { throw .missingSigner(.targets) }
        self.init(
            root: root, targets: KeySet(signers.publicKeys(.targets)), snapshot: KeySet(signers.publicKeys(.snapshot)),
            timestamp: KeySet(signers.publicKeys(.timestamp)))
    }

    /// The four roles that a root names.
    package static let roles: [RepositoryRole] = [.root, .targets, .snapshot, .timestamp]

    package subscript(role: RepositoryRole) -> KeySet? {
        switch role {
        case .root: root
        case .targets: targets
        case .snapshot: snapshot
        case .timestamp: timestamp
        case .status, .ops, .audit: nil
        }
    }

    /// Refuses unusable sets, and a root key that signs anything else: it is to stay offline.
    func check() throws(RepositoryError) {
        let rootKeys = Set(root.keys)
        for role in Self.roles {
            guard let set = self[role] else { continue }
            try set.check(role)
            if role != .root, !rootKeys.isDisjoint(with: set.keys) {
                throw .invalidKeys(role, "a root key signs nothing but roots")
            }
        }
    }
}
