import Register

extension IssueOutcome {
    /// The pass, issued now or before.
    var pass: IssuedPass? {
        switch self {
        case .issued(let pass), .already(let pass): pass
        case .refused: nil
        }
    }

    var refusal: RecordRefusal? {
        if case .refused(let refusal) = self { refusal } else { nil }
    }
}
