import SQLStore

/// What people said to consultations.
enum ContributionStore {
    /// What is sealed of a contribution for itself alone.
    enum Part: String { case text, name }

    static func context(_ number: ContributionNumber, _ part: Part) -> [UInt8] {
        Array("contribution:\(number.text):\(part.rawValue)".utf8)
    }

    /// One about to be stored.
    struct New: Sendable {
        let number: ContributionNumber
        let isAgreed: Bool
        let language: SiteLanguage
        /// Keyed hashes of whom to write to and of who asked; 16 bytes each.
        let contact: [UInt8]?
        let sealedContact: [UInt8]?
        let sealedName: [UInt8]?
        let sealed: [UInt8]
        let client: [UInt8]?
    }

    /// - Returns: false when the number is taken.
    static func insert(
        _ new: New, to consultation: Int64, at now: Int64, _ database: any SQLWriting
    ) throws -> Bool {
        let seq = try (database.integer("SELECT MAX(seq) FROM contribution") ?? 0) + 1
        return try database.execute(
            """
            INSERT INTO contribution (seq, number, consultation, state, is_agreed, language, contact, sealed_contact,
                sealed_name, sealed, client, received_at)
            VALUES (?, ?, ?, 'received', ?, ?, ?, ?, ?, ?, ?, ?) ON CONFLICT DO NOTHING
            """, .integer(seq), .text(new.number.text), .integer(consultation), .integer(new.isAgreed ? 1 : 0),
            .text(new.language.rawValue), .blob(new.contact), .blob(new.sealedContact), .blob(new.sealedName),
            .blob(new.sealed), .blob(new.client), .integer(now)) == 1
    }

    // MARK: Looking up

    struct Stored: Sendable {
        let contribution: Contribution
        let sealed: [UInt8]?
        let sealedName: [UInt8]?
        let sealedContact: [UInt8]?
    }

    static func contribution(_ number: ContributionNumber, _ database: any SQLReading) throws -> Stored? {
        try database.row(
            """
            SELECT seq, number, consultation, state, cause, is_agreed, language, received_at, reviewed_at, reviewed_by,
                reply, sealed, sealed_name, sealed_contact
            FROM contribution WHERE number = ?
            """, .text(number.text)
        ).map(stored)
    }

    /// Those of a consultation in the order in which they came, whose numbers are given, or that wait to be looked at first.
    static func all(
        of consultation: Int64, offset: Int, limit: Int, _ database: any SQLReading
    ) throws -> [Stored] {
        try database.rows(
            """
            SELECT seq, number, consultation, state, cause, is_agreed, language, received_at, reviewed_at, reviewed_by,
                reply, sealed, sealed_name, sealed_contact
            FROM contribution WHERE consultation = ?
            ORDER BY CASE WHEN state = 'received' THEN 0 ELSE 1 END, seq LIMIT ? OFFSET ?
            """, .integer(consultation), .integer(Int64(limit)), .integer(Int64(offset))
        ).map(stored)
    }

    /// Those that an answer has, and those that none has.
    static func answerable(
        of consultation: Int64, by reply: Int64?, limit: Int, _ database: any SQLReading
    ) throws -> [Stored] {
        try database.rows(
            """
            SELECT seq, number, consultation, state, cause, is_agreed, language, received_at, reviewed_at, reviewed_by,
                reply, sealed, sealed_name, sealed_contact
            FROM contribution WHERE consultation = ? AND (reply IS NULL OR reply = ?)
            ORDER BY reply IS NULL DESC, seq LIMIT ?
            """, .integer(consultation), .integer(reply), .integer(Int64(limit))
        ).map(stored)
    }

    /// Those whose text everybody reads.
    /// - Parameter reply: those of one answer; nil for all.
    static func published(
        of consultation: Int64, by reply: Int64?, offset: Int, limit: Int, _ database: any SQLReading
    ) throws -> [Stored] {
        try database.rows(
            """
            SELECT seq, number, consultation, state, cause, is_agreed, language, received_at, reviewed_at, reviewed_by,
                reply, sealed, sealed_name, sealed_contact
            FROM contribution WHERE consultation = ? AND state = 'published' AND is_agreed = 1
                AND (? IS NULL OR reply = ?)
            ORDER BY seq LIMIT ? OFFSET ?
            """, .integer(consultation), .integer(reply), .integer(reply), .integer(Int64(limit)),
            .integer(Int64(offset))
        ).map(stored)
    }

    static func of(contact: [UInt8], _ database: any SQLReading) throws -> [Stored] {
        try database.rows(
            """
            SELECT seq, number, consultation, state, cause, is_agreed, language, received_at, reviewed_at, reviewed_by,
                reply, sealed, sealed_name, sealed_contact
            FROM contribution WHERE contact = ? ORDER BY seq
            """, .blob(contact)
        ).map(stored)
    }

