/// The keys of a register by the names of their files: `DIR/keys/NAME.pem` (development) or `NAME.sealed`.
enum KeyName: String, CaseIterable {
    case pass, status, audit, receipt, vault
    case targets = "tuf-targets"
    case statusRole = "tuf-status"
    case opsRole = "tuf-ops"
    case auditRole = "tuf-audit"
    case snapshot = "tuf-snapshot"
    case timestamp = "tuf-timestamp"

    /// The roots: kept apart from the others, away from the service.
    static let roots = ["tuf-root-1", "tuf-root-2", "tuf-root-3"]
    /// How many roots must sign.
    static let rootThreshold = 2
}
