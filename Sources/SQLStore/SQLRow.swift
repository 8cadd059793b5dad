/// One row of a result: its values by position, in the order of the `SELECT`.
///
/// Rows are plain values, so that they may leave the transaction that read them. A value of another type than the one
/// asked for can only come from a file that was changed behind our back, and is reported as damage.
package struct SQLRow: Hashable, Sendable {
    package let values: [SQLValue]

    package init(_ values: [SQLValue]) { self.values = values }

    package subscript(_ column: Int) -> SQLValue {
        values.indices.contains(column) ? values[column] : .null
    }

    /// The integer in a column.
    /// - Throws: `StoreError.unexpectedValue` when it holds anything else.
    package func integer(_ column: Int) throws(StoreError) -> Int64 {
        guard case .integer(let value) = self[column] else { throw .unexpectedValue(column: column) }
        return value
    }

    /// The integer in a column as an `Int`, or nil for `NULL`.
    package func optionalInteger(_ column: Int) throws(StoreError) -> Int64? {
        if case .null = self[column] { return nil }
        return try integer(column)
    }

    /// The text in a column.
    package func text(_ column: Int) throws(StoreError) -> String {
        guard case .text(let value) = self[column] else { throw .unexpectedValue(column: column) }
        return value
    }

    /// The text in a column, or nil for `NULL`.
    package func optionalText(_ column: Int) throws(StoreError) -> String? {
        if case .null = self[column] { return nil }
        return try text(column)
    }

    /// The bytes in a column.
    package func blob(_ column: Int) throws(StoreError) -> [UInt8] {
        guard case .blob(let value) = self[column] else { throw .unexpectedValue(column: column) }
        return value
    }

    /// The bytes in a column, or nil for `NULL`.
    package func optionalBlob(_ column: Int) throws(StoreError) -> [UInt8]? {
        if case .null = self[column] { return nil }
        return try blob(column)
    }
}
