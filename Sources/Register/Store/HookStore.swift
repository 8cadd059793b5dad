import PassFormat
import SQLStore

/// Endpoints, and what they are told: an outbox, filled in the transactions of what is told of.
enum HookStore {
    static func count(of company: Int64, _ database: any SQLReading) throws -> Int64 {
        try database.integer("SELECT COUNT(*) FROM company_hook WHERE company = ?", .integer(company)) ?? 0
    }

    static func insert(
        _ id: HookID, address: String, secret: [UInt8], of company: Int64, at now: Int64, _ database: any SQLWriting
    ) throws -> Bool {
        let seq = (try database.integer("SELECT MAX(seq) FROM company_hook") ?? 0) + 1
        return try database.execute(
            """
            INSERT INTO company_hook (seq, id, company, address, secret, made_at) VALUES (?, ?, ?, ?, ?, ?)
            ON CONFLICT DO NOTHING
            """, .integer(seq), .blob(id.bytes), .integer(company), .text(address), .blob(secret), .integer(now)) == 1
    }

    struct Row: Sendable {
        let seq: Int64
        let hook: CompanyHook
    }

    private static func row(_ row: SQLRow) throws -> Row {
        guard let id = HookID(try row.blob(1)) else { throw RegisterError.damaged("an endpoint") }
        return Row(
            seq: try row.integer(0),
            hook: CompanyHook(
                id: id, address: try row.text(2), madeAt: try row.integer(3),
                failingSince: try row.optionalInteger(4), disabledAt: try row.optionalInteger(5)))
    }

    static func all(of company: Int64, _ database: any SQLReading) throws -> [CompanyHook] {
        try database.rows(
            """
            SELECT seq, id, address, made_at, failing_since, disabled_at FROM company_hook
            WHERE company = ? ORDER BY seq
            """, .integer(company)
        ).map { try row($0).hook }
    }

    static func hook(_ id: HookID, of company: Int64, _ database: any SQLReading) throws -> Row? {
        try database.row(
            """
            SELECT seq, id, address, made_at, failing_since, disabled_at FROM company_hook
            WHERE company = ? AND id = ?
            """, .integer(company), .blob(id.bytes)
        ).map(row)
    }

    static func company(of hook: Int64, _ database: any SQLReading) throws -> CompanyID? {
        try database.row(
            "SELECT company.id FROM company_hook JOIN company ON company.seq = company_hook.company WHERE company_hook.seq = ?",
            .integer(hook)
        ).flatMap { CompanyID(try $0.blob(0)) }
    }

    static func rotate(_ seq: Int64, to secret: [UInt8], oldUntil: Int64, _ database: any SQLWriting) throws {
        try database.execute(
            "UPDATE company_hook SET old_secret = secret, old_until = ?, secret = ? WHERE seq = ?", .integer(oldUntil),
            .blob(secret), .integer(seq))
    }

    static func remove(_ seq: Int64, _ database: any SQLWriting) throws {
        try database.execute("DELETE FROM hook_delivery WHERE hook = ?", .integer(seq))
        try database.execute("DELETE FROM company_hook WHERE seq = ?", .integer(seq))
    }

    /// Uses one again, and what waits for it goes at once.
    static func enable(_ seq: Int64, at now: Int64, _ database: any SQLWriting) throws {
        try database.execute(
            "UPDATE hook_delivery SET due_at = ? WHERE hook = ? AND state = 'waiting'", .integer(now), .integer(seq))
        try database.execute(
            "UPDATE company_hook SET disabled_at = NULL, failing_since = NULL WHERE seq = ?", .integer(seq))
    }

    // MARK: What happens

    /// Notes what an application became, for its company's endpoints.
    static func note(
        application seq: Int64, _ state: ApplicationState, at now: Int64, _ database: any SQLWriting
    ) throws {
        try database.execute(
            """
            INSERT INTO hook_delivery (hook, event, subject, became, at, state, attempts, due_at)
            SELECT company_hook.seq, 'application.state-changed', application.number, ?, ?, 'waiting', 0, ?
            FROM application JOIN company_hook ON company_hook.company = application.company
            WHERE application.seq = ? AND company_hook.disabled_at IS NULL
            """, .text(state.rawValue), .integer(now), .integer(now), .integer(seq))
    }

    /// Notes what a pass became, for the endpoints of the companies whose applications led to it.
    static func note(
        pass id: PassID, _ event: HookEvent, _ state: PassState, at now: Int64, _ database: any SQLWriting
    ) throws {
        guard try database.row("SELECT 1 FROM company_hook WHERE disabled_at IS NULL LIMIT 1") != nil else { return }
        try database.execute(
            """
            INSERT INTO hook_delivery (hook, event, subject, became, at, state, attempts, due_at)
            SELECT DISTINCT company_hook.seq, ?, current.number, ?, ?, 'waiting', 0, ?
            FROM pass AS current JOIN pass AS first ON first.number = current.number
                JOIN application_pass ON application_pass.pass = first.seq
                JOIN application ON application.seq = application_pass.application
                JOIN company_hook ON company_hook.company = application.company
            WHERE current.id = ? AND company_hook.disabled_at IS NULL
            """, .text(event.rawValue), .text(state.name), .integer(now), .integer(now),
            .integer(Int64(bitPattern: id.rawValue)))
    }

    // MARK: Telling

