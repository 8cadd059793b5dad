package import Tables

/// What a roster has entries of. The raw value is what the database and addresses hold.
package enum RosterKind: String, Hashable, Sendable, CaseIterable {
    case person, vehicle

    /// What is applied for, for an entry.
    package var application: ApplicationKind {
        switch self {
        case .person: .person
        case .vehicle: .vehicle
        }
    }

    /// The columns of a table of entries.
    package var schema: TableSchema {
        switch self {
        case .person: .staff
        case .vehicle: .vehicles
        }
    }
}
