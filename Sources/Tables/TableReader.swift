/// Reads an uploaded file of a spreadsheet into rows by field.
package struct TableReader: Sendable {
    package let schema: TableSchema
    package let limits: TableLimits

    package init(schema: TableSchema, limits: TableLimits) {
        self.schema = schema
        self.limits = limits
    }

    /// A cell with characters that could not be read.
    package static let unreadableRule = "unreadable-character"
    /// A row with content beyond the last column of the header.
    package static let tooManyCellsRule = "too-many-cells"

    /// - Throws: what keeps the file from being read at all; what concerns one row is in the table's report.
    package func read(_ bytes: [UInt8]) throws(TableError) -> Table {
        var records = CSVReader(try DecodedText(bytes, limits: limits).utf8, limits: limits)
        guard let first = try records.next() else { throw TableError(.empty, "the file is empty") }
        let header = try TableHeader(first, schema: schema)
        var rows: [TableRow] = []
        var report = TableReport()
        while let record = try records.next() {
            guard rows.count < limits.rows else {
                throw TableError(.tooManyRows, row: record.number, "the table has more than \(limits.rows) rows")
            }
            if let row = row(record, header, &report) { rows.append(row) }
        }
        guard !rows.isEmpty else { throw TableError(.noRows, "the table has a header and no rows") }
        return Table(
            fields: header.fields.compactMap { $0 }, rows: rows, ignoredColumns: header.ignoredColumns, report: report)
    }

    /// Nil for a row that has content in ignored columns only.
    private func row(_ record: CSVRecord, _ header: TableHeader, _ report: inout TableReport) -> TableRow? {
        var cells: [String: String] = [:]
        for (index, cell) in record.cells.enumerated() {
            guard index < header.fields.count else {
                guard !CellText.unguarded(cell).isEmpty else { continue }
                report.add(row: record.number, field: nil, rule: Self.tooManyCellsRule)
                break
            }
            guard let field = header.fields[index] else { continue }
            let text = CellText.unguarded(cell)
            guard !text.isEmpty else { continue }
            if text.unicodeScalars.contains("\u{FFFD}") {
                report.add(row: record.number, field: field, rule: Self.unreadableRule)
            }
            cells[field] = text
        }
        return cells.isEmpty ? nil : TableRow(number: record.number, cells: cells)
    }
}
