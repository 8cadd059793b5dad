import SQLStore

/// Opinions, petitions and appeals in the database.
enum OpinionStore {
    /// One about to be stored.
    struct New: Sendable {
        let number: OpinionNumber
        let draft: OpinionDraft
        /// Keyed hashes of whom to write to and of who asked; 16 bytes each.
        let contact: [UInt8]?
        let sealedContact: [UInt8]?
        let client: [UInt8]?
        /// What proves the code.
        let verifier: [UInt8]
        let decider: String?
        let dueAt: Int64
    }

    /// - Returns: its row; nil when the number or the code is taken.
    static func insert(_ new: New, at now: Int64, _ database: any SQLWriting) throws -> Int64? {
        let seq = try (database.integer("SELECT MAX(seq) FROM opinion") ?? 0) + 1
        let stored = try database.execute(
            """
            INSERT INTO opinion (seq, number, kind, state, about, reference, language, channel, contact, sealed_contact,
                verifier, client, decider, received_at, due_at, is_extended)
            VALUES (?, ?, ?, 'received', ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, 0) ON CONFLICT DO NOTHING
            """,
            .integer(seq), .text(new.number.text), .text(new.draft.kind.rawValue),
            .text(new.draft.about?.kind.rawValue), .text(new.draft.about?.reference),
            .text(new.draft.language.rawValue), .text(new.draft.channel.rawValue), .blob(new.contact),
            .blob(new.sealedContact), .blob(new.verifier), .blob(new.client), .text(new.decider), .integer(now),
            .integer(new.dueAt))
        guard stored == 1 else { return nil }
        try note(.send, .received, of: seq, by: nil, at: now, database)
        return seq
    }

    // MARK: Looking up

    static func opinion(_ number: OpinionNumber, _ database: any SQLReading) throws -> Opinion? {
        try database.row("SELECT seq FROM opinion WHERE number = ?", .text(number.text))
            .flatMap { try opinion(seq: $0.integer(0), database) }
    }

    static func opinion(seq: Int64, _ database: any SQLReading) throws -> Opinion? {
        try database.row(
            """
            SELECT seq, number, kind, state, about, reference, language, channel, received_at, due_at, is_extended,
                answered_at, closed_at, outcome, handler, decider, contact
            FROM opinion WHERE seq = ?
            """, .integer(seq)
        ).map(opinion)
    }

    private static func opinion(_ row: SQLRow) throws -> Opinion {
        guard let number = OpinionNumber(typed: try row.text(1)), let kind = OpinionKind(rawValue: try row.text(2)),
            let state = OpinionState(rawValue: try row.text(3)),
            let language = SiteLanguage(rawValue: try row.text(6)),
            let channel = PassApplication.Channel(rawValue: try row.text(7))
        else { throw RegisterError.damaged("an opinion") }
        var about: OpinionSubject?
        if let name = try row.optionalText(4) {
            guard let subject = OpinionSubject(name, try row.text(5)) else {
                throw RegisterError.damaged("an opinion's subject")
            }
            about = subject
        }
        return Opinion(
            number: number, kind: kind, state: state, about: about, language: language, channel: channel,
            receivedAt: try row.integer(8), dueAt: try row.integer(9), isExtended: try row.integer(10) == 1,
            answeredAt: try row.optionalInteger(11), closedAt: try row.optionalInteger(12),
            outcome: try row.optionalText(13).flatMap(OpinionOutcome.init), handler: try row.optionalText(14),
            decider: try row.optionalText(15), hasContact: try row.optionalBlob(16) != nil, seq: try row.integer(0))
    }

    static func sealedContact(_ seq: Int64, _ database: any SQLReading) throws -> [UInt8]? {
        try database.row("SELECT sealed_contact FROM opinion WHERE seq = ?", .integer(seq))?.optionalBlob(0)
    }

    static func verifier(_ seq: Int64, _ database: any SQLReading) throws -> [UInt8]? {
        try database.row("SELECT verifier FROM opinion WHERE seq = ?", .integer(seq))?.blob(0)
    }

