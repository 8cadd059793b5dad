import SQLStore

/// A small schema, in the stages a program goes through.
enum TestSchema {
    static let first = Migration(
        1,
        sqlite: """
            CREATE TABLE port (code TEXT PRIMARY KEY, name TEXT NOT NULL, bytes BLOB);
            CREATE TABLE gate (id TEXT PRIMARY KEY, port TEXT NOT NULL REFERENCES port (code));
            """)
    static let second = Migration(2, sqlite: "ALTER TABLE gate ADD COLUMN zone TEXT")
    static let applicationID: Int32 = 0x5445_5354

    static let one = Schema(applicationID: applicationID, migrations: [first])
    static let two = Schema(applicationID: applicationID, migrations: [first, second])

    /// Opens and hands over an engine, and closes it afterwards.
    static func withEngine<Value>(
        _ path: String, _ schema: Schema = one, mode: SQLiteEngine.Mode = .create,
        _ body: (SQLiteEngine) async throws -> Value
    ) async throws -> Value {
        let engine = try SQLiteEngine(path: path, schema: schema, mode: mode)
        let result: Result<Value, any Error>
        do { result = .success(try await body(engine)) } catch { result = .failure(error) }
        try engine.close()
        return try result.get()
    }
}

/// The code of the `StoreError` a closure throws, or nil.
func storeErrorCode(_ body: () async throws -> Void) async -> StoreError.Code? {
    do { try await body() } catch { return (error as? StoreError)?.code }
    return nil
}
