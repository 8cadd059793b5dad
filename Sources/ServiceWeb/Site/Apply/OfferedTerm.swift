import PassFormat

/// The terms that the form offers. The raw value is the record's.
enum OfferedTerm: String, CaseIterable {
    case periodic, temporary

    var term: PassTerm {
        switch self {
        case .periodic: .periodic
        case .temporary: .temporary
        }
    }
}

extension PassTerm {
    var words: Words {
        switch self {
        case .periodic: Words("定期通行證", "Periodic pass")
        case .temporary: Words("臨時通行證", "Temporary pass")
        case .singleVisit: Words("當次通行證", "Single visit")
        }
    }
}
