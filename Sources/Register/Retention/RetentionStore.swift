import PassFormat
import SQLStore

/// What is kept of people in the database, and how it goes.
enum RetentionStore {
    struct Application: Hashable, Sendable {
        let seq: Int64
        let id: ApplicationID
        let number: String
    }

    private static func application(_ row: SQLRow) throws -> Application {
        guard let id = ApplicationID(try row.blob(1)) else { throw RegisterError.damaged("an application") }
        return Application(seq: try row.integer(0), id: id, number: try row.text(2))
    }

    // MARK: What is due

    static func applications(
        _ kind: RetentionRules.Class, before limit: Int64, most: Int, _ database: any SQLReading
    ) throws -> [Application] {
        let (limit, most) = (SQLValue.integer(limit), SQLValue.integer(Int64(most)))
        switch kind {
        case .unfinishedApplication:
            return try database.rows(
                """
                SELECT seq, id, number FROM application WHERE erased_at IS NULL AND state IN ('withdrawn', 'lapsed')
                    AND changed_at < ? ORDER BY seq LIMIT ?
                """, limit, most
            ).map(application)
        case .rejectedApplication:
            return try database.rows(
                """
                SELECT seq, id, number FROM application WHERE erased_at IS NULL AND state = 'rejected'
                    AND COALESCE(decided_at, changed_at) < ? ORDER BY seq LIMIT ?
                """, limit, most
            ).map(application)
        case .issuedApplication:
            return try database.rows(
                """
                SELECT seq, id, number FROM application WHERE erased_at IS NULL AND state = 'issued' AND issued_at < ?
                    AND NOT EXISTS (SELECT 1 FROM application_pass JOIN pass ON pass.seq = application_pass.pass
                        WHERE application_pass.application = application.seq AND pass.expires >= ?)
                ORDER BY seq LIMIT ?
                """, limit, limit, most
            ).map(application)
        case .expiredPass, .windowReceipt, .contribution, .seminarSignUp: return []
        }
    }

    static func passes(before limit: Int64, most: Int, _ database: any SQLReading) throws -> [PassRow] {
        try database.rows(
            "SELECT seq FROM pass WHERE erased_at IS NULL AND state <> 0 AND expires < ? ORDER BY seq LIMIT ?",
            .integer(limit), .integer(Int64(most))
        ).compactMap { try PassStore.pass(seq: $0.integer(0), database) }
    }

    // MARK: Of one person

    /// Those of a subject that were not erased, the oldest first.
    static func passes(of subject: [UInt8], _ database: any SQLReading) throws -> [PassRow] {
        try database.rows(
            """
            SELECT pass.seq FROM pass WHERE erased_at IS NULL AND (
                seq IN (SELECT pass FROM pass_subject WHERE subject = ?)
                OR seq IN (SELECT pass FROM pass_identity WHERE subject = ?)) ORDER BY pass.seq
            """, .blob(subject), .blob(subject)
        ).compactMap { try PassStore.pass(seq: $0.integer(0), database) }
    }

    typealias Found = (application: Application, state: ApplicationState, changedAt: Int64, lastExpiry: Int64?)

    private static func found(_ row: SQLRow) throws -> Found {
        guard let state = ApplicationState(rawValue: try row.text(3)) else {
            throw RegisterError.damaged("an application's state")
        }
        return (try application(row), state, try row.integer(4), try row.optionalInteger(5))
    }

    static func applications(of subject: [UInt8], _ database: any SQLReading) throws -> [Found] {
        try database.rows(
            """
            SELECT seq, id, number, state, changed_at,
                (SELECT MAX(pass.expires) FROM application_pass JOIN pass ON pass.seq = application_pass.pass
                    WHERE application_pass.application = application.seq)
            FROM application JOIN application_subject ON application_subject.application = application.seq
            WHERE application_subject.subject = ? AND erased_at IS NULL ORDER BY seq
            """, .blob(subject)
        ).map(found)
    }

