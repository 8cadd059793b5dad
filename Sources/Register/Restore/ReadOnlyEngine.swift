import SQLStore

/// The database of a register that was restored and has not yet taken over what is public: it is read, and nothing else. Whatever
/// it issued, it might issue a second time; what it believes valid, the world may know to be revoked.
struct ReadOnlyEngine: SQLEngine {
    let base: any SQLEngine

    func read<Value: Sendable>(_ body: @escaping @Sendable (any SQLReading) throws -> Value) async throws -> Value {
        try await base.read(body)
    }

    func write<Value: Sendable>(_ body: @escaping @Sendable (any SQLWriting) throws -> Value) async throws -> Value {
        throw RegisterError.isRestored
    }

    func snapshot<Value: Sendable>(
        to destination: String, _ body: @escaping @Sendable (any SQLReading) throws -> Value
    ) async throws -> Value {
        try await base.snapshot(to: destination, body)
    }

    func integrityProblems() async throws -> [String] { try await base.integrityProblems() }

    func close() throws { try base.close() }
}
