import PassFormat
import SQLStore

/// Violations in the database.
enum ViolationStore {
    /// One about to be stored.
    struct New: Sendable {
        let number: ViolationNumber
        let party: ViolationParty
        let subject: [UInt8]
        let company: String?
        let pass: String?
        let rule: String
        let grade: ViolationGrade
        let rules: [UInt8]
        let suspensionMonths: Int?
        let banMonths: Int?
        let occurredAt: Int64
        let task: Int64?
        let document: [UInt8]
    }

    /// - Returns: nil when the number is taken.
    static func insert(
        _ new: New, by principal: Principal, at now: Int64, _ database: any SQLWriting
    ) throws -> Violation? {
        let stored = try database.execute(
            """
            INSERT INTO violation (number, party, subject, company, pass, rule, grade, rules, suspension_months, ban_months,
                occurred_at, recorded_at, recorded_by, task, document)
            VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?) ON CONFLICT DO NOTHING
            """,
            .text(new.number.text), .text(new.party.rawValue), .blob(new.subject), .text(new.company), .text(new.pass),
            .text(new.rule), .text(new.grade.rawValue), .blob(new.rules),
            .integer(new.suspensionMonths.map { Int64($0) }), .integer(new.banMonths.map { Int64($0) }),
            .integer(new.occurredAt), .integer(now), .text(principal.name), .integer(new.task), .blob(new.document))
        return stored == 1 ? try violation(new.number, database) : nil
    }

    static func violation(_ number: ViolationNumber, _ database: any SQLReading) throws -> Violation? {
        try database.row("SELECT seq FROM violation WHERE number = ?", .text(number.text)).flatMap {
            try violation(seq: $0.integer(0), database)
        }
    }

    static func violation(seq: Int64, _ database: any SQLReading) throws -> Violation? {
        try database.row(
            """
            SELECT seq, number, party, subject, company, pass, rule, grade, rules, suspension_months, ban_months,
                occurred_at, recorded_at, recorded_by, task, document, reversed_at, reversed_by, reversal
            FROM violation WHERE seq = ?
            """, .integer(seq)
        ).map(violation)
    }

    private static func violation(_ row: SQLRow) throws -> Violation {
        guard let number = ViolationNumber(typed: try row.text(1)),
            let party = ViolationParty(rawValue: try row.text(2)),
            let grade = ViolationGrade(rawValue: try row.text(7))
        else { throw RegisterError.damaged("a violation") }
        return Violation(
            number: number, party: party, company: try row.optionalText(4), pass: try row.optionalText(5),
            rule: try row.text(6), grade: grade, rules: try row.blob(8),
            suspensionMonths: try row.optionalInteger(9).map { Int($0) },
            banMonths: try row.optionalInteger(10).map { Int($0) }, occurredAt: try row.integer(11),
            recordedAt: try row.integer(12), recordedBy: try Principal(row.text(13)),
            task: try row.optionalInteger(14), reversedAt: try row.optionalInteger(16),
            reversedBy: try row.optionalText(17).map { try Principal($0) }, reversal: try row.optionalText(18),
            seq: try row.integer(0), subject: try row.blob(3), document: try row.blob(15))
    }

    private static func violations(_ rows: [SQLRow], _ database: any SQLReading) throws -> [Violation] {
        try rows.compactMap { try violation(seq: $0.integer(0), database) }
    }

    // MARK: Of somebody

    /// Those of a person, vehicle or company that were not reversed.
    static func standing(of subject: [UInt8], _ database: any SQLReading) throws -> [Violation] {
        try violations(
            database.rows(
                "SELECT seq FROM violation WHERE subject = ? AND reversed_at IS NULL ORDER BY seq", .blob(subject)),
            database)
    }

    /// Whether there is any at all that was not reversed.
    static func isAnyStanding(_ database: any SQLReading) throws -> Bool {
        try database.row("SELECT 1 FROM violation WHERE reversed_at IS NULL LIMIT 1") != nil
    }

    /// Those that count for a company: its own, and its people's.
    static func standing(ofCompany number: String, _ database: any SQLReading) throws -> [Violation] {
        try violations(
            database.rows(
                "SELECT seq FROM violation WHERE company = ? AND reversed_at IS NULL ORDER BY seq", .text(number)),
            database)
    }

    /// Those seen with a pass, the newest first; reversed ones as well.
    static func of(pass number: String, _ database: any SQLReading) throws -> [Violation] {
        try violations(
            database.rows(
                "SELECT seq FROM violation WHERE pass = ? ORDER BY occurred_at DESC, seq DESC", .text(number)), database
        )
    }

