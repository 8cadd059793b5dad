import GateMessages
import PassFormat
import SQLStore

/// What the gate remembers of one pass, in one look: a scan waits for it.
enum HistoryStore {
    struct Row: Hashable, Sendable {
        let presence: PresenceState?
        /// When the port's feed was last whole, by the service's clock.
        let presenceHeard: Int64?
        let isBarred: Bool
        /// When the live code was first seen.
        let liveCodeSeen: Int64?
    }

    /// - Parameters:
    ///   - port: the gate's own, whose feed it follows.
    ///   - liveCode: the pass and the second of a live code; nil where none was shown.
    static func row(
        of number: WireText, port: WireText?, liveCode: JournalEntry.LiveCode?, _ database: any SQLReading
    ) throws -> Row {
        let row = try database.row(
            """
            SELECT (SELECT state FROM presence WHERE number = ?),
                (SELECT value FROM progress WHERE name = ?),
                (SELECT COUNT(*) FROM barred WHERE number = ?),
                (SELECT seen FROM live_code WHERE pass = ? AND issued = ?)
            """,
            .blob(number.utf8), .text(port.map { ProgressStore.Name.presenceHeard(of: $0).text }), .blob(number.utf8),
            .integer(liveCode.map { Int64(bitPattern: $0.pass.rawValue) }), .integer(liveCode?.issuedAt))
        guard let row else { throw StoreError.unexpectedValue(column: 0) }
        return Row(
            presence: try row.optionalInteger(0).flatMap(PresenceState.init(rawValue:)),
            presenceHeard: try row.optionalInteger(1), isBarred: try row.integer(2) > 0,
            liveCodeSeen: try row.optionalInteger(3))
    }
}
