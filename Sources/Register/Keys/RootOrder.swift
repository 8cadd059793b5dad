package import PassCrypto
package import PassFormat
package import TrustPublishing

/// What the next root is to change. Without any of it, it only renews the one before.
package struct RootOrder: Hashable, Sendable {
    /// New keys of targets, snapshot or timestamp.
    package var online: [RepositoryRole: PublicKey]
    /// Root keys that join.
    package var added: [PublicKey]
    /// Root keys that go.
    package var removed: [KeyID]
    /// How many root keys must sign from then on; nil to leave it.
    package var threshold: Int?

    package init(
        online: [RepositoryRole: PublicKey] = [:], added: [PublicKey] = [], removed: [KeyID] = [],
        threshold: Int? = nil
    ) {
        self.online = online
        self.added = added
        self.removed = removed
        self.threshold = threshold
    }

    /// Root's keys after it.
    /// - Throws: ``RegisterError`` for a key that is not there to go, or is there already.
    func rootKeys(after before: RoleStatement) throws(RegisterError) -> KeySet {
        var keys = before.keys
        for id in removed {
            guard keys.contains(where: { $0.keyID == id.rawValue }) else {
                throw RegisterError(.notFound, "\(id.hex) is no root key: see portpass keys list")
            }
            keys.removeAll { $0.keyID == id.rawValue }
        }
        for key in added {
            guard !keys.contains(key) else {
                throw RegisterError(
                    .alreadyExists, "\(KeyID(rawValue: key.keyID).hex) is a root key already: see portpass keys list")
            }
            keys.append(key)
        }
        return KeySet(keys, threshold: threshold ?? before.threshold)
    }
}
