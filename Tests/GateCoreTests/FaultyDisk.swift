import SQLStore
import Synchronization

/// An engine whose disk fails when it is told to.
final class FaultyDisk: EmbeddedEngine {
    final class Switch: Sendable {
        private let fault = Mutex<StoreError.Code?>(nil)
        private let late = Mutex(false)
        private let coming = Mutex<(writes: Int, code: StoreError.Code)?>(nil)

        /// What writes fail with after so many that succeed.
        func fail(after writes: Int, with code: StoreError.Code) { coming.withLock { $0 = (writes, code) } }

        /// Counts a write.
        fileprivate func noteWrite() {
            coming.withLock { coming in
                guard let next = coming else { return }
                coming = next.writes > 0 ? (next.writes - 1, next.code) : nil
                if next.writes == 0 { code = next.code }
            }
        }

        /// What every write fails with; nil for a disk that works.
        var code: StoreError.Code? {
            get { fault.withLock { $0 } }
            set { fault.withLock { $0 = newValue } }
        }

        /// Whether the bytes of a write are there although it failed, as after a sync that failed.
        var isLate: Bool {
            get { late.withLock { $0 } }
            set { late.withLock { $0 = newValue } }
        }
    }

    private let base: any EmbeddedEngine
    private let fault: Switch

    init(_ base: any EmbeddedEngine, _ fault: Switch) {
        self.base = base
        self.fault = fault
    }

    func read<Value>(_ body: (any SQLReading) throws -> Value) throws -> Value {
        // A full disk can be read.
        if fault.code != .diskFull { try check() }
        return try base.read(body)
    }

    func write<Value>(_ body: (any SQLWriting) throws -> Value) throws -> Value {
        fault.noteWrite()
        if fault.isLate, fault.code != nil { _ = try base.write(body) }
        try check()
        return try base.write(body)
    }

    private func check() throws {
        guard let code = fault.code else { return }
        throw StoreError(simulated: code)
    }

    func integrityProblems() async throws -> [String] { try await base.integrityProblems() }
    func close() throws { try base.close() }
}