    /// Applications of vehicles that somebody sent for themselves under a contact.
    static func vehicles(of contact: [UInt8], _ database: any SQLReading) throws -> [Found] {
        try database.rows(
            """
            SELECT seq, id, number, state, changed_at,
                (SELECT MAX(pass.expires) FROM application_pass JOIN pass ON pass.seq = application_pass.pass
                    WHERE application_pass.application = application.seq)
            FROM application
            WHERE contact = ? AND kind = 'vehicle' AND company IS NULL AND erased_at IS NULL ORDER BY seq
            """, .blob(contact)
        ).map(found)
    }

    /// The passes that came of an application and were not erased.
    static func passes(ofApplication seq: Int64, _ database: any SQLReading) throws -> [PassRow] {
        try database.rows(
            """
            SELECT pass.seq FROM application_pass JOIN pass ON pass.seq = application_pass.pass
            WHERE application_pass.application = ? AND erased_at IS NULL ORDER BY application_pass.place
            """, .integer(seq)
        ).compactMap { try PassStore.pass(seq: $0.integer(0), database) }
    }

    static func contact(of application: Int64, _ database: any SQLReading) throws -> [UInt8]? {
        try database.row("SELECT contact FROM application WHERE seq = ?", .integer(application))?.optionalBlob(0)
    }

    /// The contact of an application where nobody else applied under it: an agent's address stands under the applications of many,
    /// and what the agent said elsewhere is not theirs.
    static func ownContact(
        of application: Int64, _ subject: [UInt8], _ database: any SQLReading
    ) throws -> [UInt8]? {
        try database.row(
            """
            SELECT contact FROM application WHERE seq = ? AND company IS NULL AND NOT EXISTS (
                SELECT 1 FROM application AS other
                JOIN application_subject ON application_subject.application = other.seq
                WHERE other.contact = application.contact AND application_subject.subject <> ?)
            """, .integer(application), .blob(subject))?.optionalBlob(0)
    }

    static func document(of application: Int64, _ database: any SQLReading) throws -> [UInt8]? {
        try database.row("SELECT document FROM application WHERE seq = ?", .integer(application))?.blob(0)
    }

    // MARK: Erasing

    /// - Parameter document: sealed anew, with nothing in it.
    static func erase(
        _ application: Application, document: [UInt8], at now: Int64, _ database: any SQLWriting
    ) throws {
        try AttachmentStore.removeAll(of: application.seq, database)
        try database.execute("DELETE FROM application_subject WHERE application = ?", .integer(application.seq))
        try RetrievalCodeStore.remove(.application(application.id), database)
        try VisitMatterStore.remove(of: application.seq, database)
        try database.execute(
            "UPDATE satisfaction SET contact = NULL, sealed = NULL WHERE subject = 'application' AND reference = ?",
            .text(application.number))
        try database.execute(
            """
            UPDATE application SET document = ?, contact = NULL, faults = NULL, verdict_reference = NULL, erased_at = ?
            WHERE seq = ?
            """, .blob(document), .integer(now), .integer(application.seq))
    }

    /// What is left is what no person can be found by: number, places, times.
    /// - Parameter payload: the claims without what is of a person.
    static func erase(_ pass: PassRow, payload: [UInt8], at now: Int64, _ database: any SQLWriting) throws {
        if let photo = try PhotoStore.name(of: pass.seq, database) {
            try PhotoStore.withdraw(photoOf: pass.seq, now: now, database)
            try database.execute(
                "DELETE FROM pass_photo WHERE pass = ? AND photo = ?", .integer(pass.seq), .blob(photo))
        }
        try database.execute("DELETE FROM pass_identity WHERE pass = ?", .integer(pass.seq))
        try database.execute("DELETE FROM pass_subject WHERE pass = ?", .integer(pass.seq))
        try database.execute(
            "DELETE FROM pass_term WHERE pass = ? AND kind <> 'number'", .integer(pass.seq))
        try database.execute(
            "UPDATE pass SET payload = ?, erased_at = ? WHERE seq = ?", .blob(payload), .integer(now),
            .integer(pass.seq))
    }

    /// On lists of companies.
    /// - Returns: how many there were.
    static func eraseRoster(of subject: [UInt8], before time: Int64, _ database: any SQLWriting) throws -> Int {
        try database.execute(
            "DELETE FROM roster_entry WHERE kind = 'person' AND subject = ? AND changed_at <= ?", .blob(subject),
            .integer(time))
    }
}
