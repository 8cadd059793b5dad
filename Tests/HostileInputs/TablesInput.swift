import Tables

extension HostileInput {
    /// A file that somebody uploads as a table.
    static let tables = HostileInput(
        "tables", cost: 4,
        seeds: {
            let crew =
                "姓名,國籍,護照號碼\r\n\"Nguyen \"\"A\"\"\r\n\",越南,C1234567\r\n王小明,臺灣,=\"0300000000\"\r\n,,\r\n李四,x,'+1\r\n"
            return [
                Array(crew.utf8), [0xEF, 0xBB, 0xBF] + Array("sep=;\nname;id\na;1\n".utf8),
                [0xFF, 0xFE] + "name\tid\na\t1".utf16.flatMap { [UInt8($0 & 0xFF), UInt8($0 >> 8)] },
                // 姓名 and 證號, 王小明, in Big5.
                [0xA9, 0x6D, 0xA6, 0x57, 0x2C, 0xC3, 0xD2, 0xB8, 0xB9, 0x0A, 0xA4, 0xFD, 0xA4, 0x70, 0xA9, 0xFA, 0x2C]
                    + Array("A123456789\n".utf8),
            ]
        }
    ) { bytes in
        let limits = TableLimits(bytes: 5_000, rows: 20, columns: 12, cellBytes: 200)
        guard let table = try? TableReader(schema: .people, limits: limits).read(bytes) else { return }
        try require(bytes.count <= limits.bytes && table.rows.count <= limits.rows, "a limit was passed")
        let numbers = table.rows.map(\.number)
        try require(numbers == Set(numbers).sorted() && numbers.allSatisfy { $0 > 1 }, "rows are out of order")
        for row in table.rows {
            for (field, cell) in row.cells {
                // A byte that is no character takes three.
                try require(
                    table.fields.contains(field) && !cell.isEmpty && cell.utf8.count <= limits.cellBytes,
                    "a cell came out that should not have")
            }
        }
        // What was read and written again is read as the same rows.
        var writer = CSVWriter()
        writer.append(table.fields)
        for row in table.rows { writer.append(table.fields.map { row[$0] ?? "" }) }
        let schema = TableSchema(columns: table.fields.map { TableColumn($0, [$0]) }, required: [])
        let again = try? TableReader(schema: schema, limits: .people).read(writer.bytes)
        try require(again?.rows.map(\.cells) == table.rows.map(\.cells), "a table changes when written")
    }
}
