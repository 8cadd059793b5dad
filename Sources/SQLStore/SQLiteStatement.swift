import GRDB
import GRDBSQLite

/// A prepared statement at work. GRDB prepares it and keeps it; values go in and rows come out without its detours, which cost a
/// scan more than SQLite itself does.
@safe struct SQLiteStatement {
    /// Held so that nothing frees the handle while it is used.
    private let statement: Statement
    private let handle: OpaquePointer
    private let connection: OpaquePointer

    /// - Throws: `DatabaseError` when the statement can't be prepared, or is at work already, further out.
    init(_ sql: StaticString, _ database: Database) throws {
        do {
            statement = try database.cachedStatement(sql: sql.description)
        } catch let error as DatabaseError {
            throw Self.recognised(error)
        }
        unsafe handle = statement.sqliteStatement
        guard let connection = unsafe database.sqliteConnection, unsafe sqlite3_stmt_busy(handle) == 0 else {
            throw DatabaseError(resultCode: .SQLITE_MISUSE)
        }
        unsafe self.connection = connection
    }

    /// Runs it to its end.
    func run(_ values: [SQLValue], _ body: (SQLRow) throws -> Void = { _ in }) throws {
        defer {
            // Both say again what the last step said.
            _ = unsafe sqlite3_reset(handle)
            _ = unsafe sqlite3_clear_bindings(handle)
        }
        try bind(values)
        while true {
            switch unsafe sqlite3_step(handle) {
            case SQLITE_ROW: try body(row())
            case SQLITE_DONE: return
            case let code: throw error(code)
            }
        }
    }

    private func error(_ code: CInt) -> DatabaseError {
        let message = unsafe String(cString: sqlite3_errmsg(connection))
        return Self.recognised(DatabaseError(resultCode: ResultCode(rawValue: code), message: message))
    }

    /// Every statement was written for this schema: one that does not fit has met another, which damage made. It shows when it
    /// is prepared, or at its first step, when SQLite looks at the schema again.
    static func recognised(_ error: DatabaseError) -> DatabaseError {
        guard error.resultCode == .SQLITE_ERROR else { return error }
        return DatabaseError(resultCode: .SQLITE_CORRUPT, message: error.message)
    }

    private func bind(_ values: [SQLValue]) throws {
        guard unsafe Int(sqlite3_bind_parameter_count(handle)) == values.count else {
            throw DatabaseError(resultCode: .SQLITE_MISUSE)
        }
        for (index, value) in values.enumerated() {
            let code = try bind(value, at: CInt(index + 1))
            guard code == SQLITE_OK else { throw error(code) }
        }
    }

    private func bind(_ value: SQLValue, at place: CInt) throws -> CInt {
        switch value {
        case .null: return unsafe sqlite3_bind_null(handle, place)
        case .integer(let number): return unsafe sqlite3_bind_int64(handle, place, number)
        case .text(var text):
            return try text.withUTF8 { bytes in
                // SQLite would keep a text with a NUL and give back what stands before it; PostgreSQL refuses it.
                guard unsafe !bytes.contains(0) else { throw StoreError.forbiddenText() }
                // A text of no bytes may have no address, and would be bound as NULL.
                guard let start = bytes.baseAddress else {
                    return unsafe sqlite3_bind_text(handle, place, "", 0, Self.copied)
                }
                return unsafe start.withMemoryRebound(to: CChar.self, capacity: bytes.count) { start in
                    unsafe sqlite3_bind_text(handle, place, start, CInt(bytes.count), Self.copied)
                }
            }
        case .blob(let bytes):
            guard !bytes.isEmpty else { return unsafe sqlite3_bind_zeroblob(handle, place, 0) }
            guard let count = CInt(exactly: bytes.count) else { return SQLITE_TOOBIG }
            return unsafe sqlite3_bind_blob(handle, place, bytes, count, Self.copied)
        }
    }

    /// Tells SQLite to keep a copy: the arrays do not outlive the call.
    private static var copied: sqlite3_destructor_type { unsafe unsafeBitCast(-1, to: sqlite3_destructor_type.self) }

    private func row() -> SQLRow {
        let count = unsafe sqlite3_column_count(handle)
        return SQLRow((0..<count).map { column($0) })
    }

    private func column(_ place: CInt) -> SQLValue {
        switch unsafe sqlite3_column_type(handle, place) {
        case SQLITE_INTEGER: return unsafe .integer(sqlite3_column_int64(handle, place))
        case SQLITE_TEXT:
            // The text first: asked for the number of bytes, SQLite counts them as they then are.
            let start = unsafe sqlite3_column_text(handle, place)
            let bytes = unsafe UnsafeBufferPointer(start: start, count: Int(sqlite3_column_bytes(handle, place)))
            return unsafe .text(String(decoding: bytes, as: UTF8.self))
        case SQLITE_BLOB:
            let start = unsafe sqlite3_column_blob(handle, place)
            let bytes = unsafe UnsafeRawBufferPointer(
                start: start, count: Int(sqlite3_column_bytes(handle, place)))
            return unsafe .blob([UInt8](bytes))
        // No column of ours holds a floating number; the caller's typed accessor reports it as damage.
        default: return .null
        }
    }
}
