/// The roles of PortPass's repository (DESIGN section 4): TUF's four top-level ones and three delegated by `targets`.
package enum RepositoryRole: String, CaseIterable, Hashable, Sendable {
    case root
    case targets
    case status
    case ops
    case audit
    case snapshot
    case timestamp

    /// The roles that list targets, in the order they are written.
    package static let listing: [RepositoryRole] = [.targets, .status, .ops, .audit]

    /// The roles that `targets` delegates to, each for `NAME/*`.
    package static let delegated: [RepositoryRole] = [.status, .ops, .audit]

    private static let day: Int64 = 86_400

    /// How long a signature of the role lasts, in seconds (DESIGN section 4).
    ///
    /// The timestamp's eight days let a courier's USB stick still count; the rest follows how far away the key is.
    package var lifetime: Int64 {
        switch self {
        case .root, .targets: 365 * Self.day
        case .status, .ops, .audit: 30 * Self.day
        case .snapshot, .timestamp: 8 * Self.day
        }
    }
}
