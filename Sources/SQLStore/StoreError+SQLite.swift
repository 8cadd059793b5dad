import GRDB

extension StoreError {
    /// SQLite's result code in our words. The statement's values are left out.
    init(_ error: DatabaseError, path: String) {
        switch error.resultCode {
        case .SQLITE_CORRUPT: self = .damaged(path)
        case .SQLITE_NOTADB: self = .notADatabase(path)
        case .SQLITE_FULL: self = .diskFull(path)
        case .SQLITE_READONLY, .SQLITE_PERM: self = .readOnly(path)
        case .SQLITE_IOERR: self = .inputOutput(path)
        case .SQLITE_CANTOPEN: self = .cannotOpen(path)
        case .SQLITE_BUSY, .SQLITE_LOCKED, .SQLITE_PROTOCOL: self = .inUse(path, holder: nil)
        case .SQLITE_CONSTRAINT:
            self = StoreError(.constraint, "the database refused a row: \(error.message ?? "constraint")")
        case .SQLITE_MISUSE: self = .closed(path)
        case .SQLITE_INTERRUPT: self = StoreError(.interrupted, "a look at the database \(path) was given up")
        default:
            let words = error.message ?? "no message"
            self = StoreError(.other, "the database \(path) reported \(error.resultCode.rawValue): \(words)")
        }
    }

    /// Runs `body` and gives SQLite's errors our words; other errors pass.
    static func translating<Value>(_ path: String, _ body: () throws -> Value) throws -> Value {
        do { return try body() } catch let error as DatabaseError { throw StoreError(error, path: path) }
    }
}
