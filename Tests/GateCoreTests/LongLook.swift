import SQLStore
import Synchronization

/// An engine whose reads take for ever while they are told to.
final class LongLook: EmbeddedEngine {
    final class Switch: Sendable {
        private let long = Mutex(false)
        private let begun = Mutex(0)

        var isLong: Bool {
            get { long.withLock { $0 } }
            set { long.withLock { $0 = newValue } }
        }

        /// How many long reads have begun.
        var begins: Int { begun.withLock { $0 } }

        fileprivate func noteBegin() { begun.withLock { $0 += 1 } }
    }

    private let base: any EmbeddedEngine
    private let look: Switch

    init(_ base: any EmbeddedEngine, _ look: Switch) {
        self.base = base
        self.look = look
    }

    func read<Value>(_ body: (any SQLReading) throws -> Value) throws -> Value {
        guard look.isLong else { return try base.read(body) }
        return try base.read { database in
            look.noteBegin()
            _ = try database.integer(
                """
                WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 1000000000000)
                SELECT COUNT(*) FROM n
                """)
            return try body(database)
        }
    }

    func write<Value>(_ body: (any SQLWriting) throws -> Value) throws -> Value { try base.write(body) }
    func integrityProblems() async throws -> [String] { try await base.integrityProblems() }
    func close() throws { try base.close() }
}
