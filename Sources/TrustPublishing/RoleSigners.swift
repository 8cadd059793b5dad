package import PassCrypto

/// The keys at hand for the roles that sign online. Root's keys are never among them.
///
/// A role without a signer can't be signed again: its published metadata stays in use until it must change.
package struct RoleSigners: Sendable {
    private var signers: [RepositoryRole: [any MetadataSigner]] = [:]

    package init(
        targets: (any MetadataSigner)?, status: (any MetadataSigner)?, ops: (any MetadataSigner)?,
        audit: (any MetadataSigner)?, snapshot: any MetadataSigner, timestamp: any MetadataSigner
    ) {
        self[.targets] = targets.map { [$0] } ?? []
        self[.status] = status.map { [$0] } ?? []
        self[.ops] = ops.map { [$0] } ?? []
        self[.audit] = audit.map { [$0] } ?? []
        self[.snapshot] = [snapshot]
        self[.timestamp] = [timestamp]
    }

    /// The role's signers; several where its threshold asks for it.
    package subscript(role: RepositoryRole) -> [any MetadataSigner] {
        get { signers[role] ?? [] }
        set { signers[role] = newValue }
    }

    /// The public halves of a role's signers.
    package func publicKeys(_ role: RepositoryRole) -> [PublicKey] {
        self[role].map(\.publicKey)
    }

    /// Both sets together: what both the keys of before and the keys to come accept.
    func joined(with others: RoleSigners) -> RoleSigners {
        var result = self
        for role in RepositoryRole.allCases {
            let known = Set(publicKeys(role))
            result[role] += others[role].filter { !known.contains($0.publicKey) }
        }
        return result
    }
}
