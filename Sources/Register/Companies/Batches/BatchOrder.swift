/// What is applied for, for many at once.
package struct BatchOrder: Sendable {
    package enum Selection: Hashable, Sendable {
        case all
        /// Who has no pass of the company, and no application under way.
        case lacking
        /// Whose pass ends within the first of the reminders' days, with nothing to follow it.
        case ending
        case these([RosterEntryID])
    }

    package let kind: RosterKind
    package let entries: Selection
    /// What holds for all of them, by the names of the form's fields: term, role or ownership, zones, from, until, delivery, agree.
    package let answers: FieldValues
    /// Whether each renews the pass that there is: what is not answered stays as it was.
    package let renews: Bool

    package init(_ kind: RosterKind, _ entries: Selection, answers: FieldValues, renews: Bool = false) {
        self.kind = kind
        self.entries = entries
        self.answers = answers
        self.renews = renews
    }

    /// The questions that are answered once for all.
    package static func commonFields(_ kind: RosterKind) -> [String] {
        switch kind {
        case .person: ["term", "role", "zones", "from", "until", "delivery", "postName", "postAddress", "agree"]
        case .vehicle:
            [
                "term", "ownership", "dangerousGoods", "dgExpiry", "zones", "from", "until", "delivery", "postName",
                "postAddress", "agree",
            ]
        }
    }
}

/// What became, or would become, of one of many.
package struct BatchLine: Hashable, Sendable {
    package enum Result: Hashable, Sendable {
        /// Nothing is wrong with it; it was not sent, as nobody asked for that yet.
        case ready
        /// The number of its application.
        case sent(String)
        /// It stays behind.
        case refused([Fault])
    }

    package let entry: RosterEntryID
    /// A name, or a plate.
    package let title: String
    package let result: Result
}

package enum BatchOutcome: Hashable, Sendable {
    /// What holds for all is wrong; nothing was sent.
    case refused([Fault])
    /// - Parameter batch: its number, where any were sent.
    case looked(batch: Int64?, [BatchLine])

    package var lines: [BatchLine] {
        if case .looked(_, let lines) = self { lines } else { [] }
    }
}
