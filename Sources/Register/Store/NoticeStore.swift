import PassCrypto
import SQLStore

/// Messages on their way out, stored in the transaction of what they tell of: one that was not committed is never told of, and one
/// that was is told of whatever breaks after.
enum NoticeStore {
    /// Puts a notice among those that wait. Who calls tells ``Register/notices`` when the transaction is over.
    /// - Parameters:
    ///   - expires: when it is of no use any more; nil for never.
    ///   - isSent: false for one that is written like any other and goes nowhere.
    static func enqueue(
        _ notice: Notice, at now: Int64, expires: Int64? = nil, isSent: Bool = true, _ vault: IdentityVault,
        _ database: any SQLWriting
    ) throws {
        let seq = try (database.integer("SELECT MAX(seq) FROM notice") ?? 0) + 1
        let contact = try vault.subject(contact: notice.to)
        let sealed = try vault.seal(repeatably: notice.padded, context: context(seq, createdAt: now))
        try database.execute(
            """
            INSERT INTO notice (seq, kind, channel, contact, is_urgent, sealed, state, created_at, due_at, expires_at,
                attempts, ended_at)
            VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, 0, ?)
            """, .integer(seq), .text(notice.kind.rawValue), .text(notice.to.channel.rawValue), .blob(contact),
            .integer(notice.kind == .code ? 1 : 0), .blob(isSent ? sealed : nil), .text(isSent ? "waiting" : "void"),
            .integer(now), .integer(now), .integer(expires), .integer(isSent ? nil : now))
    }

    static func context(_ seq: Int64, createdAt: Int64) -> [UInt8] { Array("notice:\(seq):\(createdAt)".utf8) }

    /// Takes back codes that wait for a contact: another takes their place.
    static func endCodes(to contact: [UInt8], at now: Int64, _ database: any SQLWriting) throws {
        try database.execute(
            """
            UPDATE notice SET state = 'void', sealed = NULL, ended_at = ?
            WHERE contact = ? AND state = 'waiting' AND is_urgent = 1
            """, .integer(now), .blob(contact))
    }

    struct Claimed: Sendable {
        let seq: Int64
        let sealed: [UInt8]
        let attempts: Int64
        let createdAt: Int64
    }

    /// The next that is due on a channel: codes first, for somebody sits and waits for them; then what has been due longest. To
    /// one person the others go in the order in which they were written, so that one that is tried again is not overtaken. At night
    /// reminders and digests wait, and nothing waits for them.
    private static func next(
        _ channel: Contact.Channel, at now: Int64, isNight: Bool, _ database: any SQLReading
    ) throws -> SQLRow? {
        try database.row(
            """
            SELECT seq, sealed, attempts, created_at FROM notice
            WHERE channel = ? AND state = 'waiting' AND due_at <= ? AND (expires_at IS NULL OR expires_at > ?)
                AND (? = 0 OR kind NOT IN ('expiring', 'company-expiring', 'company-news'))
                AND (is_urgent = 1 OR NOT EXISTS (
                    SELECT 1 FROM notice AS earlier WHERE earlier.contact = notice.contact AND earlier.seq < notice.seq
                        AND earlier.state IN ('waiting', 'sending') AND earlier.is_urgent = 0
                        AND (? = 0 OR earlier.kind NOT IN ('expiring', 'company-expiring', 'company-news'))))
            ORDER BY is_urgent DESC, due_at, seq LIMIT 1
            """, .text(channel.rawValue), .integer(now), .integer(now), .integer(isNight ? 1 : 0),
            .integer(isNight ? 1 : 0))
    }

    static func hasDue(
        _ channel: Contact.Channel, at now: Int64, isNight: Bool, _ database: any SQLReading
    ) throws -> Bool {
        try next(channel, at: now, isNight: isNight, database) != nil
    }

    /// Notes that the next one is being sent.
    static func claim(
        _ channel: Contact.Channel, at now: Int64, isNight: Bool, _ database: any SQLWriting
    ) throws -> Claimed? {
        guard let row = try next(channel, at: now, isNight: isNight, database) else { return nil }
        let seq = try row.integer(0)
        try database.execute(
            "UPDATE notice SET state = 'sending', attempts = attempts + 1 WHERE seq = ?", .integer(seq))
        return Claimed(
            seq: seq, sealed: try row.blob(1), attempts: try row.integer(2) + 1, createdAt: try row.integer(3))
    }

