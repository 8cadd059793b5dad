import TrustPublishing

/// The keys of a register by the names of their files: `DIR/keys/NAME.pem` (development) or `NAME.sealed`.
enum KeyName: String, CaseIterable {
    case pass, status, audit, receipt, vault
    case targets = "tuf-targets"
    case statusRole = "tuf-status"
    case opsRole = "tuf-ops"
    case auditRole = "tuf-audit"
    case snapshot = "tuf-snapshot"
    case timestamp = "tuf-timestamp"

    /// Those of The Update Framework that sign online.
    static let roles: [KeyName] = [.targets, .statusRole, .opsRole, .auditRole, .snapshot, .timestamp]

    /// The role that a key signs for.
    var role: RepositoryRole? {
        switch self {
        case .pass, .status, .audit, .receipt, .vault: nil
        case .targets: .targets
        case .statusRole: .status
        case .opsRole: .ops
        case .auditRole: .audit
        case .snapshot: .snapshot
        case .timestamp: .timestamp
        }
    }

    /// The roots: kept apart from the others, away from the service.
    static let roots = ["tuf-root-1", "tuf-root-2", "tuf-root-3"]
    /// How many roots must sign.
    static let rootThreshold = 2
}
