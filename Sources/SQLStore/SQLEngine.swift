/// A database, whatever stands behind it.
///
/// A body runs inside one transaction: all of it is durable when the call returns, or none of it happened. Bodies are
/// synchronous, because a suspension point between BEGIN and COMMIT would hold the only writer for as long as the
/// outside world likes; and they must give the same result when run again, because a server engine repeats them after a
/// serialization failure. Nothing that cannot be taken back (signing, sending, randomness, the clock) belongs in one.
package protocol SQLEngine: Sendable {
    /// Runs `body` on one consistent view, beside other readers and the writer.
    /// - Throws: ``StoreError``, or what `body` throws.
    func read<Value: Sendable>(_ body: @escaping @Sendable (any SQLReading) throws -> Value) async throws -> Value

    /// The same for some rows that an index finds, at once and in the caller's thread where the database is inside this process.
    /// Nothing whose work grows with the register may be done in it: a thread that runs requests does it.
    /// - Throws: ``StoreError``, or what `body` throws.
    func look<Value: Sendable>(_ body: @escaping @Sendable (any SQLReading) throws -> Value) async throws -> Value

    /// Runs `body` as the only writer; durable on return, undone when it throws.
    /// - Throws: ``StoreError``, or what `body` throws.
    @discardableResult
    func write<Value: Sendable>(_ body: @escaping @Sendable (any SQLWriting) throws -> Value) async throws -> Value

    /// Runs `body` on one consistent view, and writes the whole database as that view has it to a new file, beside other readers
    /// and the writer. The file is complete when this returns; it is the caller's to sync.
    /// - Throws: ``StoreError`` in the name of the file that could not be written, or what `body` throws. What was written of the
    ///   file is then the caller's to remove.
    func snapshot<Value: Sendable>(
        to destination: String, _ body: @escaping @Sendable (any SQLReading) throws -> Value
    ) async throws -> Value

    /// Reads the whole database and returns what is wrong with it, in the engine's words; empty when nothing is.
    func integrityProblems() async throws -> [String]

    /// Closes all connections. Later calls fail.
    func close() throws
}

extension SQLEngine {
    package func look<Value: Sendable>(_ body: @escaping @Sendable (any SQLReading) throws -> Value) async throws
        -> Value
    {
        try await read(body)
    }
}
