import SQLStore

/// The places of the status lists that this gate once saw ended.
enum EndedListStore {
    static func all(_ database: any SQLReading) throws -> [UInt32: [UInt8]] {
        var lists: [UInt32: [UInt8]] = [:]
        try database.forEachRow("SELECT list, marks FROM ended_list", []) { row in
            guard let number = UInt32(exactly: try row.integer(0)) else { throw StoreError.unexpectedValue(column: 0) }
            lists[number] = try row.blob(1)
        }
        return lists
    }

    static func put(_ marks: [UInt8], list: UInt32, _ database: any SQLWriting) throws {
        try database.execute(
            """
            INSERT INTO ended_list (list, marks) VALUES (?, ?)
            ON CONFLICT (list) DO UPDATE SET marks = excluded.marks
            """,
            .integer(Int64(list)), .blob(marks))
    }
}
