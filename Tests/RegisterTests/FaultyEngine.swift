import SQLStore
import Synchronization

/// A database that breaks at a chosen step, as a power cut does: from then on nothing works until it is opened again.
final class FaultyEngine: SQLEngine {
    struct PowerCut: Error {}

    /// Where in a write transaction the power goes.
    enum Moment: CaseIterable, Sendable {
        /// Before its body runs.
        case before
        /// In its body's place: the body runs, and everything is undone.
        case during
        /// After it was committed, before anybody was told.
        case after
    }

    private let base: any SQLEngine
    private let moment: Moment
    private let state: Mutex<(write: Int, breaksAt: Int, isDead: Bool)>

    init(_ base: any SQLEngine, _ moment: Moment) {
        self.base = base
        self.moment = moment
        state = Mutex((0, -1, false))
    }

    /// - Parameter step: which write transaction from now on, from 0.
    func cutPower(at step: Int) {
        state.withLock { $0.breaksAt = $0.write + step }
    }

    /// How many write transactions were begun.
    var writes: Int { state.withLock { $0.write } }

    private func checkPower() throws {
        if state.withLock({ $0.isDead }) { throw PowerCut() }
    }

    func read<Value: Sendable>(_ body: @escaping @Sendable (any SQLReading) throws -> Value) async throws -> Value {
        try checkPower()
        return try await base.read(body)
    }

    func write<Value: Sendable>(_ body: @escaping @Sendable (any SQLWriting) throws -> Value) async throws -> Value {
        try checkPower()
        let breaksNow = state.withLock { state in
            defer { state.write += 1 }
            if state.write == state.breaksAt { state.isDead = true }
            return state.isDead
        }
        guard breaksNow else { return try await base.write(body) }
        switch moment {
        case .before: break
        case .during:
            _ = try? await base.write { transaction in
                _ = try body(transaction)
                throw PowerCut()
            }
        case .after: _ = try await base.write(body)
        }
        throw PowerCut()
    }

    func snapshot<Value: Sendable>(
        to destination: String, _ body: @escaping @Sendable (any SQLReading) throws -> Value
    ) async throws -> Value { try await base.snapshot(to: destination, body) }

    func integrityProblems() async throws -> [String] {
        try checkPower()
        return try await base.integrityProblems()
    }

    func close() throws { try base.close() }
}

/// A database that runs every body twice, as a server does after a serialization failure: the first run is undone.
final class RepeatingEngine: SQLEngine {
    private struct SerializationFailure: Error {}
    private let base: any SQLEngine

    init(_ base: any SQLEngine) { self.base = base }

    func read<Value: Sendable>(_ body: @escaping @Sendable (any SQLReading) throws -> Value) async throws -> Value {
        _ = try? await base.read(body)
        return try await base.read(body)
    }

    func write<Value: Sendable>(_ body: @escaping @Sendable (any SQLWriting) throws -> Value) async throws -> Value {
        _ = try? await base.write { transaction in
            _ = try body(transaction)
            throw SerializationFailure()
        }
        return try await base.write(body)
    }

    func snapshot<Value: Sendable>(
        to destination: String, _ body: @escaping @Sendable (any SQLReading) throws -> Value
    ) async throws -> Value { try await base.snapshot(to: destination, body) }

    func integrityProblems() async throws -> [String] { try await base.integrityProblems() }

    func close() throws { try base.close() }
}
