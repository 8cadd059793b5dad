import Payments
import SQLStore
import StrictJSON

/// Every word of a payment that came, once, and how often.
enum NotificationStore {
    /// Those that were not believed; the oldest make room.
    static let refusedKept: Int64 = 1_000

    struct Kept: Sendable {
        let trade: String?
        let verdict: String
        let firstAt: Int64
        let times: Int64
    }

    static func keep(
        digest: [UInt8], trade: TradeNumber?, isAuthentic: Bool, verdict: String, fields: [PaymentField], at now: Int64,
        _ database: any SQLWriting
    ) throws {
        let members = JSONObject(fields.map { JSONMember(ExactText($0.name), .text($0.value)) })
        try database.execute(
            """
            INSERT INTO payment_notification (digest, trade, is_authentic, verdict, fields, first_at, last_at, times)
            VALUES (?, ?, ?, ?, ?, ?, ?, 1)
            ON CONFLICT (digest) DO UPDATE SET times = payment_notification.times + 1, last_at = excluded.last_at
            """, .blob(digest), .text(trade?.text), .integer(isAuthentic ? 1 : 0), .text(verdict),
            .blob(JSONWriter.compact(.object(members))), .integer(now), .integer(now))
        guard !isAuthentic else { return }
        try database.execute(
            """
            DELETE FROM payment_notification WHERE is_authentic = 0 AND seq <=
                (SELECT seq FROM payment_notification WHERE is_authentic = 0 ORDER BY seq DESC LIMIT 1 OFFSET ?)
            """, .integer(refusedKept))
    }

    /// Signed word that somebody has to look at.
    static func unused(_ database: any SQLReading) throws -> [Kept] {
        try database.rows(
            """
            SELECT trade, verdict, first_at, times FROM payment_notification
            WHERE is_authentic = 1 AND verdict IN ('incomplete', 'contradicts', 'unknown-trade') ORDER BY seq
            """
        ).map { row in
            Kept(
                trade: try row.optionalText(0), verdict: try row.text(1), firstAt: try row.integer(2),
                times: try row.integer(3))
        }
    }

    /// All of it by verdict, for the books.
    static func verdicts(_ database: any SQLReading) throws -> [(verdict: String, count: Int64, times: Int64)] {
        try database.rows(
            "SELECT verdict, COUNT(*), SUM(times) FROM payment_notification GROUP BY verdict ORDER BY verdict"
        ).map { (try $0.text(0), try $0.integer(1), try $0.integer(2)) }
    }
}
