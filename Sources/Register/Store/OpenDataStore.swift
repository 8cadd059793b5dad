import OpenData
import PassCrypto
import SQLStore

/// Releases of open data, and the rows they are counted from.
enum OpenDataStore {
    static func releases(_ database: any SQLReading) throws -> [DataRelease] {
        try database.rows(
            """
            SELECT period, revision, made_at, reason, reason_en, content FROM open_data_release
            ORDER BY period, revision
            """
        ).map { row in
            guard let period = Quarter(text: try row.text(0)), let tables = DataRelease.tables(try row.blob(5)) else {
                throw RegisterError.damaged("a release of open data")
            }
            return DataRelease(
                period: period, revision: try row.integer(1), madeAt: try row.integer(2),
                reason: DataText(try row.text(3), try row.text(4)), tables: tables)
        }
    }

    /// How many there are: whoever keeps files made of them sees by it that there is another.
    static func count(_ database: any SQLReading) throws -> Int64 {
        try database.integer("SELECT COUNT(*) FROM open_data_release") ?? 0
    }

    static func periods(_ database: any SQLReading) throws -> Set<String> {
        Set(try database.rows("SELECT DISTINCT period FROM open_data_release").map { try $0.text(0) })
    }

    /// - Returns: false where it is there already.
    static func insert(_ release: DataRelease, content: [UInt8], _ database: any SQLWriting) throws -> Bool {
        try database.execute(
            """
            INSERT INTO open_data_release (period, revision, made_at, reason, reason_en, content)
            VALUES (?, ?, ?, ?, ?, ?) ON CONFLICT DO NOTHING
            """, .text(release.period.description), .integer(release.revision), .integer(release.madeAt),
            .text(release.reason.chinese), .text(release.reason.english), .blob(content)) == 1
    }

    /// When the first thing came in that would be counted; nil before anything has. Found by keys, since it is asked for every
    /// minute.
    static func beginning(_ database: any SQLReading) throws -> Int64? {
        let firsts = [
            try database.integer("SELECT issued_at FROM pass ORDER BY seq LIMIT 1"),
            try database.integer("SELECT created_at FROM application ORDER BY seq LIMIT 1"),
            try database.integer("SELECT received_at FROM opinion ORDER BY seq LIMIT 1"),
            try database.integer("SELECT received_first FROM gate_journal ORDER BY seq LIMIT 1"),
        ]
        return firsts.compactMap { $0 }.min()
    }

    // MARK: What is counted

    struct Pass: Sendable {
        let kind: Int64
        let term: Int64
        let payload: [UInt8]
        let who: String
    }

    static func passes(_ time: Range<Int64>, _ database: any SQLReading, _ body: (Pass) throws -> Void) throws {
        try database.forEachRow(
            """
            SELECT pass.kind, pass.term, pass.payload, pass.number, pass_identity.subject
            FROM pass LEFT JOIN pass_identity ON pass_identity.pass = pass.seq
            WHERE pass.issued_at >= ? AND pass.issued_at < ? AND pass.state NOT IN (0, 6)
            """, [.integer(time.lowerBound), .integer(time.upperBound)]
        ) { row in
            try body(
                Pass(
                    kind: try row.integer(0), term: try row.integer(1), payload: try row.blob(2),
                    who: try who(row.optionalBlob(4)) ?? row.text(3)))
        }
    }

    struct Application: Sendable {
        let kind: String
        let state: String
        let channel: String
        let reason: String?
        /// Seconds to its pass; nil where there is none.
        let duration: Int64?
        let who: String
    }

    static func applications(
        _ time: Range<Int64>, _ database: any SQLReading, _ body: (Application) throws -> Void
    ) throws {
        try database.forEachRow(
            """
            SELECT kind, state, channel, reason, issued_at - submitted_at, seq, contact,
                (SELECT MIN(subject) FROM application_subject WHERE application_subject.application = application.seq)
            FROM application WHERE submitted_at IS NOT NULL AND (
                (state = 'issued' AND issued_at >= ? AND issued_at < ?)
                OR (state = 'rejected' AND decided_at >= ? AND decided_at < ?)
                OR (state IN ('withdrawn', 'lapsed') AND changed_at >= ? AND changed_at < ?))
            """,
            [Int64](repeating: 0, count: 3).flatMap { _ in [.integer(time.lowerBound), .integer(time.upperBound)] }
        ) { row in
            try body(
                Application(
                    kind: try row.text(0), state: try row.text(1), channel: try row.text(2),
                    reason: try row.optionalText(3), duration: try row.optionalInteger(4),
                    who: try who(row.optionalBlob(7)) ?? who(row.optionalBlob(6)) ?? "a\(row.integer(5))"))
        }
    }

