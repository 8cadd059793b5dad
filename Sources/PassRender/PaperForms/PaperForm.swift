/// A blank form to be printed, filled in by hand and handed in: what is asked, in which order, with labels as they come.
package struct PaperForm: Hashable, Sendable {
    /// What there is to fill in beside a label.
    package enum Entry: Hashable, Sendable {
        /// Free space so many lines high.
        case lines(Int)
        /// A box for each character.
        case boxes(Int)
        /// Year, month and day; 民國 or Gregorian as the writer likes.
        case date
        /// Boxes to tick.
        case choices([Label])
        /// Where a photo of 35 x 45 mm is glued.
        case photo
    }

    /// A label and its entry.
    package struct Field: Hashable, Sendable {
        package let label: Label
        /// Small print in the entry's cell.
        package let hint: Label?
        package let entry: Entry

        package init(_ label: Label, hint: Label? = nil, _ entry: Entry) {
            self.label = label
            self.hint = hint
            self.entry = entry
        }
    }

    /// A column of a list, as wide as its share of all.
    package struct Column: Hashable, Sendable {
        package let label: Label
        package let share: Int

        package init(_ label: Label, share: Int) {
            self.label = label
            self.share = share
        }
    }

    package enum Row: Hashable, Sendable {
        /// One field, or several side by side.
        case fields([Field])
        /// A list with numbered rows to fill in.
        case list([Column], rows: Int)
        /// What is agreed to or to be known, over the whole width.
        case text([Label])
    }

    package struct Section: Hashable, Sendable {
        package let title: Label
        package let rows: [Row]

        package init(_ title: Label, _ rows: [Row]) {
            self.title = title
            self.rows = rows
        }
    }

    package var issuerName: String
    package var title: Label
    /// The form's own number and edition, at the foot of each page.
    package var code: String
    /// How to fill it in and where to hand it in.
    package var introduction: [Label]
    package var sections: [Section]

    package init(issuerName: String, title: Label, code: String, introduction: [Label], sections: [Section]) {
        self.issuerName = issuerName
        self.title = title
        self.code = code
        self.introduction = introduction
        self.sections = sections
    }
}