    private static func stored(_ row: SQLRow) throws -> Stored {
        guard let number = ContributionNumber(typed: try row.text(1)),
            let state = ContributionState(rawValue: try row.text(3)),
            let language = SiteLanguage(rawValue: try row.text(6))
        else { throw RegisterError.damaged("a contribution") }
        return Stored(
            contribution: Contribution(
                number: number, consultation: try row.integer(2), state: state,
                cause: try row.optionalText(4).flatMap(ContributionDecision.init), isAgreed: try row.integer(5) == 1,
                language: language, receivedAt: try row.integer(7), reviewedAt: try row.optionalInteger(8),
                reviewedBy: try row.optionalText(9), reply: try row.optionalInteger(10), seq: try row.integer(0)),
            sealed: try row.optionalBlob(11), sealedName: try row.optionalBlob(12),
            sealedContact: try row.optionalBlob(13))
    }

    static func counts(of consultation: Int64, _ database: any SQLReading) throws -> ContributionCounts {
        let row = try database.row(
            """
            SELECT COUNT(*), COUNT(CASE WHEN state = 'received' THEN 1 END),
                COUNT(CASE WHEN state = 'published' THEN 1 END), COUNT(CASE WHEN reply IS NULL THEN 1 END)
            FROM contribution WHERE consultation = ?
            """, .integer(consultation))
        func number(_ column: Int) throws -> Int64 { try row?.integer(column) ?? 0 }
        return ContributionCounts(
            all: try number(0), received: try number(1), published: try number(2), unanswered: try number(3))
    }

    // MARK: Limits

    static func count(client: [UInt8], since time: Int64, _ database: any SQLReading) throws -> OpinionStore.Count {
        try count(
            database.row(
                "SELECT COUNT(*), MIN(received_at) FROM contribution WHERE client = ? AND received_at > ?",
                .blob(client), .integer(time)))
    }

    static func count(contact: [UInt8], since time: Int64, _ database: any SQLReading) throws -> OpinionStore.Count {
        try count(
            database.row(
                "SELECT COUNT(*), MIN(received_at) FROM contribution WHERE contact = ? AND received_at > ?",
                .blob(contact), .integer(time)))
    }

    static func count(since time: Int64, _ database: any SQLReading) throws -> OpinionStore.Count {
        try count(
            database.row("SELECT COUNT(*), MIN(received_at) FROM contribution WHERE received_at > ?", .integer(time)))
    }

    private static func count(_ row: SQLRow?) throws -> OpinionStore.Count {
        OpinionStore.Count(number: try row?.integer(0) ?? 0, first: try row?.optionalInteger(1))
    }

    // MARK: Looking at them, and answering

    static func move(
        _ contribution: Contribution, _ decision: ContributionDecision, to state: ContributionState, by person: String,
        at now: Int64, _ database: any SQLWriting
    ) throws {
        try database.execute(
            "UPDATE contribution SET state = ?, cause = ?, reviewed_at = ?, reviewed_by = ? WHERE seq = ?",
            .text(state.rawValue), .text(state == .kept ? decision.rawValue : nil), .integer(now), .text(person),
            .integer(contribution.seq))
    }

    static func assign(
        _ number: ContributionNumber, of consultation: Int64, to reply: Int64?, _ database: any SQLWriting
    ) throws -> Bool {
        try database.execute(
            "UPDATE contribution SET reply = ? WHERE number = ? AND consultation = ?", .integer(reply),
            .text(number.text), .integer(consultation)) == 1
    }

    /// Those whom word of the answer goes to.
    static func tellable(of consultation: Int64, _ database: any SQLReading) throws -> [Stored] {
        try database.rows(
            """
            SELECT seq, number, consultation, state, cause, is_agreed, language, received_at, reviewed_at, reviewed_by,
                reply, sealed, sealed_name, sealed_contact
            FROM contribution WHERE consultation = ? AND sealed_contact IS NOT NULL ORDER BY seq
            """, .integer(consultation)
        ).map(stored)
    }

    // MARK: By the clock

    /// Takes away what counted who asked.
    static func forget(clientsBefore time: Int64, _ database: any SQLWriting) throws {
        try database.execute(
            "UPDATE contribution SET client = NULL WHERE client IS NOT NULL AND received_at < ?", .integer(time))
    }

    static func dueCount(before time: Int64, _ database: any SQLReading) throws -> Int64 {
        try database.integer(
            """
            SELECT COUNT(*) FROM contribution JOIN consultation ON consultation.seq = contribution.consultation
            WHERE consultation.closed_at < ? AND (sealed_contact IS NOT NULL OR sealed_name IS NOT NULL
                OR (sealed IS NOT NULL AND contribution.state <> 'published'))
            """, .integer(time)) ?? 0
    }

    /// Takes away who wrote to consultations that were closed before a time, and what of it was not published.
    /// - Returns: how many.
    static func forget(closedBefore time: Int64, most: Int, _ database: any SQLWriting) throws -> Int {
        Int(
            try database.execute(
                """
                UPDATE contribution SET contact = NULL, sealed_contact = NULL, sealed_name = NULL,
                    sealed = CASE WHEN state = 'published' THEN sealed ELSE NULL END
                WHERE seq IN (
                    SELECT contribution.seq FROM contribution
                    JOIN consultation ON consultation.seq = contribution.consultation
                    WHERE consultation.closed_at < ? AND (sealed_contact IS NOT NULL OR sealed_name IS NOT NULL
                        OR (sealed IS NOT NULL AND contribution.state <> 'published'))
                    ORDER BY contribution.seq LIMIT ?)
                """, .integer(time), .integer(Int64(most))))
    }
}
