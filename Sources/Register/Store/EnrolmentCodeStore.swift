import SQLStore

/// The codes that wait for a kiosk, one a gate: only what proves them. A code that is used, burnt or over is removed.
enum EnrolmentCodeStore {
    struct Waiting: Hashable, Sendable {
        let verifier: [UInt8]
        let expires: Int64
        let madeBy: String
        let failures: Int64
    }

    /// Puts a code in the place of any other of this gate.
    static func put(
        _ verifier: [UInt8], for gate: String, madeAt: Int64, expires: Int64, by name: String,
        _ database: any SQLWriting
    ) throws {
        try remove(gate, database)
        try database.execute(
            """
            INSERT INTO enrolment_code (gate, verifier, made_at, expires, made_by, failures)
            VALUES (?, ?, ?, ?, ?, 0)
            """,
            .text(gate), .blob(verifier), .integer(madeAt), .integer(expires), .text(name))
    }

    static func waiting(for gate: String, _ database: any SQLReading) throws -> Waiting? {
        try database.row(
            "SELECT verifier, expires, made_by, failures FROM enrolment_code WHERE gate = ?", .text(gate)
        ).map { row in
            Waiting(
                verifier: try row.blob(0), expires: try row.integer(1), madeBy: try row.text(2),
                failures: try row.integer(3))
        }
    }

    /// The gates that a code waits for.
    static func invited(at now: Int64, _ database: any SQLReading) throws -> Set<String> {
        Set(
            try database.rows("SELECT gate FROM enrolment_code WHERE expires > ?", .integer(now)).map { try $0.text(0) }
        )
    }

    static func countFailure(of gate: String, _ database: any SQLWriting) throws {
        try database.execute("UPDATE enrolment_code SET failures = failures + 1 WHERE gate = ?", .text(gate))
    }

    static func remove(_ gate: String, _ database: any SQLWriting) throws {
        try database.execute("DELETE FROM enrolment_code WHERE gate = ?", .text(gate))
    }
}
