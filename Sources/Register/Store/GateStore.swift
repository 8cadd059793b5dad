import PassCrypto
import SQLStore

/// Enrolled gates.
enum GateStore {
    private static func gate(_ row: SQLRow) throws -> EnrolledGate {
        EnrolledGate(
            gate: try row.text(0), publicKey: try PublicKey(row.blob(1)), boxKey: try row.blob(2),
            enrolledAt: try row.integer(3), invitedBy: try row.text(4), revokedAt: try row.optionalInteger(5))
    }

    static func gate(_ id: String, _ database: any SQLReading) throws -> EnrolledGate? {
        try database.row(
            "SELECT gate, public_key, box_key, enrolled_at, invited_by, revoked_at FROM enrolled_gate WHERE gate = ?",
            .text(id)
        ).map(gate)
    }

    static func all(_ database: any SQLReading) throws -> [EnrolledGate] {
        try database.rows(
            "SELECT gate, public_key, box_key, enrolled_at, invited_by, revoked_at FROM enrolled_gate ORDER BY gate"
        ).map(gate)
    }

    /// Makes a kiosk the gate, in the place of any other.
    /// - Returns: false when its key is that of another gate.
    static func enrol(
        _ gate: EnrolledGate, rootDigest: [UInt8], _ database: any SQLWriting
    ) throws -> Bool {
        let other = try database.row(
            "SELECT gate FROM enrolled_gate WHERE public_key = ? AND gate <> ?", .blob(gate.publicKey.bytes),
            .text(gate.gate))
        guard other == nil else { return false }
        try database.execute(
            """
            INSERT INTO enrolled_gate (gate, public_key, box_key, root_digest, enrolled_at, invited_by, revoked_at)
            VALUES (?, ?, ?, ?, ?, ?, NULL)
            ON CONFLICT (gate) DO UPDATE SET public_key = excluded.public_key, box_key = excluded.box_key,
                root_digest = excluded.root_digest, enrolled_at = excluded.enrolled_at,
                invited_by = excluded.invited_by, revoked_at = NULL
            """,
            .text(gate.gate), .blob(gate.publicKey.bytes), .blob(gate.boxKey), .blob(rootDigest),
            .integer(gate.enrolledAt), .text(gate.invitedBy))
        return true
    }

    static func revoke(_ gate: String, at now: Int64, _ database: any SQLWriting) throws {
        try database.execute("UPDATE enrolled_gate SET revoked_at = ? WHERE gate = ?", .integer(now), .text(gate))
    }
}
