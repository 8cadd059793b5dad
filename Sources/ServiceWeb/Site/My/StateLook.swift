import Register

extension ApplicationState {
    /// How it is shown: asking where the applicant has something to do.
    var look: StatusTag.Look {
        switch self {
        case .draft, .correction, .awaitingPayment: .asking
        case .submitted, .checking, .approved: .waiting
        case .issued: .good
        case .rejected: .bad
        case .withdrawn, .lapsed: .over
        }
    }

    func tag(_ words: SiteWords) -> StatusTag { StatusTag(look: look, text: words["my.state-\(rawValue)"]) }
}