    struct Opinion: Sendable {
        let kind: String
        let state: String
        /// Seconds to the first answer; nil before there is one.
        let duration: Int64?
        let wasLate: Bool
        let who: String
    }

    static func opinions(_ time: Range<Int64>, _ database: any SQLReading, _ body: (Opinion) throws -> Void) throws {
        try database.forEachRow(
            """
            SELECT kind, state, first_answered_at - received_at, was_late, seq, contact FROM opinion
            WHERE received_at >= ? AND received_at < ?
            """, [.integer(time.lowerBound), .integer(time.upperBound)]
        ) { row in
            try body(
                Opinion(
                    kind: try row.text(0), state: try row.text(1), duration: try row.optionalInteger(2),
                    wasLate: try row.optionalInteger(3) == 1,
                    who: try who(row.optionalBlob(5)) ?? "o\(row.integer(4))"))
        }
    }

    static func answers(
        _ time: Range<Int64>, _ database: any SQLReading,
        _ body: (_ subject: String, _ kind: String, _ score: Int64, _ who: String) throws -> Void
    ) throws {
        try database.forEachRow(
            """
            SELECT subject, kind, score, seq, contact FROM satisfaction
            WHERE answered_at >= ? AND answered_at < ? AND score IS NOT NULL
            """, [.integer(time.lowerBound), .integer(time.upperBound)]
        ) { row in
            try body(
                row.text(0), row.text(1), row.integer(2), who(row.optionalBlob(4)) ?? "s\(row.integer(3))")
        }
    }

    /// - Parameter body: the gate, when it was, the record, and the number of the pass.
    static func records(
        _ time: Range<Int64>, _ database: any SQLReading,
        _ body: (_ gate: String, _ at: Int64, _ count: TallyReader.Count, _ number: String?) throws -> Void
    ) throws {
        let journals = try database.rows("SELECT seq, gate FROM gate_journal ORDER BY seq").map {
            (seq: try $0.integer(0), gate: try $0.text(1))
        }
        for journal in journals {
            let reader = TallyReader(journal: journal.seq, database: database)
            try database.forEachRow(
                """
                SELECT time, record, number FROM gate_record
                WHERE journal = ? AND time >= ? AND time < ? AND kind IN (1, 2, 8)
                """, [.integer(journal.seq), .integer(time.lowerBound), .integer(time.upperBound)]
            ) { row in
                guard let count = try reader.count(row.blob(1)) else { return }
                try body(journal.gate, row.integer(0), count, row.optionalText(2))
            }
        }
    }

    /// Seminars that ended within a time: how many were held, who was signed up and came, and questions of them that were answered for
    /// everybody. Counts of nobody known: they stay when the people are forgotten.
    static func seminars(_ time: Range<Int64>, _ database: any SQLReading) throws -> [String: Int64] {
        let row = try database.row(
            """
            SELECT COUNT(*), COALESCE(SUM(signed_up), 0), COALESCE(SUM(came), 0), COALESCE(SUM((
                SELECT COUNT(*) FROM seminar_question
                WHERE seminar_question.seminar = seminar.seq AND seminar_question.state = 'published')), 0)
            FROM seminar WHERE state = 'published' AND ends_at >= ? AND ends_at < ?
            """, .integer(time.lowerBound), .integer(time.upperBound))
        guard let row else { return [:] }
        return [
            "held": try row.integer(0), "signed-up": try row.integer(1), "came": try row.integer(2),
            "answered": try row.integer(3),
        ]
    }

    private static func who(_ digest: [UInt8]?) -> String? { digest.map { Hex.encode($0) } }
}
