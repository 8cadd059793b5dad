import SQLStore

extension OpinionStore {
    /// Moves an opinion on and writes its history.
    /// - Parameters:
    ///   - person: who of the staff; nil for who wrote, and for time.
    ///   - handler: who works on it from now on; nil leaves who does.
    ///   - dueAt: nil leaves the time.
    /// - Returns: false when it is no longer where it was.
    static func move(
        _ opinion: Opinion, by act: OpinionAct, to state: OpinionState, person: String? = nil, handler: String? = nil,
        dueAt: Int64? = nil, at now: Int64, _ database: any SQLWriting
    ) throws -> Bool {
        let changed = try database.execute(
            """
            UPDATE opinion SET state = ?, handler = COALESCE(?, handler), due_at = COALESCE(?, due_at),
                is_extended = CASE WHEN ? = 'extend' THEN 1 ELSE is_extended END,
                closed_at = CASE WHEN ? IN ('closed', 'withdrawn') THEN ? ELSE NULL END
            WHERE seq = ? AND state = ?
            """,
            .text(state.rawValue), .text(handler), .integer(dueAt), .text(act.rawValue), .text(state.rawValue),
            .integer(now), .integer(opinion.seq), .text(opinion.state.rawValue))
        guard changed == 1 else { return false }
        try note(act, state, of: opinion.seq, by: person, at: now, database)
        return true
    }

    /// Notes that it was answered, and by whom: the database itself refuses who made the decision it is about.
    static func answer(
        _ opinion: Opinion, outcome: OpinionOutcome?, by person: String, at now: Int64, _ database: any SQLWriting
    ) throws -> Bool {
        let changed = try database.execute(
            """
            UPDATE opinion SET state = 'answered', answered_at = ?, answered_by = ?, handler = ?,
                outcome = COALESCE(?, outcome), first_answered_at = COALESCE(first_answered_at, ?),
                was_late = COALESCE(was_late, CASE WHEN due_at <= ? THEN 1 ELSE 0 END)
            WHERE seq = ? AND state = ?
            """,
            .integer(now), .text(person), .text(person), .text(outcome?.rawValue), .integer(now), .integer(now),
            .integer(opinion.seq), .text(opinion.state.rawValue))
        guard changed == 1 else { return false }
        try note(.answer, .answered, of: opinion.seq, by: person, at: now, database)
        return true
    }

    // MARK: Texts

    struct Message: Sendable {
        let place: Int64
        let at: Int64
        let author: OpinionMessage.Author
        let sealed: [UInt8]?
    }

    /// Stores a text under the next place; its box opens for no other.
    static func add(
        _ text: String, author: OpinionMessage.Author, to number: OpinionNumber, _ seq: Int64, at now: Int64,
        _ vault: IdentityVault, _ database: any SQLWriting
    ) throws {
        let place =
            try database.integer(
                "SELECT COALESCE(MAX(place) + 1, 0) FROM opinion_message WHERE opinion = ?", .integer(seq))
            ?? 0
        let box = try vault.seal(repeatably: OpinionText.padded(text), context: context(number, place))
        try database.execute(
            "INSERT INTO opinion_message (opinion, place, at, author, sealed) VALUES (?, ?, ?, ?, ?)", .integer(seq),
            .integer(place), .integer(now), .text(author.rawValue), .blob(box))
    }

    static func messages(of seq: Int64, _ database: any SQLReading) throws -> [Message] {
        try database.rows(
            "SELECT place, at, author, sealed FROM opinion_message WHERE opinion = ? ORDER BY place", .integer(seq)
        ).map { row in
            guard let author = OpinionMessage.Author(rawValue: try row.text(2)) else {
                throw RegisterError.damaged("an opinion's text")
            }
            return Message(
                place: try row.integer(0), at: try row.integer(1), author: author, sealed: try row.optionalBlob(3))
        }
    }

    static func context(_ number: OpinionNumber, _ place: Int64) -> [UInt8] {
        Array("opinion:\(number.text):\(place)".utf8)
    }

    // MARK: By the clock

    /// Those whose answer nobody asked about again.
    static func answered(before time: Int64, limit: Int, _ database: any SQLReading) throws -> [Opinion] {
        try database.rows(
            "SELECT seq FROM opinion WHERE state = 'answered' AND answered_at <= ? ORDER BY answered_at LIMIT ?",
            .integer(time), .integer(Int64(limit))
        ).compactMap { try opinion(seq: $0.integer(0), database) }
    }

    /// Takes away texts and contacts of what ended before a time, and asks nobody counts any more.
    static func forget(endedBefore time: Int64, askedBefore window: Int64, _ database: any SQLWriting) throws {
        try database.execute(
            """
            UPDATE opinion_message SET sealed = NULL WHERE sealed IS NOT NULL AND opinion IN
                (SELECT seq FROM opinion WHERE closed_at IS NOT NULL AND closed_at < ?)
            """, .integer(time))
        try database.execute(
            """
            UPDATE opinion SET contact = NULL, sealed_contact = NULL
            WHERE closed_at IS NOT NULL AND closed_at < ? AND contact IS NOT NULL
            """, .integer(time))
        try database.execute(
            "UPDATE opinion SET client = NULL WHERE client IS NOT NULL AND received_at < ?", .integer(window))
    }

    // MARK: Figures

    static func figures(
        _ kind: OpinionKind, from start: Int64, until end: Int64, _ database: any SQLReading
    ) throws -> OpinionFigures {
        let row = try database.row(
            """
            SELECT COUNT(*), COUNT(first_answered_at), COALESCE(SUM(was_late), 0),
                COUNT(CASE WHEN state = 'withdrawn' THEN 1 END), COUNT(CASE WHEN outcome = 'upheld' THEN 1 END),
                COUNT(CASE WHEN outcome = 'dismissed' THEN 1 END)
            FROM opinion WHERE kind = ? AND received_at >= ? AND received_at < ?
            """, .text(kind.rawValue), .integer(start), .integer(end))
        let times = try database.rows(
            """
            SELECT first_answered_at - received_at FROM opinion
            WHERE kind = ? AND received_at >= ? AND received_at < ? AND first_answered_at IS NOT NULL
            """, .text(kind.rawValue), .integer(start), .integer(end)
        ).map { try $0.integer(0) }.sorted()
        func number(_ column: Int) throws -> Int64 { try row?.integer(column) ?? 0 }
        return OpinionFigures(
            kind: kind, received: try number(0), answered: try number(1), late: try number(2),
            withdrawn: try number(3), upheld: try number(4), dismissed: try number(5),
            usualDuration: times.isEmpty ? nil : times[times.count / 2])
    }
}