    /// Notes what became of one that was being sent.
    static func settle(_ seq: Int64, _ outcome: NoticeOutcome, at now: Int64, _ database: any SQLWriting) throws {
        switch outcome {
        case .sent:
            try database.execute(
                """
                UPDATE notice SET state = 'sent', ended_at = ?, error = NULL,
                    sealed = CASE WHEN is_urgent = 1 THEN NULL ELSE sealed END
                WHERE seq = ? AND state = 'sending'
                """, .integer(now), .integer(seq))
        case .again(let time, let error):
            try database.execute(
                "UPDATE notice SET state = 'waiting', due_at = ?, error = ? WHERE seq = ? AND state = 'sending'",
                .integer(time), .text(error), .integer(seq))
        case .failed(let error):
            try database.execute(
                """
                UPDATE notice SET state = 'failed', ended_at = ?, error = ?,
                    sealed = CASE WHEN is_urgent = 1 THEN NULL ELSE sealed END
                WHERE seq = ? AND state = 'sending'
                """, .integer(now), .text(error), .integer(seq))
        }
    }

    /// Those that were being sent when the service ended: whether they went, nobody knows, so they go once more.
    static func recover(at now: Int64, _ database: any SQLWriting) throws -> Int {
        try database.execute(
            "UPDATE notice SET state = 'waiting', due_at = ?, error = 'interrupted' WHERE state = 'sending'",
            .integer(now))
    }

    /// Gives up what is of no use any more.
    static func expire(at now: Int64, _ database: any SQLWriting) throws {
        try database.execute(
            """
            UPDATE notice SET state = 'failed', error = 'too-late', ended_at = ?, sealed = NULL
            WHERE state = 'waiting' AND expires_at <= ?
            """, .integer(now), .integer(now))
    }

    static func purge(_ retention: NoticeRetention, at now: Int64, _ database: any SQLWriting) throws {
        try database.execute(
            "UPDATE notice SET sealed = NULL WHERE ended_at <= ? AND sealed IS NOT NULL",
            .integer(now - retention.blankedAfter))
        // The newest stays: numbers go on from it.
        try database.execute(
            "DELETE FROM notice WHERE ended_at <= ? AND seq < (SELECT MAX(seq) FROM notice)",
            .integer(now - retention.removedAfter))
    }

    static func counts(at now: Int64, _ database: any SQLReading) throws -> NoticeCounts {
        var waiting: [Contact.Channel: Int64] = [:]
        var (oldest, retried): (Int64?, Int64) = (nil, 0)
        for channel in Contact.Channel.allCases {
            guard
                let row = try database.row(
                    """
                    SELECT COUNT(*), MIN(created_at), COALESCE(SUM(CASE WHEN attempts > 0 THEN 1 ELSE 0 END), 0)
                    FROM notice WHERE channel = ? AND state = 'waiting'
                    """, .text(channel.rawValue))
            else { continue }
            waiting[channel] = try row.integer(0)
            if let first = try row.optionalInteger(1) { oldest = min(oldest ?? first, first) }
            retried += try row.integer(2)
        }
        func ended(_ state: String) throws -> Int64 {
            try database.integer(
                "SELECT COUNT(*) FROM notice WHERE ended_at > ? AND state = ?", .integer(now - 86_400), .text(state))
                ?? 0
        }
        let errors = try database.rows(
            """
            SELECT error, COUNT(*) FROM notice WHERE ended_at > ? AND state = 'failed'
            GROUP BY error ORDER BY COUNT(*) DESC, error LIMIT 5
            """, .integer(now - 86_400)
        ).map { try $0.text(0) }
        return NoticeCounts(
            waiting: waiting, oldest: oldest, retried: retried,
            sending: try database.integer(
                "SELECT COUNT(*) FROM notice WHERE state IN ('waiting', 'sending') AND state = 'sending'")
                ?? 0, sent: try ended("sent"), failed: try ended("failed"), errors: errors)
    }
}
