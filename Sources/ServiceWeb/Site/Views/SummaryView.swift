/// What somebody has said so far, and where to change it. Shown by `{{>summary}}`.
package struct SummaryView {
    package struct Row {
        package let name: String
        /// One line each.
        package let lines: [String]
        /// Where it is changed; nil for what can't be.
        package var change: String?

        package init(_ name: String, _ lines: [String], change: String? = nil) {
            self.name = name
            self.lines = lines
            self.change = change
        }
    }

    package let rows: [Row]

    package init(rows: [Row]) { self.rows = rows }

    /// A list: `summary` in a template's values.
    package var values: [[String: Any]] {
        rows.map { row in
            [
                "rowName": row.name, "lines": row.lines, "hasChange": row.change != nil, "change": row.change ?? "",
            ]
        }
    }
}