    static func contactSubject(_ seq: Int64, _ database: any SQLReading) throws -> [UInt8]? {
        try database.row("SELECT contact FROM opinion WHERE seq = ?", .integer(seq))?.optionalBlob(0)
    }

    /// Those that an answer is owed to, the one that is due first first.
    static func open(dueBefore limit: Int64, limit count: Int, _ database: any SQLReading) throws -> [Opinion] {
        try database.rows(
            """
            SELECT seq FROM opinion WHERE state IN ('received', 'answering') AND due_at <= ?
            ORDER BY due_at, seq LIMIT ?
            """, .integer(limit), .integer(Int64(count))
        ).compactMap { try opinion(seq: $0.integer(0), database) }
    }

    /// Those of a contact, the newest first.
    static func of(contact: [UInt8], limit: Int, _ database: any SQLReading) throws -> [Opinion] {
        try database.rows(
            "SELECT seq FROM opinion WHERE contact = ? ORDER BY received_at DESC, seq DESC LIMIT ?", .blob(contact),
            .integer(Int64(limit))
        ).compactMap { try opinion(seq: $0.integer(0), database) }
    }

    /// One of a kind about something, received since a time, that was not withdrawn.
    static func standing(
        _ kind: OpinionKind, about subject: OpinionSubject, since time: Int64, _ database: any SQLReading
    ) throws -> Opinion? {
        try database.row(
            """
            SELECT seq FROM opinion
            WHERE about = ? AND reference = ? AND kind = ? AND received_at >= ? AND state <> 'withdrawn' LIMIT 1
            """, .text(subject.kind.rawValue), .text(subject.reference), .text(kind.rawValue), .integer(time)
        ).flatMap { try opinion(seq: $0.integer(0), database) }
    }

    static func steps(of seq: Int64, _ database: any SQLReading) throws -> [OpinionStep] {
        try database.rows(
            "SELECT at, act, state, made_by FROM opinion_event WHERE opinion = ? ORDER BY place", .integer(seq)
        ).map { row in
            guard let act = OpinionAct(rawValue: try row.text(1)), let state = OpinionState(rawValue: try row.text(2))
            else { throw RegisterError.damaged("an opinion's history") }
            return OpinionStep(at: try row.integer(0), act: act, state: state, by: try row.optionalText(3))
        }
    }

    /// How many came since a moment, and when the first of them did.
    struct Count: Sendable {
        let number: Int64
        let first: Int64?
    }

    static func count(client: [UInt8], since time: Int64, _ database: any SQLReading) throws -> Count {
        try count(
            database.row(
                "SELECT COUNT(*), MIN(received_at) FROM opinion WHERE client = ? AND received_at > ?", .blob(client),
                .integer(time)))
    }

    static func count(contact: [UInt8], since time: Int64, _ database: any SQLReading) throws -> Count {
        try count(
            database.row(
                "SELECT COUNT(*), MIN(received_at) FROM opinion WHERE contact = ? AND received_at > ?", .blob(contact),
                .integer(time)))
    }

    static func count(since time: Int64, _ database: any SQLReading) throws -> Count {
        try count(
            database.row("SELECT COUNT(*), MIN(received_at) FROM opinion WHERE received_at > ?", .integer(time)))
    }

    private static func count(_ row: SQLRow?) throws -> Count {
        Count(number: try row?.integer(0) ?? 0, first: try row?.optionalInteger(1))
    }

    static func note(
        _ act: OpinionAct, _ state: OpinionState, of seq: Int64, by person: String?, at now: Int64,
        _ database: any SQLWriting
    ) throws {
        try database.execute(
            """
            INSERT INTO opinion_event (opinion, place, at, act, state, made_by)
            SELECT ?, COALESCE(MAX(place) + 1, 0), ?, ?, ?, ? FROM opinion_event WHERE opinion = ?
            """,
            .integer(seq), .integer(now), .text(act.rawValue), .text(state.rawValue), .text(person), .integer(seq))
    }
}
