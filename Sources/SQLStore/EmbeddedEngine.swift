/// A database inside this process, for who has a thread of its own: a body runs in the caller's thread, which waits for the disk
/// and for no other thread. On a busy machine every change of threads costs as much as the disk does.
///
/// What ``SQLEngine`` says of transactions holds here too.
package protocol EmbeddedEngine: Sendable {
    /// Runs `body` on one consistent view.
    /// - Throws: ``StoreError``, or what `body` throws.
    func read<Value>(_ body: (any SQLReading) throws -> Value) throws -> Value

    /// Runs `body` as the only writer; durable on return, undone when it throws.
    /// - Throws: ``StoreError``, or what `body` throws.
    @discardableResult
    func write<Value>(_ body: (any SQLWriting) throws -> Value) throws -> Value

    /// Reads the whole database, beside the caller, and returns what is wrong with it; empty when nothing is.
    func integrityProblems() async throws -> [String]

    /// Closes all connections. Later calls fail.
    func close() throws
}
