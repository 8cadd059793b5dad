import SQLStore

/// Who is signed up for seminars.
enum SeminarSignUpStore {
    /// One about to be stored.
    struct New: Sendable {
        let id: [UInt8]
        let digest: [UInt8]
        let language: SiteLanguage
        let contact: [UInt8]
        let sealedContact: [UInt8]
        let sealed: [UInt8]
        let client: [UInt8]?
    }

    /// Somebody to be written to.
    struct Addressee: Sendable {
        let seq: Int64
        let id: [UInt8]
        let state: SeminarSignUpState
        let language: SiteLanguage
        /// Nil where it was erased.
        let sealedContact: [UInt8]?
    }

    /// What the box of a sign-up is for.
    static func context(_ id: [UInt8]) -> [UInt8] { Array("seminar-signup:".utf8) + id }

    static func insert(
        _ new: New, for seminar: Int64, state: SeminarSignUpState, at now: Int64, until: Int64,
        _ database: any SQLWriting
    ) throws {
        try database.execute(
            """
            INSERT INTO seminar_signup (seminar, id, digest, state, language, contact, sealed_contact, sealed, client,
                made_at, until)
            VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
            """, .integer(seminar), .blob(new.id), .blob(new.digest), .text(state.rawValue),
            .text(new.language.rawValue), .blob(new.contact), .blob(new.sealedContact), .blob(new.sealed),
            .blob(new.client), .integer(now), .integer(until))
    }

    static func signUp(digest: [UInt8], _ database: any SQLReading) throws -> SeminarSignUp? {
        try database.row(
            """
            SELECT seq, id, seminar, state, language,
                CASE WHEN state = 'waiting' THEN (SELECT COUNT(*) FROM seminar_signup AS other
                    WHERE other.seminar = seminar_signup.seminar AND other.state = 'waiting'
                        AND other.queue < seminar_signup.queue) END
            FROM seminar_signup WHERE digest = ?
            """, .blob(digest)
        ).map { row in
            guard let state = SeminarSignUpState(rawValue: try row.text(3)),
                let language = SiteLanguage(rawValue: try row.text(4))
            else { throw RegisterError.damaged("a sign-up for a seminar") }
            return SeminarSignUp(
                seq: try row.integer(0), id: try row.blob(1), seminar: try row.integer(2), state: state,
                language: language, ahead: try row.optionalInteger(5))
        }
    }

    /// The one of an address, and how often its link was sent again.
    static func known(
        _ contact: [UInt8], _ seminar: Int64, _ database: any SQLReading
    ) throws -> (addressee: Addressee, reminders: Int64)? {
        try database.row(
            """
            SELECT seq, id, state, language, sealed_contact, reminders FROM seminar_signup
            WHERE contact = ? AND seminar = ?
            """, .blob(contact), .integer(seminar)
        ).map { (try addressee($0), try $0.integer(5)) }
    }

    static func noteReminder(_ seq: Int64, _ database: any SQLWriting) throws {
        try database.execute("UPDATE seminar_signup SET reminders = reminders + 1 WHERE seq = ?", .integer(seq))
    }

    private static func addressee(_ row: SQLRow) throws -> Addressee {
        guard let state = SeminarSignUpState(rawValue: try row.text(2)),
            let language = SiteLanguage(rawValue: try row.text(3))
        else { throw RegisterError.damaged("a sign-up for a seminar") }
        return Addressee(
            seq: try row.integer(0), id: try row.blob(1), state: state, language: language,
            sealedContact: try row.optionalBlob(4))
    }

    /// Those who confirmed, with a place or without.
    static func confirmed(_ seminar: Int64, _ database: any SQLReading) throws -> [Addressee] {
        try database.rows(
            """
            SELECT seq, id, state, language, sealed_contact FROM seminar_signup
            WHERE seminar = ? AND state IN ('placed', 'waiting') ORDER BY seq
            """, .integer(seminar)
        ).map(addressee)
    }

    /// Those who wait longest.
    static func waiting(_ seminar: Int64, most: Int64, _ database: any SQLReading) throws -> [Addressee] {
        try database.rows(
            """
            SELECT seq, id, state, language, sealed_contact FROM seminar_signup
            WHERE seminar = ? AND state = 'waiting' ORDER BY queue LIMIT ?
            """, .integer(seminar), .integer(most)
        ).map(addressee)
    }

    static func places(_ places: Int64, of seminar: Int64, _ database: any SQLReading) throws -> SeminarPlaces {
        SeminarPlaces(
            places: places,
            taken: try database.integer(
                "SELECT COUNT(*) FROM seminar_signup WHERE seminar = ? AND state IN ('held', 'placed')",
                .integer(seminar)) ?? 0,
            held: try database.integer(
                "SELECT COUNT(*) FROM seminar_signup WHERE seminar = ? AND state = 'held'", .integer(seminar)) ?? 0,
            waiting: try database.integer(
                "SELECT COUNT(*) FROM seminar_signup WHERE seminar = ? AND state = 'waiting'", .integer(seminar)) ?? 0)
    }