    static func deliveries(of hook: Int64, limit: Int, _ database: any SQLReading) throws -> [HookDelivery] {
        try database.rows(
            """
            SELECT seq, event, subject, became, at, state, attempts, answer FROM hook_delivery
            WHERE hook = ? ORDER BY seq DESC LIMIT ?
            """, .integer(hook), .integer(Int64(limit))
        ).map { row in
            guard let event = HookEvent(rawValue: try row.text(1)),
                let state = HookDelivery.State(rawValue: try row.text(5))
            else { throw RegisterError.damaged("a delivery") }
            return HookDelivery(
                seq: try row.integer(0), event: event, subject: try row.text(2), became: try row.text(3),
                at: try row.integer(4), state: state, attempts: try row.integer(6), answer: try row.optionalText(7))
        }
    }

    static func again(_ seq: Int64, of hook: Int64, at now: Int64, _ database: any SQLWriting) throws -> Bool {
        try database.execute(
            """
            UPDATE hook_delivery SET state = 'waiting', due_at = ?, attempts = 0, ended_at = NULL
            WHERE seq = ? AND hook = ? AND state <> 'sending'
            """, .integer(now), .integer(seq), .integer(hook)) == 1
    }

    static func recover(at now: Int64, _ database: any SQLWriting) throws -> Int {
        try database.execute(
            "UPDATE hook_delivery SET state = 'waiting', due_at = ? WHERE state = 'sending'", .integer(now))
    }

    /// Tellings of one company at one time: however many endpoints it has, and however long they let us wait, it has no more of the
    /// sender's lanes. Two, so that its slow endpoint does not hold up its other ones.
    private static let mostAtOnce: Int64 = 2

    /// The next that is due, at an endpoint that is not being told something, of a company that is not being told as much as it can be.
    static func next(at now: Int64, _ database: any SQLReading) throws -> Int64? {
        try database.integer(
            """
            SELECT hook_delivery.seq FROM hook_delivery JOIN company_hook ON company_hook.seq = hook_delivery.hook
            WHERE hook_delivery.state = 'waiting' AND hook_delivery.due_at <= ? AND company_hook.disabled_at IS NULL
                AND NOT EXISTS (SELECT 1 FROM hook_delivery AS other
                    WHERE other.hook = hook_delivery.hook AND other.state = 'sending')
                AND (SELECT COUNT(*) FROM hook_delivery AS other JOIN company_hook AS told ON told.seq = other.hook
                    WHERE other.state = 'sending' AND told.company = company_hook.company) < ?
            ORDER BY hook_delivery.due_at, hook_delivery.seq LIMIT 1
            """, .integer(now), .integer(mostAtOnce))
    }

    struct Claimed: Sendable {
        let seq: Int64
        let hook: Int64
        let id: HookID
        let address: String
        let secret: [UInt8]
        let oldSecret: [UInt8]?
        let oldUntil: Int64?
        let event: HookEvent
        let subject: String
        let became: String
        let at: Int64
        let attempts: Int64
    }

    static func claim(at now: Int64, _ database: any SQLWriting) throws -> Claimed? {
        guard let seq = try next(at: now, database) else { return nil }
        try database.execute(
            "UPDATE hook_delivery SET state = 'sending', attempts = attempts + 1 WHERE seq = ?", .integer(seq))
        return try database.row(
            """
            SELECT hook, id, address, secret, old_secret, old_until, event, subject, became, at, attempts
            FROM hook_delivery JOIN company_hook ON company_hook.seq = hook_delivery.hook
            WHERE hook_delivery.seq = ?
            """, .integer(seq)
        ).map { row in
            guard let id = HookID(try row.blob(1)), let event = HookEvent(rawValue: try row.text(6)) else {
                throw RegisterError.damaged("a delivery")
            }
            return Claimed(
                seq: seq, hook: try row.integer(0), id: id, address: try row.text(2), secret: try row.blob(3),
                oldSecret: try row.optionalBlob(4), oldUntil: try row.optionalInteger(5), event: event,
                subject: try row.text(7), became: try row.text(8), at: try row.integer(9),
                attempts: try row.integer(10))
        }
    }

    static func sent(
        _ seq: Int64, of hook: Int64, status: Int, at now: Int64, _ database: any SQLWriting
    ) throws {
        try database.execute(
            "UPDATE hook_delivery SET state = 'sent', answer = ?, ended_at = ? WHERE seq = ? AND state = 'sending'",
            .text(String(status)), .integer(now), .integer(seq))
        try database.execute("UPDATE company_hook SET failing_since = NULL WHERE seq = ?", .integer(hook))
    }

    /// - Returns: whether its endpoint was given up now.
    static func failed(
        _ seq: Int64, of hook: Int64, answer: String, next: Int64?, patience: Int64, at now: Int64,
        _ database: any SQLWriting
    ) throws -> Bool {
        try database.execute(
            """
            UPDATE hook_delivery SET state = ?, answer = ?, due_at = ?, ended_at = ? WHERE seq = ? AND state = 'sending'
            """, .text(next == nil ? "failed" : "waiting"), .text(answer), .integer(next ?? now),
            .integer(next == nil ? now : nil), .integer(seq))
        try database.execute(
            "UPDATE company_hook SET failing_since = ? WHERE seq = ? AND failing_since IS NULL", .integer(now),
            .integer(hook))
        return try database.execute(
            "UPDATE company_hook SET disabled_at = ? WHERE seq = ? AND disabled_at IS NULL AND failing_since <= ?",
            .integer(now), .integer(hook), .integer(now - patience)) == 1
    }

    static func forget(before limit: Int64, _ database: any SQLWriting) throws {
        try database.execute(
            "DELETE FROM hook_delivery WHERE at <= ? AND state <> 'sending'", .integer(limit))
    }
}
