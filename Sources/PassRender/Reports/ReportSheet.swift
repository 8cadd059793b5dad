/// A report of figures: measures, each with its table of quarters.
package struct ReportSheet: Hashable, Sendable {
    package struct Row: Hashable, Sendable {
        /// What the row is of, and its figures as they are printed.
        package let name: String
        package let cells: [String]
        /// How long its bar is, of 1000; nil for none.
        package let bar: Int64?

        package init(name: String, cells: [String], bar: Int64?) {
            self.name = name
            self.cells = cells
            self.bar = bar
        }
    }

    package struct Section: Hashable, Sendable {
        package let title: Label
        package let about: Label
        package let source: Label?
        package let first: Label
        package let columns: [Label]
        /// What the bars are of.
        package let drawn: Label
        package let rows: [Row]

        package init(
            title: Label, about: Label, source: Label?, first: Label, columns: [Label], drawn: Label, rows: [Row]
        ) {
            self.title = title
            self.about = about
            self.source = source
            self.first = first
            self.columns = columns
            self.drawn = drawn
            self.rows = rows
        }
    }

    package let issuerName: String
    package let title: Label
    package let subtitle: Label
    package let notes: [Label]
    package let sections: [Section]

    package init(issuerName: String, title: Label, subtitle: Label, notes: [Label], sections: [Section]) {
        self.issuerName = issuerName
        self.title = title
        self.subtitle = subtitle
        self.notes = notes
        self.sections = sections
    }
}
