import PassCrypto
import PassFormat

/// A company that has applications waiting, and how many of them stand where.
package struct CompanyQueue: Hashable, Sendable {
    package let company: Company
    /// Sent, and looked at by nobody yet.
    package let submitted: Int64
    /// With the police, who have not answered.
    package let withPolice: Int64
    /// The police have answered.
    package let answered: Int64

    package var count: Int64 { submitted + withPolice + answered }
}

/// What somebody ticked in a company's list: an application, as it was when they saw it.
package struct ListedCase: Hashable, Sendable {
    package let number: ApplicationNumber
    package let seen: [UInt8]

    package init(number: ApplicationNumber, seen: [UInt8]) {
        self.number = number
        self.seen = seen
    }
}

/// What came of a company's list.
package struct ListOutcome: Hashable, Sendable {
    /// Why one of those that were ticked was left as it was.
    package enum Reason: Hashable, Sendable {
        /// It is not what was shown any more.
        case changed
        case conflict(ReviewConflict)
        /// The police have not said that they object to nothing; or nobody has to ask them.
        case police
        case obstacles([Fault])
    }

    package struct Left: Hashable, Sendable {
        package let number: String
        package let reason: Reason
    }

    /// Those that were done, by their numbers.
    package var done: [String] = []
    package var left: [Left] = []
    /// Until when approvals can be undone together.
    package var undoUntil: Int64?

    mutating func leave(_ number: String, _ reason: Reason) { left.append(Left(number: number, reason: reason)) }
}

extension ReviewCase {
    /// Whether it can be approved as it stands.
    package var isApprovable: Bool {
        opened.application.state.isWithStaff && undoUntil == nil && conflict == nil && obstacles.isEmpty && isCleared
    }

    /// Whether the police can be asked.
    package var isAskable: Bool {
        opened.application.state == .submitted && undoUntil == nil && conflict == nil && asksPolice
    }

    package var isCleared: Bool { !asksPolice || opened.application.verdict == .clear }

    /// A digest of all that somebody who looks at a list goes by: what is not the same any more is not decided.
    package var seen: [UInt8] {
        let application = opened.application
        var lines = [
            application.number, String(application.version), application.state.rawValue,
            application.verdict?.rawValue ?? "", conflict?.rawValue ?? "", String(undoUntil ?? 0),
        ]
        lines += obstacles.map { "obstacle:\($0.field):\($0.rule)" }
        lines += present.map { "pass:\($0.id.hex):\($0.state.rawValue)" }
        lines += others.map { "other:\($0.number):\($0.state.rawValue)" }
        lines += changedFields.sorted().map { "changed:\($0)" }
        return Array(Hash.sha256(Array(lines.joined(separator: "\n").utf8)).prefix(16))
    }
}

extension ReviewCase {
    /// Whom or what it is about, in a line: a name or a plate; of a visit the first, and how many there are.
    package var subject: (first: String, count: Int) {
        let values = opened.values
        switch opened.application.kind {
        case .person: return (values["name"], 1)
        case .vehicle: return (values["plate"], 1)
        case .visit:
            return (values["\(VisitForm.people).0.name"], values.rows(of: VisitForm.people))
        }
    }
}
