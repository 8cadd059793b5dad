/// Where an application stands. The raw value is what the database holds.
package enum ApplicationState: String, Hashable, Sendable, CaseIterable {
    /// The applicant still writes.
    case draft
    case submitted
    /// Something was faulted; the applicant is asked for that, and for nothing else.
    case correction
    /// With the police, who answer with a verdict.
    case checking
    /// Nothing is missing any more: its passes are being made. It passes on by itself, also after a power cut.
    case approved
    case awaitingPayment = "awaiting-payment"
    case issued
    case rejected
    case withdrawn
    /// A draft, a correction or a payment that never came.
    case lapsed

    /// Whether nothing more happens to it.
    package var isFinal: Bool {
        switch self {
        case .issued, .rejected, .withdrawn, .lapsed: true
        case .draft, .submitted, .correction, .checking, .approved, .awaitingPayment: false
        }
    }

    /// Whether the applicant's part is over and staff decide.
    package var isWithStaff: Bool { self == .submitted || self == .checking }
}
