/// The version of each role's metadata, and the newest `issued`; zero where nothing was ever published.
///
/// The register keeps the highest it ever published and gives them back as a floor, so that a folder that was lost or
/// restored from an old backup never makes the gates see a version they have seen before.
package struct RepositoryVersions: Hashable, Sendable {
    package var root: Int
    package var targets: Int
    package var status: Int
    package var ops: Int
    package var audit: Int
    package var snapshot: Int
    package var timestamp: Int
    /// Seconds since 1970.
    package var issued: Int64

    package static let none = RepositoryVersions()

    package init(
        root: Int = 0, targets: Int = 0, status: Int = 0, ops: Int = 0, audit: Int = 0, snapshot: Int = 0,
        timestamp: Int = 0, issued: Int64 = 0
    ) {
        self.root = root
        self.targets = targets
        self.status = status
        self.ops = ops
        self.audit = audit
        self.snapshot = snapshot
        self.timestamp = timestamp
        self.issued = issued
    }

    private static func path(_ role: RepositoryRole) -> WritableKeyPath<RepositoryVersions, Int> {
        switch role {
        case .root: \.root
        case .targets: \.targets
        case .status: \.status
        case .ops: \.ops
        case .audit: \.audit
        case .snapshot: \.snapshot
        case .timestamp: \.timestamp
        }
    }

    package subscript(role: RepositoryRole) -> Int {
        get { self[keyPath: Self.path(role)] }
        set { self[keyPath: Self.path(role)] = newValue }
    }

    /// Keeps the higher of both, role by role.
    package mutating func formMaximum(_ other: RepositoryVersions) {
        for role in RepositoryRole.allCases { self[role] = max(self[role], other[role]) }
        issued = max(issued, other.issued)
    }

    /// One line to keep in a setting: `root=1 targets=3 … issued=1763800000`.
    package var text: String {
        let fields = RepositoryRole.allCases.map { "\($0.rawValue)=\(self[$0])" } + ["issued=\(issued)"]
        return fields.joined(separator: " ")
    }

    /// Reads `text`; `nil` for anything else.
    package init?(text: String) {
        self.init()
        var seen: Set<String> = []
        for field in text.split(separator: " ", omittingEmptySubsequences: false) {
            let parts = field.split(separator: "=", omittingEmptySubsequences: false)
            guard parts.count == 2, let value = Int64(parts[1]), value >= 0, seen.insert(String(parts[0])).inserted
            else { return nil }
            if parts[0] == "issued" {
                issued = value
            } else if let role = RepositoryRole(rawValue: String(parts[0])), let version = Int(exactly: value) {
                self[role] = version
            } else {
                return nil
            }
        }
        guard seen.count == RepositoryRole.allCases.count + 1 else { return nil }
    }
}
