import PassFormat

/// What is applied for. The raw value is what the database and addresses hold.
package enum ApplicationKind: String, Hashable, Sendable, CaseIterable {
    /// A person's periodic or temporary pass.
    case person
    /// A vehicle's.
    case vehicle
    /// One visit of one or many people, and what they drive, for whom a sponsor answers.
    case visit

    /// The groups of questions, one a page.
    package var steps: [FormStep] {
        switch self {
        case .person: PersonForm.steps
        case .vehicle: VehicleForm.steps
        case .visit: VisitForm.steps
        }
    }

    var rules: any FormRules {
        switch self {
        case .person: PersonForm()
        case .vehicle: VehicleForm()
        case .visit: VisitForm()
        }
    }
}
