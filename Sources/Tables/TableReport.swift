/// What is wrong with the rows of a table: where, and by which rule, never with what stands there.
package struct TableReport: Hashable, Sendable {
    /// One cell, or a whole row, and the rule it breaks.
    package struct Problem: Hashable, Sendable {
        /// As a spreadsheet counts.
        package let row: Int
        /// The name of the field; nil for a row as a whole.
        package let field: String?
        /// A stable name for translation.
        package let rule: String

        package init(row: Int, field: String?, rule: String) {
            self.row = row
            self.field = field
            self.rule = rule
        }
    }

    /// The first of them, in the order of their rows.
    package private(set) var problems: [Problem] = []
    /// How many there are, also those that are not kept.
    package private(set) var count = 0

    /// Enough to mend a file by; a file with more is of another kind.
    package static let mostKept = 500

    package init() {}

    package var isEmpty: Bool { count == 0 }

    package mutating func add(_ problem: Problem) {
        count += 1
        guard problems.count < Self.mostKept else { return }
        // Almost always at the end: rows are looked at in order.
        let place = problems.lastIndex { $0.row <= problem.row }.map { $0 + 1 } ?? 0
        problems.insert(problem, at: place)
    }

    package mutating func add(row: Int, field: String?, rule: String) {
        add(Problem(row: row, field: field, rule: rule))
    }
}
