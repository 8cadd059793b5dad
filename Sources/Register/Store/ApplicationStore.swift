import PassFormat
import SQLStore
import StrictJSON

/// Applications in the database; their answers only sealed.
enum ApplicationStore {
    /// One about to be made.
    struct New: Sendable {
        let id: ApplicationID
        let number: ApplicationNumber
        let kind: ApplicationKind
        let language: SiteLanguage
        let channel: PassApplication.Channel
        let contact: [UInt8]?
        let company: Int64?
        /// Sealed.
        let document: [UInt8]
        let dueAt: Int64
    }

    /// - Returns: false when the id or the number is taken.
    static func insert(_ new: New, at now: Int64, _ database: any SQLWriting) throws -> Bool {
        try database.execute(
            """
            INSERT INTO application (id, number, kind, state, language, channel, contact, company, version, document,
                created_at, changed_at, due_at)
            VALUES (?, ?, ?, 'draft', ?, ?, ?, ?, 1, ?, ?, ?, ?) ON CONFLICT DO NOTHING
            """,
            .blob(new.id.bytes), .text(new.number.text), .text(new.kind.rawValue), .text(new.language.rawValue),
            .text(new.channel.rawValue), .blob(new.contact), .integer(new.company), .blob(new.document),
            .integer(now), .integer(now), .integer(new.dueAt)) == 1
    }

    // MARK: Looking up

    static func application(_ id: ApplicationID, _ database: any SQLReading) throws -> PassApplication? {
        try database.row(
            """
            SELECT seq, id, number, kind, state, language, channel, contact, company, version, faults, created_at, changed_at,
                submitted_at, due_at, verdict, decided_at, reason, issued_at
            FROM application WHERE id = ?
            """, .blob(id.bytes)
        ).map(application)
    }

    static func id(number: ApplicationNumber, _ database: any SQLReading) throws -> ApplicationID? {
        try database.row("SELECT id FROM application WHERE number = ?", .text(number.text)).map(id)
    }

    /// Those of a contact, the one changed last first.
    static func of(contact: [UInt8], limit: Int, _ database: any SQLReading) throws -> [PassApplication] {
        try database.rows(
            "SELECT id FROM application WHERE contact = ? ORDER BY changed_at DESC LIMIT ?", .blob(contact),
            .integer(Int64(limit))
        ).compactMap { try application(id($0), database) }
    }

    /// Those in a state that staff or the service itself act on, the oldest first.
    static func queue(
        _ state: ApplicationState, after seq: Int64 = 0, limit: Int, _ database: any SQLReading
    ) throws -> [PassApplication] {
        try database.rows(
            """
            SELECT id FROM application WHERE state = ? AND state IN ('submitted', 'checking', 'approved') AND seq > ?
            ORDER BY submitted_at, seq LIMIT ?
            """, .text(state.rawValue), .integer(seq), .integer(Int64(limit))
        ).compactMap { try application(id($0), database) }
    }

    /// Those whose time is over.
    static func due(at now: Int64, limit: Int, _ database: any SQLReading) throws -> [ApplicationID] {
        try database.rows(
            "SELECT id FROM application WHERE due_at IS NOT NULL AND due_at <= ? ORDER BY due_at LIMIT ?",
            .integer(now), .integer(Int64(limit))
        ).map(id)
    }

    private static func id(_ row: SQLRow) throws -> ApplicationID {
        guard let id = ApplicationID(try row.blob(0)) else { throw RegisterError.damaged("an application") }
        return id
    }

