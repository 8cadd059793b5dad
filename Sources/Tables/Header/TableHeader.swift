/// Which field stands in which column.
struct TableHeader: Hashable {
    /// By position; nil for a column that is not known.
    let fields: [String?]

    /// Columns with a heading that is not known, from 1.
    let ignoredColumns: [Int]

    /// - Throws: `duplicateColumn`, `missingColumn`.
    init(_ record: CSVRecord, schema: TableSchema) throws(TableError) {
        var known: [String: String] = [:]
        for column in schema.columns {
            for heading in column.headings { known[HeadingText.folded(heading)] = column.field }
        }
        var fields: [String?] = []
        var ignored: [Int] = []
        for (index, cell) in record.cells.enumerated() {
            let field = Self.field(cell, known)
            if let field, fields.contains(field) {
                throw TableError(
                    .duplicateColumn, row: record.number, column: index + 1, field: field,
                    "column \(ColumnName.letters(index + 1)) means the same as one before it")
            }
            if field == nil, !CellText.unguarded(cell).isEmpty { ignored.append(index + 1) }
            fields.append(field)
        }
        for group in schema.required where !group.contains(where: { fields.contains($0) }) {
            throw TableError(
                .missingColumn, row: record.number, field: group.first,
                "a column is missing: \(group.joined(separator: " or "))"
            )
        }
        self.fields = fields
        ignoredColumns = ignored
    }

    /// The one field that all parts of a reading name, or that some name and none contradicts.
    private static func field(_ heading: String, _ known: [String: String]) -> String? {
        for reading in HeadingText.readings(heading) {
            let named = Set(reading.compactMap { known[$0] })
            if named.count == 1 { return named.first }
            // One column for whichever of the two a person has.
            if named == [TableColumn.idNumber.field, TableColumn.passport.field] { return TableColumn.idNumber.field }
        }
        return nil
    }
}
