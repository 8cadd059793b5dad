import SQLStore
import Synchronization

/// A database between whose transactions something else happens, as another task's may.
final class InterleavingEngine: SQLEngine {
    private struct State {
        var writes = 0
        var step = -1
        var interruption: (@Sendable () async throws -> Void)?
    }

    private let base: any SQLEngine
    private let state = Mutex(State())

    init(_ base: any SQLEngine) { self.base = base }

    /// Does something once, before a write.
    /// - Parameter step: which write transaction from now on, from 0.
    func interrupt(at step: Int, _ interruption: @escaping @Sendable () async throws -> Void) {
        state.withLock {
            $0.step = $0.writes + step
            $0.interruption = interruption
        }
    }

    /// Whether the interruption is still to come.
    var isWaiting: Bool { state.withLock { $0.interruption != nil } }

    func read<Value: Sendable>(_ body: @escaping @Sendable (any SQLReading) throws -> Value) async throws -> Value {
        try await base.read(body)
    }

    func write<Value: Sendable>(_ body: @escaping @Sendable (any SQLWriting) throws -> Value) async throws -> Value {
        let due = state.withLock { state -> (@Sendable () async throws -> Void)? in
            defer { state.writes += 1 }
            guard state.writes == state.step else { return nil }
            defer { state.interruption = nil }
            return state.interruption
        }
        try await due?()
        return try await base.write(body)
    }

    func snapshot<Value: Sendable>(
        to destination: String, _ body: @escaping @Sendable (any SQLReading) throws -> Value
    ) async throws -> Value { try await base.snapshot(to: destination, body) }

    func integrityProblems() async throws -> [String] { try await base.integrityProblems() }

    func close() throws { try base.close() }
}
