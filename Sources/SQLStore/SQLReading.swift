/// What the body of a read transaction may do: one consistent view of the database.
///
/// Statements are `StaticString`s: a text put together at run time does not compile, so a value from outside can only
/// ever be bound. SQL keeps to the subset that SQLite and PostgreSQL share.
package protocol SQLReading {
    /// Calls `body` with each row, in order, without holding them all.
    /// - Throws: ``StoreError``, or what `body` throws.
    func forEachRow(_ sql: StaticString, _ values: [SQLValue], _ body: (SQLRow) throws -> Void) throws
}

extension SQLReading {
    /// All rows of a result.
    package func rows(_ sql: StaticString, _ values: SQLValue...) throws -> [SQLRow] {
        var rows: [SQLRow] = []
        try forEachRow(sql, values) { rows.append($0) }
        return rows
    }

    /// The first row of a result, or nil.
    package func row(_ sql: StaticString, _ values: SQLValue...) throws -> SQLRow? {
        var first: SQLRow?
        try forEachRow(sql, values) { if first == nil { first = $0 } }
        return first
    }

    /// The integer in the first column of the first row, or nil when there is no row or it holds `NULL`.
    package func integer(_ sql: StaticString, _ values: SQLValue...) throws -> Int64? {
        var first: SQLRow?
        try forEachRow(sql, values) { if first == nil { first = $0 } }
        return try first?.optionalInteger(0)
    }
}
