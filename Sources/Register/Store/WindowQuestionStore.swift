import SQLStore
import SingleWindows

/// Questions to windows: an outbox, with how far each is.
enum WindowQuestionStore {
    private static func question(_ row: SQLRow) throws -> AskedQuestion {
        guard let id = QuestionID(try row.blob(1)), let window = SingleWindow(rawValue: try row.text(2)),
            let subject = WindowSubject(window: window, port: try row.text(3), mark: try row.text(4)),
            let state = AskedQuestion.State(rawValue: try row.text(6))
        else { throw RegisterError.damaged("a question to a window") }
        return AskedQuestion(
            question: WindowQuestion(
                id: id, sequence: try row.integer(0), subject: subject, askedAt: try row.integer(5)),
            state: state, attempts: try row.integer(7), dueAt: try row.integer(8), fault: try row.optionalText(9),
            owner: try row.optionalText(10), endedAt: try row.optionalInteger(11))
    }

    static func find(_ id: QuestionID, _ database: any SQLReading) throws -> AskedQuestion? {
        try database.row(
            """
            SELECT seq, id, window, port, mark, asked_at, state, attempts, due_at, fault, owner, ended_at
            FROM window_question WHERE id = ?
            """, .blob(id.bytes)
        ).map(question)
    }

    static func find(_ seq: Int64, _ database: any SQLReading) throws -> AskedQuestion? {
        try database.row(
            """
            SELECT seq, id, window, port, mark, asked_at, state, attempts, due_at, fault, owner, ended_at
            FROM window_question WHERE seq = ?
            """, .integer(seq)
        ).map(question)
    }

    /// The newest first.
    static func newest(limit: Int, _ database: any SQLReading) throws -> [AskedQuestion] {
        try database.rows(
            """
            SELECT seq, id, window, port, mark, asked_at, state, attempts, due_at, fault, owner, ended_at
            FROM window_question ORDER BY seq DESC LIMIT ?
            """, .integer(Int64(limit))
        ).map(question)
    }

    /// Those that were given up, the oldest first.
    static func dead(limit: Int, _ database: any SQLReading) throws -> [AskedQuestion] {
        try database.rows(
            """
            SELECT seq, id, window, port, mark, asked_at, state, attempts, due_at, fault, owner, ended_at
            FROM window_question WHERE state = 'dead' ORDER BY seq LIMIT ?
            """, .integer(Int64(limit))
        ).map(question)
    }

    /// - Returns: false when one about the same is open.
    static func insert(
        _ id: QuestionID, _ subject: WindowSubject, at now: Int64, _ database: any SQLWriting
    ) throws -> Bool {
        let seq = (try SettingStore.value(.windowQuestions, database).flatMap { Int64($0) } ?? 0) + 1
        let isNew =
            try database.execute(
                """
                INSERT INTO window_question (seq, id, window, port, mark, asked_at, state, attempts, due_at)
                VALUES (?, ?, ?, ?, ?, ?, 'waiting', 0, ?) ON CONFLICT DO NOTHING
                """, .integer(seq), .blob(id.bytes), .text(subject.window.rawValue), .text(subject.port),
                .text(subject.mark), .integer(now), .integer(now)) == 1
        if isNew { try SettingStore.set(.windowQuestions, String(seq), database) }
        return isNew
    }

    /// What visits that are under way are about, and nobody asks or knows to be clear.
    /// - Parameter time: a subject that was asked about since is left alone.
    static func unasked(
        _ window: SingleWindow, askedBefore time: Int64, limit: Int, at now: Int64, _ database: any SQLReading
    ) throws -> [WindowSubject] {
        try database.rows(
            """
            SELECT DISTINCT visit_matter.port, visit_matter.mark FROM visit_matter
            JOIN application ON application.seq = visit_matter.application
            LEFT JOIN window_state ON window_state.window = visit_matter.window
                AND window_state.port = visit_matter.port AND window_state.mark = visit_matter.mark
            WHERE visit_matter.window = ?
                AND (application.state IN ('submitted', 'correction', 'checking', 'approved', 'awaiting-payment')
                    OR (application.state = 'issued' AND EXISTS (
                        SELECT 1 FROM application_pass JOIN pass AS first ON first.seq = application_pass.pass
                            JOIN pass AS current ON current.number = first.number
                        WHERE application_pass.application = application.seq AND current.expires > ?)))
                AND COALESCE(window_state.finding, 'unknown') NOT IN ('released', 'declared')
                AND NOT EXISTS (
                    SELECT 1 FROM window_question WHERE window_question.window = visit_matter.window
                        AND window_question.port = visit_matter.port AND window_question.mark = visit_matter.mark
                        AND (window_question.state <> 'answered' OR window_question.ended_at > ?))
            ORDER BY visit_matter.port, visit_matter.mark LIMIT ?
            """, .text(window.rawValue), .integer(now), .integer(time), .integer(Int64(limit))
        ).map { row in
            guard let subject = WindowSubject(window: window, port: try row.text(0), mark: try row.text(1)) else {
                throw RegisterError.damaged("what a visit is about")
            }
            return subject
        }
    }

    // MARK: Sending

