package import Tables

/// What became of a table of entries.
package struct RosterImport: Hashable, Sendable {
    /// Nothing is stored while something is wrong, unless it was asked for the good rows.
    package let isStored: Bool
    /// Rows that are, or would be, new; those that change an entry; those that say what was known.
    package let added: Int
    package let changed: Int
    package let unchanged: Int
    /// What is wrong, by the table's rows.
    package let report: TableReport
    /// How many rows have something wrong.
    package let wrongRows: Int
    /// Columns that nobody knows, from 1.
    package let ignoredColumns: [Int]
}
