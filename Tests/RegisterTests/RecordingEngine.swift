import SQLStore
import Synchronization

/// A database that notes which statements are run, and how many bytes are bound to them.
final class RecordingEngine: SQLEngine {
    private let base: any SQLEngine
    private let log = Mutex<[String]>([])

    init(_ base: any SQLEngine) { self.base = base }

    /// What was run since this was last asked for.
    func takeLog() -> [String] {
        log.withLock { log in
            defer { log = [] }
            return log
        }
    }

    fileprivate func note(_ sql: StaticString, _ values: [SQLValue]) {
        let sizes = values.map { value in
            switch value {
            case .null: "null"
            case .integer: "integer"
            case .text: "text"
            case .blob(let bytes): "blob \(bytes.count)"
            }
        }
        log.withLock { $0.append("\(sql) [\(sizes.joined(separator: ", "))]") }
    }

    func read<Value: Sendable>(_ body: @escaping @Sendable (any SQLReading) throws -> Value) async throws -> Value {
        try await base.read(body)
    }

    func write<Value: Sendable>(_ body: @escaping @Sendable (any SQLWriting) throws -> Value) async throws -> Value {
        try await base.write { try body(Recording(base: $0, engine: self)) }
    }

    func snapshot<Value: Sendable>(
        to destination: String, _ body: @escaping @Sendable (any SQLReading) throws -> Value
    ) async throws -> Value { try await base.snapshot(to: destination, body) }

    func integrityProblems() async throws -> [String] { try await base.integrityProblems() }
    func close() throws { try base.close() }

    private struct Recording: SQLWriting {
        let base: any SQLWriting
        let engine: RecordingEngine

        func forEachRow(_ sql: StaticString, _ values: [SQLValue], _ body: (SQLRow) throws -> Void) throws {
            engine.note(sql, values)
            try base.forEachRow(sql, values, body)
        }

        func execute(_ sql: StaticString, _ values: [SQLValue]) throws -> Int {
            engine.note(sql, values)
            return try base.execute(sql, values)
        }

        func executeEach(_ sql: StaticString, _ lists: [[SQLValue]]) throws -> Int {
            for values in lists { engine.note(sql, values) }
            return try base.executeEach(sql, lists)
        }
    }
}
