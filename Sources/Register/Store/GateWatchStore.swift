import SQLStore

/// What is last known of each enrolled gate.
enum GateWatchStore {
    struct Watch: Hashable, Sendable {
        let lastContact: Int64
        var trustVersion: Int64?
        var trustIssued: Int64?
        /// The run of the machine that `lag` is of.
        var boot: [UInt8]?
        /// The least seconds by which a record's wall time was behind the service's clock when it came, in this boot. A gate
        /// that is online sends at once, so this is how far its clock is behind; negative where it is ahead.
        var lag: Int64?
        let backlog: Int64?
    }

    static func watch(_ gate: String, _ database: any SQLReading) throws -> Watch? {
        try database.row(
            "SELECT last_contact, trust_version, trust_issued, boot, lag, backlog FROM gate_watch WHERE gate = ?",
            .text(gate)
        ).map { row in
            Watch(
                lastContact: try row.integer(0), trustVersion: try row.optionalInteger(1),
                trustIssued: try row.optionalInteger(2), boot: try row.optionalBlob(3), lag: try row.optionalInteger(4),
                backlog: try row.optionalInteger(5))
        }
    }

    /// Notes that a gate was heard.
    static func touch(_ gate: String, at now: Int64, _ database: any SQLWriting) throws {
        try database.execute(
            """
            INSERT INTO gate_watch (gate, last_contact) VALUES (?, ?)
            ON CONFLICT (gate) DO UPDATE SET last_contact = excluded.last_contact
            """,
            .text(gate), .integer(now))
    }

    static func setBacklog(_ backlog: Int64, of gate: String, at now: Int64, _ database: any SQLWriting) throws {
        try database.execute(
            "UPDATE gate_watch SET backlog = ?, backlog_at = ? WHERE gate = ?", .integer(backlog), .integer(now),
            .text(gate))
    }

    static func setTrust(version: Int64, issued: Int64, of gate: String, _ database: any SQLWriting) throws {
        try database.execute(
            "UPDATE gate_watch SET trust_version = ?, trust_issued = ? WHERE gate = ?", .integer(version),
            .integer(issued), .text(gate))
    }

    static func setLag(_ lag: Int64, boot: [UInt8], of gate: String, _ database: any SQLWriting) throws {
        try database.execute(
            "UPDATE gate_watch SET lag = ?, boot = ? WHERE gate = ?", .integer(lag), .blob(boot), .text(gate))
    }
}
