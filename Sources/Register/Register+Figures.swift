import Foundation
import SQLStore

extension Register {
    /// Counts what is not over: by indices, so that it can be asked for every few seconds of a register of any size.
    package func figures(now: Int64) async throws -> RegisterFigures {
        var figures = try await engine.read { database in
            func count(_ sql: StaticString, _ values: SQLValue...) throws -> Int64 {
                var count: Int64 = 0
                try database.forEachRow(sql, values) { count = try $0.integer(0) }
                return count
            }
            func counts(_ sql: StaticString) throws -> [String: Int64] {
                var counts: [String: Int64] = [:]
                for row in try database.rows(sql) { counts[try row.text(0)] = try row.integer(1) }
                return counts
            }
            var figures = RegisterFigures()
            figures.passes = try count("SELECT COALESCE(MAX(seq), 0) FROM pass")
            figures.auditSize = try AuditStore.size(database)
            figures.applications = try counts(
                """
                SELECT state, COUNT(*) FROM application
                WHERE state IN ('submitted', 'correction', 'checking', 'approved', 'awaiting-payment') GROUP BY state
                """)
            figures.findings = try counts(
                "SELECT kind, COUNT(*) FROM finding WHERE closed_at IS NULL AND settled_at IS NULL GROUP BY kind")
            figures.tasks = try count("SELECT COUNT(*) FROM gate_task WHERE done_at IS NULL")
            figures.cases = try count("SELECT COUNT(*) FROM opinion WHERE state IN ('received', 'answering')")
            figures.overdueCases = try count(
                "SELECT COUNT(*) FROM opinion WHERE state IN ('received', 'answering') AND due_at < ?", .integer(now))
            figures.unsettledOrders = try count("SELECT COUNT(*) FROM paid_order")
            figures.shipFeeds = try ShipFeedStore.statuses(database)
            figures.windowQuestions = try WindowQuestionStore.counts(database)
            return figures
        }
        (figures.passwordsRunning, figures.passwordsWaiting) = passwords.load
        figures.databaseBytes = Self.size(of: files.database)
        figures.logBytes = Self.size(of: files.database + "-wal")
        figures.freeBytes = DiskSpace.free(at: files.directory)
        return figures
    }

    /// Bytes that may still be written where the register is; nil when nobody can say.
    package var freeBytes: Int64? { DiskSpace.free(at: files.directory) }

    private static func size(of path: String) -> Int64? {
        (try? FileManager.default.attributesOfItem(atPath: path)[.size] as? Int64) ?? nil
    }
}