    static func isDue(_ window: SingleWindow, at now: Int64, _ database: any SQLReading) throws -> Int64? {
        try database.row(
            """
            SELECT seq FROM window_question WHERE window = ? AND state IN ('waiting', 'sent') AND due_at <= ?
            ORDER BY due_at, seq LIMIT 1
            """, .text(window.rawValue), .integer(now)
        ).map { try $0.integer(0) }
    }

    static func claim(_ window: SingleWindow, at now: Int64, _ database: any SQLWriting) throws -> AskedQuestion? {
        // No answer came to the last attempt either.
        try database.execute(
            """
            UPDATE window_question SET state = 'dead', fault = 'no-answer', ended_at = ?
            WHERE window = ? AND state = 'sent' AND due_at <= ? AND attempts >= ?
            """, .integer(now), .text(window.rawValue), .integer(now), .integer(WindowTimes.most))
        guard let seq = try isDue(window, at: now, database) else { return nil }
        try database.execute(
            "UPDATE window_question SET state = 'sending', attempts = attempts + 1 WHERE seq = ?", .integer(seq))
        return try find(seq, database)
    }

    static func recover(at now: Int64, _ database: any SQLWriting) throws -> Int {
        try database.execute(
            "UPDATE window_question SET state = 'waiting', due_at = ? WHERE state = 'sending'", .integer(now))
    }

    static func delivered(_ seq: Int64, at now: Int64, _ database: any SQLWriting) throws {
        try database.execute(
            "UPDATE window_question SET state = 'sent', due_at = ?, fault = NULL WHERE seq = ? AND state = 'sending'",
            .integer(now + WindowTimes.patience), .integer(seq))
    }

    /// - Parameter next: when it is tried again; nil for never.
    static func failed(
        _ seq: Int64, _ fault: String, next: Int64?, at now: Int64, _ database: any SQLWriting
    ) throws {
        try database.execute(
            """
            UPDATE window_question SET state = ?, fault = ?, due_at = ?, ended_at = ? WHERE seq = ? AND state = 'sending'
            """, .text(next == nil ? "dead" : "waiting"), .text(fault), .integer(next ?? now),
            .integer(next == nil ? now : nil), .integer(seq))
    }

    /// The same for one that was with its window already.
    static func answeredBadly(
        _ seq: Int64, _ fault: String, next: Int64?, at now: Int64, _ database: any SQLWriting
    ) throws {
        try database.execute(
            """
            UPDATE window_question SET state = ?, fault = ?, due_at = ?, ended_at = ? WHERE seq = ? AND state = 'sent'
            """, .text(next == nil ? "dead" : "waiting"), .text(fault), .integer(next ?? now),
            .integer(next == nil ? now : nil), .integer(seq))
    }

    static func answered(_ seq: Int64, at now: Int64, _ database: any SQLWriting) throws {
        try database.execute(
            """
            UPDATE window_question SET state = 'answered', fault = NULL, ended_at = ?
            WHERE seq = ? AND state <> 'answered'
            """, .integer(now), .integer(seq))
    }

    static func refused(_ seq: Int64, _ fault: String, at now: Int64, _ database: any SQLWriting) throws {
        try database.execute(
            """
            UPDATE window_question SET state = 'dead', fault = ?, ended_at = ?
            WHERE seq = ? AND state IN ('waiting', 'sending', 'sent')
            """, .text(fault), .integer(now), .integer(seq))
    }

    // MARK: Dead letters

    static func own(_ seq: Int64, _ owner: String, _ database: any SQLWriting) throws -> Bool {
        try database.execute(
            "UPDATE window_question SET owner = ? WHERE seq = ? AND state = 'dead'", .text(owner), .integer(seq)) == 1
    }

    /// - Returns: false when it is not given up, or another about the same is open.
    static func retry(_ seq: Int64, _ owner: String, at now: Int64, _ database: any SQLWriting) throws -> Bool {
        try database.execute(
            """
            UPDATE window_question SET state = 'waiting', attempts = 0, due_at = ?, ended_at = NULL, owner = ?
            WHERE seq = ? AND state = 'dead' AND NOT EXISTS (
                SELECT 1 FROM window_question AS other WHERE other.window = window_question.window
                    AND other.port = window_question.port AND other.mark = window_question.mark
                    AND other.state IN ('waiting', 'sending', 'sent'))
            """, .integer(now), .text(owner), .integer(seq)) == 1
    }

    static func drop(_ seq: Int64, _ owner: String, at now: Int64, _ database: any SQLWriting) throws -> Bool {
        try database.execute(
            "UPDATE window_question SET state = 'dropped', ended_at = ?, owner = ? WHERE seq = ? AND state = 'dead'",
            .integer(now), .text(owner), .integer(seq)) == 1
    }

    /// How many there are of each window, by state; without those that are over.
    static func counts(_ database: any SQLReading) throws -> [WindowCount] {
        try database.rows(
            """
            SELECT window, state, COUNT(*) FROM window_question
            WHERE state IN ('waiting', 'sending', 'sent', 'dead') GROUP BY window, state ORDER BY window, state
            """
        ).map { row in
            guard let window = SingleWindow(rawValue: try row.text(0)),
                let state = AskedQuestion.State(rawValue: try row.text(1))
            else { throw RegisterError.damaged("a question to a window") }
            return WindowCount(window: window, state: state, count: try row.integer(2))
        }
    }
}
