/// The answer to one record.
package enum IssueOutcome: Hashable, Sendable {
    case issued(IssuedPass)
    /// The record's `reference` was issued before: the same pass again.
    case already(IssuedPass)
    case refused(RecordRefusal)
}

/// The answer to one line of a bulk issue.
package struct IssueLine: Hashable, Sendable {
    /// From 1; blank lines count.
    package let line: Int
    package let outcome: IssueOutcome
}

/// How a bulk issue went.
package struct IssueSummary: Hashable, Sendable {
    package var issued = 0
    package var already = 0
    package var refused = 0

    package init(issued: Int = 0, already: Int = 0, refused: Int = 0) {
        self.issued = issued
        self.already = already
        self.refused = refused
    }

    mutating func count(_ outcome: IssueOutcome) {
        switch outcome {
        case .issued: issued += 1
        case .already: already += 1
        case .refused: refused += 1
        }
    }
}
