/// A column that is understood: the name of its field, and what people write over it.
package struct TableColumn: Hashable, Sendable {
    /// The name of the form's field.
    package let field: String
    /// Chinese first, then English: the first of each is what a template shows.
    package let headings: [String]

    package init(_ field: String, _ headings: [String]) {
        self.field = field
        self.headings = headings
    }
}