    private static func application(_ row: SQLRow) throws -> PassApplication {
        guard let id = ApplicationID(try row.blob(1)), let kind = ApplicationKind(rawValue: try row.text(3)),
            let state = ApplicationState(rawValue: try row.text(4)),
            let language = SiteLanguage(rawValue: try row.text(5)),
            let channel = PassApplication.Channel(rawValue: try row.text(6))
        else { throw RegisterError.damaged("an application") }
        return PassApplication(
            id: id, number: try row.text(2), kind: kind, state: state, language: language, channel: channel,
            version: try row.integer(9), faults: try faults(row.optionalText(10)), createdAt: try row.integer(11),
            changedAt: try row.integer(12), submittedAt: try row.optionalInteger(13),
            dueAt: try row.optionalInteger(14),
            verdict: try row.optionalText(15).flatMap(PassApplication.Verdict.init),
            decidedAt: try row.optionalInteger(16),
            reason: try row.optionalText(17), issuedAt: try row.optionalInteger(18), seq: try row.integer(0),
            contact: try row.optionalBlob(7), company: try row.optionalInteger(8))
    }

    private static func faults(_ text: String?) throws -> [Fault] {
        guard let text else { return [] }
        guard case .array(let values) = try JSONReader.read(Array(text.utf8)) else {
            throw RegisterError.damaged("an application's faults")
        }
        return values.compactMap(Fault.init)
    }

    /// The sealed answers.
    static func document(_ seq: Int64, _ database: any SQLReading) throws -> [UInt8] {
        guard let row = try database.row("SELECT document FROM application WHERE seq = ?", .integer(seq)) else {
            throw RegisterError.damaged("an application")
        }
        return try row.blob(0)
    }

    static func steps(of seq: Int64, _ database: any SQLReading) throws -> [ApplicationStep] {
        try database.rows(
            "SELECT at, act, state FROM application_event WHERE application = ? ORDER BY place", .integer(seq)
        ).map { row in
            guard let act = ApplicationAct(rawValue: try row.text(1)),
                let state = ApplicationState(rawValue: try row.text(2))
            else { throw RegisterError.damaged("an application's history") }
            return ApplicationStep(at: try row.integer(0), act: act, state: state)
        }
    }

    static func passes(of seq: Int64, _ database: any SQLReading) throws -> [Int64] {
        try database.rows(
            "SELECT pass FROM application_pass WHERE application = ? ORDER BY place", .integer(seq)
        ).map { try $0.integer(0) }
    }

    // MARK: Changing

    /// Saves answers.
    /// - Parameter version: the one that the answers were made from.
    /// - Returns: false when another was saved meanwhile.
    static func save(
        _ document: [UInt8], of seq: Int64, version: Int64, contact: [UInt8]?, dueAt: Int64?, at now: Int64,
        _ database: any SQLWriting
    ) throws -> Bool {
        try database.execute(
            """
            UPDATE application SET document = ?, version = version + 1, contact = ?, due_at = ?, changed_at = ?
            WHERE seq = ? AND version = ? AND state IN ('draft', 'correction')
            """,
            .blob(document), .blob(contact), .integer(dueAt), .integer(now), .integer(seq), .integer(version)) == 1
    }

    /// Moves an application on and writes its history.
    /// - Returns: false when it is no longer where it was.
    static func move(
        _ application: PassApplication, by act: ApplicationAct, to state: ApplicationState, dueAt: Int64? = nil,
        at now: Int64, _ database: any SQLWriting
    ) throws -> Bool {
        // The columns that a state must have come with it: `rejected` and `issued` are set by their own statements.
        let changed = try database.execute(
            """
            UPDATE application SET state = ?, version = version + 1, changed_at = ?, due_at = ?,
                submitted_at = CASE WHEN ? = 'submit' THEN ? ELSE submitted_at END,
                issued_at = CASE WHEN ? = 'issued' THEN ? ELSE NULL END,
                faults = CASE WHEN ? = 'correction' THEN faults ELSE NULL END
            WHERE seq = ? AND state = ?
            """,
            .text(state.rawValue), .integer(now), .integer(dueAt), .text(act.rawValue), .integer(now),
            .text(state.rawValue), .integer(now), .text(state.rawValue), .integer(application.seq),
            .text(application.state.rawValue))
        guard changed == 1 else { return false }
        try note(act, state, of: application.seq, at: now, database)
        return true
    }

