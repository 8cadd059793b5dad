/// Whose calls: those of a port's own desk, or of the line that all ports have together. No call is of both, so they add up.
package enum CallLine: Hashable, Sendable, Comparable {
    case shared
    /// A port's id.
    case port(String)

    /// - Parameter text: a port's id, or ``sharedName``.
    package init(text: String) { self = text == Self.sharedName ? .shared : .port(text) }

    /// What stands in forms, tables and the audit log.
    package static let sharedName = "shared"

    package var text: String {
        switch self {
        case .shared: Self.sharedName
        case .port(let id): id
        }
    }

    package static func < (one: CallLine, other: CallLine) -> Bool {
        switch (one, other) {
        case (.shared, .port): true
        case (.port(let one), .port(let other)): one < other
        default: false
        }
    }
}