    // MARK: Lists

    static func recent(limit: Int, _ database: any SQLReading) throws -> [Violation] {
        try violations(
            database.rows("SELECT seq FROM violation ORDER BY seq DESC LIMIT ?", .integer(Int64(limit))), database)
    }

    static func of(company number: String, limit: Int, _ database: any SQLReading) throws -> [Violation] {
        try violations(
            database.rows(
                "SELECT seq FROM violation WHERE company = ? ORDER BY seq DESC LIMIT ?", .text(number),
                .integer(Int64(limit))), database)
    }

    /// All that were not reversed, for what looks at all of them.
    static func standing(_ database: any SQLReading) throws -> [Violation] {
        try violations(database.rows("SELECT seq FROM violation WHERE reversed_at IS NULL ORDER BY seq"), database)
    }

    // MARK: Reversing

    /// - Parameter document: sealed anew, with why.
    /// - Returns: false when it was reversed meanwhile.
    static func reverse(
        _ violation: Violation, reason: String, document: [UInt8], by principal: Principal, at now: Int64,
        _ database: any SQLWriting
    ) throws -> Bool {
        try database.execute(
            """
            UPDATE violation SET reversed_at = ?, reversed_by = ?, reversal = ?, document = ?
            WHERE seq = ? AND reversed_at IS NULL
            """, .integer(now), .text(principal.name), .text(reason), .blob(document), .integer(violation.seq)) == 1
    }

    /// Whether something is kept of what was written before a time.
    static func hasNotes(recordedBefore time: Int64, _ database: any SQLReading) throws -> Bool {
        try database.row(
            "SELECT 1 FROM violation WHERE recorded_at < ? AND length(document) > 0 LIMIT 1", .integer(time)) != nil
    }

    /// Takes away what was written of those recorded before a time; that they were, stays.
    static func forgetNotes(recordedBefore time: Int64, _ database: any SQLWriting) throws {
        try database.execute(
            "UPDATE violation SET document = zeroblob(0) WHERE recorded_at < ? AND length(document) > 0", .integer(time)
        )
    }

    /// All of a person, the newest first.
    static func all(of subject: [UInt8], _ database: any SQLReading) throws -> [Violation] {
        try violations(
            database.rows("SELECT seq FROM violation WHERE subject = ? ORDER BY seq DESC", .blob(subject)), database)
    }

    // MARK: Appeals

    static func link(_ violation: Int64, to opinion: Int64, _ database: any SQLWriting) throws {
        try database.execute(
            "INSERT INTO violation_appeal (opinion, violation) VALUES (?, ?)", .integer(opinion), .integer(violation))
    }

    /// What an appeal is against; nil for one that is about something else.
    static func appealed(by opinion: Int64, _ database: any SQLReading) throws -> Violation? {
        try database.row("SELECT violation FROM violation_appeal WHERE opinion = ?", .integer(opinion)).flatMap {
            try violation(seq: $0.integer(0), database)
        }
    }

    /// The newest first; those that were withdrawn are none.
    static func appeals(against violation: Int64, _ database: any SQLReading) throws -> [Opinion] {
        try database.rows(
            "SELECT opinion FROM violation_appeal WHERE violation = ? ORDER BY opinion DESC", .integer(violation)
        ).compactMap { try OpinionStore.opinion(seq: $0.integer(0), database) }.filter { $0.state != .withdrawn }
    }

    // MARK: Whose

    /// Whether a contact's application led to a pass of this person or vehicle: only then are they told of a ban.
    static func isTheirs(_ subject: [UInt8], contact: [UInt8], _ database: any SQLReading) throws -> Bool {
        try database.row(
            """
            SELECT 1 FROM application_subject JOIN application ON application.seq = application_subject.application
                JOIN application_pass ON application_pass.application = application.seq
            WHERE application_subject.subject = ? AND application.contact = ? LIMIT 1
            """, .blob(subject), .blob(contact)) != nil
    }

    /// Passes of a person or vehicle that are in force, or suspended.
    static func passesInForce(of subject: [UInt8], now: Int64, _ database: any SQLReading) throws -> [PassRow] {
        try database.rows(
            """
            SELECT seq FROM pass WHERE state IN (1, 3) AND expires > ? AND (
                seq IN (SELECT pass FROM pass_subject WHERE subject = ?)
                OR seq IN (SELECT pass FROM pass_identity WHERE subject = ?)) ORDER BY seq
            """, .integer(now), .blob(subject), .blob(subject)
        ).compactMap { try PassStore.pass(seq: $0.integer(0), database) }
    }
}
