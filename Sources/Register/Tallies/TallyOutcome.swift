/// What came of somebody at a gate. The raw value is stored.
package enum TallyOutcome: Int64, Hashable, Sendable, CaseIterable {
    /// The gate let through.
    case admitted = 1
    /// The guard was to look; what came of it stands in a record of its own.
    case asked = 2
    /// The gate refused.
    case refused = 3
    /// A guard let through: after a look, in spite of a refusal, or without a pass that could be read.
    case admittedByGuard = 4
    case refusedByGuard = 5
    /// Nothing could be read: scanned again.
    case misread = 6

    package var isAdmission: Bool { self == .admitted || self == .admittedByGuard }
    package var isRefusal: Bool { self == .refused || self == .refusedByGuard }

    /// For tables that leave the office.
    package var name: String {
        switch self {
        case .admitted: "admitted"
        case .asked: "check"
        case .refused: "refused"
        case .admittedByGuard: "admitted-by-guard"
        case .refusedByGuard: "refused-by-guard"
        case .misread: "misread"
        }
    }
}
