import SQLStore
import Synchronization

/// An engine whose disk fails when it is told to.
final class FaultyDisk: SQLEngine {
    final class Switch: Sendable {
        private let fault = Mutex<StoreError.Code?>(nil)

        /// What every write fails with; nil for a disk that works.
        var code: StoreError.Code? {
            get { fault.withLock { $0 } }
            set { fault.withLock { $0 = newValue } }
        }
    }

    private let base: any SQLEngine
    private let fault: Switch

    init(_ base: any SQLEngine, _ fault: Switch) {
        self.base = base
        self.fault = fault
    }

    func read<Value: Sendable>(_ body: @escaping @Sendable (any SQLReading) throws -> Value) async throws -> Value {
        // A full disk can be read.
        if fault.code != .diskFull { try check() }
        return try await base.read(body)
    }

    func write<Value: Sendable>(_ body: @escaping @Sendable (any SQLWriting) throws -> Value) async throws -> Value {
        try check()
        return try await base.write(body)
    }

    private func check() throws {
        guard let code = fault.code else { return }
        throw StoreError(simulated: code)
    }

    func integrityProblems() async throws -> [String] { try await base.integrityProblems() }
    func close() throws { try base.close() }
}
