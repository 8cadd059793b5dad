/// A table as it was read: its rows by the names of fields, and what is wrong with single cells.
package struct Table: Hashable, Sendable {
    /// The fields that have a column, by position in the file.
    package let fields: [String]
    package let rows: [TableRow]
    /// Columns whose heading is not known, from 1; what stands in them is not kept.
    package let ignoredColumns: [Int]
    /// Cells that could not be read as text, and rows longer than the header.
    package let report: TableReport
}
