/// What the body of the one write transaction may do.
package protocol SQLWriting: SQLReading {
    /// Runs one statement.
    /// - Returns: the number of rows it changed. A taken key is `ON CONFLICT DO NOTHING` and a look at this count, never
    ///   a caught error, which would leave a PostgreSQL transaction aborted.
    @discardableResult
    func execute(_ sql: StaticString, _ values: [SQLValue]) throws -> Int

    /// Runs one statement once for each list of values; it is prepared and looked up only once.
    /// - Returns: the number of rows changed in all.
    @discardableResult
    func executeEach(_ sql: StaticString, _ lists: [[SQLValue]]) throws -> Int
}

extension SQLWriting {
    /// Runs one statement.
    /// - Returns: the number of rows it changed.
    @discardableResult
    package func execute(_ sql: StaticString, _ values: SQLValue...) throws -> Int {
        try execute(sql, values)
    }
}
