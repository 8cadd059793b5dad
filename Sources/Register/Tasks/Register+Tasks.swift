import Identifiers
import SQLStore

/// What guards told the office of, from the records of their gates.
extension Register {
    /// Tasks in the order they came: those after the task of number `place`.
    ///
    /// - Parameter withDone: whether those that are done are among them.
    package func tasks(after place: Int64 = 0, limit: Int = 1_000, withDone: Bool = false) async throws -> [GateTask] {
        try await engine.read { try TaskStore.page(after: place, limit: limit, withDone: withDone, $0) }
    }

    /// Marks a task as done.
    ///
    /// - Parameter person: who did it.
    /// - Returns: false when it was done already: who did it first stays.
    /// - Throws: ``RegisterError`` with code `notFound`, or `invalidArgument` for a name that breaks its limits.
    package func finishTask(_ id: Int64, of person: String, by principal: Principal, now: Int64) async throws -> Bool {
        guard (1...64).contains(person.utf8.count), TextNormalisation.isPlain(person) else {
            throw RegisterError(.invalidArgument, "a name has 1 to 64 bytes, and no control characters")
        }
        return try await engine.write { database in
            guard let isNew = try TaskStore.finish(id, by: person, at: now, database) else {
                throw RegisterError(.notFound, "there is no task of this number: see portpass tasks")
            }
            if isNew { try AuditStore.append([.gateTaskDone(task: id)], at: now, by: principal, database) }
            return isNew
        }
    }
}
