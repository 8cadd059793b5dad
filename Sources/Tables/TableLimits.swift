/// What a table may hold at most; looked at while it is read, before memory is spent on it.
package struct TableLimits: Hashable, Sendable {
    package var bytes: Int
    /// Besides the header and rows without content.
    package var rows: Int
    package var columns: Int
    /// Bytes of UTF-8 in one cell.
    package var cellBytes: Int

    package init(bytes: Int, rows: Int, columns: Int, cellBytes: Int) {
        self.bytes = bytes
        self.rows = rows
        self.columns = columns
        self.cellBytes = cellBytes
    }

    /// A company's staff or a ship's crew.
    package static let people = TableLimits(bytes: 1 << 20, rows: 2_000, columns: 40, cellBytes: 1_000)
}
