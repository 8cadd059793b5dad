/// Reads records as RFC 4180 describes them, with line ends of any kind.
///
/// A quote inside an unquoted cell is a character like others, as Excel takes it. Records without content are counted and
/// left out.
struct CSVReader {
    private let separator: UInt8
    private let limits: TableLimits
    private var rest: ArraySlice<UInt8>
    private var number = 0

    /// - Parameter text: valid UTF-8.
    init(_ text: [UInt8], limits: TableLimits) {
        var rest = text[...]
        separator = Separator.declared(&rest) ?? Separator.guessed(rest)
        self.rest = rest
        self.limits = limits
    }

    /// The next record with content; nil at the end.
    ///
    /// - Throws: `tooManyColumns`, `cellTooLong`, `quote`, `unclosedQuote`.
    mutating func next() throws(TableError) -> CSVRecord? {
        while !rest.isEmpty {
            number += 1
            let cells = try record()
            if cells.contains(where: { !CellText.unguarded($0).isEmpty }) {
                return CSVRecord(number: number, cells: cells)
            }
        }
        return nil
    }

    private mutating func record() throws(TableError) -> [String] {
        var cells: [String] = []
        while true {
            guard cells.count < limits.columns else {
                throw TableError(
                    .tooManyColumns, row: number, column: cells.count + 1,
                    "row \(number) has more than \(limits.columns) columns")
            }
            let column = cells.count + 1
            let isQuoted = rest.first == UInt8(ascii: "\"")
            cells.append(isQuoted ? try quoted(column: column) : try plain(column: column))
            guard let end = rest.popFirst() else { return cells }
            if end == separator { continue }
            if end == 0x0D, rest.first == 0x0A { rest = rest.dropFirst() }
            return cells
        }
    }

    private func isEnd(_ byte: UInt8) -> Bool { byte == separator || byte == 0x0A || byte == 0x0D }

    private mutating func plain(column: Int) throws(TableError) -> String {
        let cell = rest.prefix { !isEnd($0) }
        try check(cell.count, column: column)
        rest = rest[cell.endIndex...]
        return String(decoding: cell, as: UTF8.self)
    }

    private mutating func quoted(column: Int) throws(TableError) -> String {
        rest = rest.dropFirst()
        var cell: [UInt8] = []
        while true {
            let part = rest.prefix { $0 != UInt8(ascii: "\"") }
            try check(cell.count + part.count, column: column)
            cell += part
            rest = rest[part.endIndex...]
            guard rest.popFirst() != nil else {
                throw TableError(
                    .unclosedQuote, row: number, column: column,
                    "the quote that opens cell \(ColumnName.letters(column))\(number) is not closed")
            }
            guard rest.first == UInt8(ascii: "\"") else { break }
            cell.append(UInt8(ascii: "\""))
            rest = rest.dropFirst()
        }
        rest = rest.drop { $0 == 0x20 }
        guard rest.first.map(isEnd) ?? true else {
            throw TableError(
                .quote, row: number, column: column,
                "something follows the closing quote of cell \(ColumnName.letters(column))\(number)")
        }
        return String(decoding: cell, as: UTF8.self)
    }

    private func check(_ count: Int, column: Int) throws(TableError) {
        guard count <= limits.cellBytes else {
            throw TableError(
                .cellTooLong, row: number, column: column,
                "cell \(ColumnName.letters(column))\(number) has more than \(limits.cellBytes) bytes")
        }
    }
}
