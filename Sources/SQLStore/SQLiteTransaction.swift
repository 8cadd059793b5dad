import Foundation
import GRDB

/// One open transaction on one SQLite connection. Its statements stay prepared from one transaction to the next.
struct SQLiteTransaction: SQLWriting {
    let database: Database
    let path: String

    /// Runs `body` as the only writer; undone when it, or the commit, throws. GRDB's own transactions compile their two statements
    /// anew each time.
    static func write<Value>(
        _ database: Database, path: String, _ body: (any SQLWriting) throws -> Value
    ) throws -> Value {
        try database.cachedStatement(sql: "BEGIN IMMEDIATE").execute()
        do {
            let value = try body(SQLiteTransaction(database: database, path: path))
            try database.cachedStatement(sql: "COMMIT").execute()
            return value
        } catch {
            // Some failures of the disk end the transaction themselves; and it is the first error that counts.
            try? database.rollback()
            throw error
        }
    }

    func forEachRow(_ sql: StaticString, _ values: [SQLValue], _ body: (SQLRow) throws -> Void) throws {
        try StoreError.translating(path) {
            let statement = try database.cachedStatement(sql: sql.description)
            let rows = try Row.fetchCursor(statement, arguments: arguments(values))
            while let row = try rows.next() {
                try body(SQLRow(row.databaseValues.map(SQLValue.init)))
            }
        }
    }

    func execute(_ sql: StaticString, _ values: [SQLValue]) throws -> Int {
        try StoreError.translating(path) {
            try database.cachedStatement(sql: sql.description).execute(arguments: arguments(values))
            return database.changesCount
        }
    }

    func executeEach(_ sql: StaticString, _ lists: [[SQLValue]]) throws -> Int {
        try StoreError.translating(path) {
            let statement = try database.cachedStatement(sql: sql.description)
            var changed = 0
            for values in lists {
                try statement.execute(arguments: arguments(values))
                changed += database.changesCount
            }
            return changed
        }
    }

    private func arguments(_ values: [SQLValue]) throws(StoreError) -> StatementArguments {
        // SQLite would keep a text with a NUL and give back what stands before it; PostgreSQL refuses it.
        for case .text(let text) in values where text.utf8.contains(0) { throw .forbiddenText() }
        return StatementArguments(values.map { $0.databaseValue })
    }
}

extension SQLValue {
    init(_ value: DatabaseValue) {
        switch value.storage {
        case .null: self = .null
        case .int64(let number): self = .integer(number)
        case .string(let text): self = .text(text)
        case .blob(let data): self = .blob([UInt8](data))
        // No column of ours holds one; the caller's typed accessor reports it as damage.
        case .double: self = .null
        }
    }

    var databaseValue: DatabaseValue {
        switch self {
        case .null: .null
        case .integer(let number): number.databaseValue
        case .text(let text): text.databaseValue
        case .blob(let bytes): Data(bytes).databaseValue
        }
    }
}