    static func reject(
        _ application: PassApplication, reason: String, by principal: Principal, at now: Int64,
        _ database: any SQLWriting
    ) throws -> Bool {
        let changed = try database.execute(
            """
            UPDATE application SET state = 'rejected', version = version + 1, changed_at = ?, due_at = NULL, reason = ?,
                decided_at = ?, decided_by = ?
            WHERE seq = ? AND state = ?
            """,
            .integer(now), .text(reason), .integer(now), .text(principal.name), .integer(application.seq),
            .text(application.state.rawValue))
        guard changed == 1 else { return false }
        try note(.reject, .rejected, of: application.seq, at: now, database)
        return true
    }

    static func decide(_ seq: Int64, by principal: Principal, at now: Int64, _ database: any SQLWriting) throws {
        try database.execute(
            "UPDATE application SET decided_at = ?, decided_by = ? WHERE seq = ?", .integer(now),
            .text(principal.name), .integer(seq))
    }

    /// Notes who filled it in for somebody.
    static func setFilled(by principal: Principal, _ id: ApplicationID, _ database: any SQLWriting) throws {
        try database.execute(
            "UPDATE application SET filled_by = ? WHERE id = ?", .text(principal.name), .blob(id.bytes))
    }

    static func setFaults(_ faults: [Fault], of seq: Int64, _ database: any SQLWriting) throws {
        let text = String(decoding: JSONWriter.compact(.array(faults.map(\.json))), as: UTF8.self)
        try database.execute("UPDATE application SET faults = ? WHERE seq = ?", .text(text), .integer(seq))
    }

    static func setVerdict(
        _ verdict: PassApplication.Verdict, reference: String, of seq: Int64, _ database: any SQLWriting
    ) throws {
        try database.execute(
            "UPDATE application SET verdict = ?, verdict_reference = ? WHERE seq = ?", .text(verdict.rawValue),
            .text(reference), .integer(seq))
    }

    static func setSubjects(_ subjects: [[UInt8]], of seq: Int64, _ database: any SQLWriting) throws {
        try database.execute("DELETE FROM application_subject WHERE application = ?", .integer(seq))
        try database.executeEach(
            "INSERT INTO application_subject (subject, application) VALUES (?, ?) ON CONFLICT DO NOTHING",
            subjects.map { [.blob($0), .integer(seq)] })
    }

    static func setPasses(_ passes: [Int64], of seq: Int64, _ database: any SQLWriting) throws {
        try database.executeEach(
            "INSERT INTO application_pass (application, place, pass) VALUES (?, ?, ?) ON CONFLICT DO NOTHING",
            passes.enumerated().map { [.integer(seq), .integer(Int64($0.offset)), .integer($0.element)] })
    }

    static func note(
        _ act: ApplicationAct, _ state: ApplicationState, of seq: Int64, at now: Int64, _ database: any SQLWriting
    ) throws {
        try database.execute(
            """
            INSERT INTO application_event (application, place, at, act, state)
            SELECT ?, COALESCE(MAX(place) + 1, 0), ?, ?, ? FROM application_event WHERE application = ?
            """, .integer(seq), .integer(now), .text(act.rawValue), .text(state.rawValue), .integer(seq))
        try HookStore.note(application: seq, state, at: now, database)
    }

    /// Seconds from sending to the pass that half of an application's kind took: of the last so many that were issued.
    static func usualDuration(
        of kind: ApplicationKind, among count: Int, _ database: any SQLReading
    ) throws -> Int64? {
        let times = try database.rows(
            """
            SELECT issued_at - submitted_at FROM application
            WHERE kind = ? AND issued_at IS NOT NULL ORDER BY issued_at DESC LIMIT ?
            """, .text(kind.rawValue), .integer(Int64(count))
        ).map { try $0.integer(0) }.sorted()
        return times.isEmpty ? nil : times[times.count / 2]
    }
}
