/// One row with content.
package struct TableRow: Hashable, Sendable {
    /// From 1, as a spreadsheet counts: the header is row 1, rows without content count too.
    package let number: Int
    /// Cells that are not empty, by the name of the field, without white space around them.
    package let cells: [String: String]

    package subscript(_ field: String) -> String? { cells[field] }
}