    /// A state that somebody keeps being known in: confirmed, or moved up.
    static func move(_ seq: Int64, to state: SeminarSignUpState, _ database: any SQLWriting) throws {
        try database.execute(
            """
            UPDATE seminar_signup SET state = ?, queue = CASE WHEN ? = 'waiting' THEN (
                SELECT COALESCE(MAX(other.queue), 0) + 1 FROM seminar_signup AS other
                WHERE other.seminar = seminar_signup.seminar) ELSE queue END
            WHERE seq = ?
            """, .text(state.rawValue), .text(state.rawValue), .integer(seq))
    }

    /// Given back: with it goes who it was.
    static func leave(_ seq: Int64, _ database: any SQLWriting) throws {
        try database.execute(
            """
            UPDATE seminar_signup SET state = 'left', contact = NULL, sealed_contact = NULL, sealed = NULL, came = 0
            WHERE seq = ?
            """, .integer(seq))
    }

    /// What nobody confirmed in time.
    static func lapse(_ seminar: Int64, at now: Int64, _ database: any SQLWriting) throws {
        try database.execute(
            """
            UPDATE seminar_signup SET state = 'lapsed', contact = NULL, sealed_contact = NULL, sealed = NULL
            WHERE seminar = ? AND state IN ('held', 'asked') AND until <= ?
            """, .integer(seminar), .integer(now))
    }

    /// Takes away what counted who asked.
    static func forget(clientsBefore time: Int64, _ database: any SQLWriting) throws {
        try database.execute(
            "UPDATE seminar_signup SET client = NULL WHERE client IS NOT NULL AND made_at < ?", .integer(time))
    }

    /// Seminars with a sign-up that nobody confirmed in time.
    static func overdue(at now: Int64, _ database: any SQLReading) throws -> [Int64] {
        try database.rows(
            """
            SELECT DISTINCT seminar FROM seminar_signup WHERE state IN ('held', 'asked') AND until <= ? ORDER BY seminar
            """, .integer(now)
        ).map { try $0.integer(0) }
    }

    // MARK: Counting what comes in

    typealias Count = (number: Int64, first: Int64?)

    static func count(since time: Int64, _ database: any SQLReading) throws -> Count {
        try count(
            database.row("SELECT COUNT(*), MIN(made_at) FROM seminar_signup WHERE made_at > ?", .integer(time)))
    }

    static func count(client: [UInt8], since time: Int64, _ database: any SQLReading) throws -> Count {
        try count(
            database.row(
                "SELECT COUNT(*), MIN(made_at) FROM seminar_signup WHERE made_at > ? AND client = ?", .integer(time),
                .blob(client)))
    }

    static func count(contact: [UInt8], since time: Int64, _ database: any SQLReading) throws -> Count {
        try count(
            database.row(
                "SELECT COUNT(*), MIN(made_at) FROM seminar_signup WHERE made_at > ? AND contact = ?", .integer(time),
                .blob(contact)))
    }

    private static func count(_ row: SQLRow?) throws -> Count {
        guard let row else { return (0, nil) }
        return (try row.integer(0), try row.optionalInteger(1))
    }

    // MARK: Who they are

    struct Guest: Sendable {
        let seq: Int64
        let id: [UInt8]
        let state: SeminarSignUpState
        let sealed: [UInt8]?
        let came: Bool
    }

    /// Those who confirmed: with a place first, and then in the order in which they wait.
    static func guests(of seminar: Int64, _ database: any SQLReading) throws -> [Guest] {
        try database.rows(
            """
            SELECT seq, id, state, sealed, came FROM seminar_signup
            WHERE seminar = ? AND state IN ('placed', 'waiting')
            ORDER BY state = 'waiting', CASE WHEN state = 'waiting' THEN queue ELSE seq END
            """, .integer(seminar)
        ).map { row in
            guard let state = SeminarSignUpState(rawValue: try row.text(2)) else {
                throw RegisterError.damaged("a sign-up for a seminar")
            }
            return Guest(
                seq: try row.integer(0), id: try row.blob(1), state: state, sealed: try row.optionalBlob(3),
                came: try row.integer(4) == 1)
        }
    }

    static func noteCame(_ seq: Int64, _ came: Bool, _ database: any SQLWriting) throws {
        try database.execute(
            "UPDATE seminar_signup SET came = ? WHERE seq = ?",
            .integer(came ? 1 : 0), .integer(seq))
    }

    /// What there is of an address: of which seminar, how it stands, and what was said.
    static func all(
        of contact: [UInt8], _ database: any SQLReading
    ) throws -> [(seminar: Int64, guest: Guest, madeAt: Int64)] {
        try database.rows(
            """
            SELECT seq, id, state, sealed, came, seminar, made_at FROM seminar_signup WHERE contact = ? ORDER BY seq
            """, .blob(contact)
        ).map { row in
            guard let state = SeminarSignUpState(rawValue: try row.text(2)) else {
                throw RegisterError.damaged("a sign-up for a seminar")
            }
            let guest = Guest(
                seq: try row.integer(0), id: try row.blob(1), state: state, sealed: try row.optionalBlob(3),
                came: try row.integer(4) == 1)
            return (try row.integer(5), guest, try row.integer(6))
        }
    }
}
