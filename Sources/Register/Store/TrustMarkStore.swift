import GateMessages
import SQLStore

/// Which trust each gate went by from when on, as its records tell.
enum TrustMarkStore {
    static func add(_ mark: TrustMark, gate: String, at time: Int64, _ database: any SQLWriting) throws {
        try database.execute(
            "INSERT INTO trust_mark (gate, version, issued, time) VALUES (?, ?, ?, ?)", .text(gate),
            .integer(mark.version), .integer(mark.issued), .integer(time))
    }

    /// Since when a gate has gone by a version or a newer one, without going back; nil while it does not.
    static func since(version: Int64, gate: String, _ database: any SQLReading) throws -> Int64? {
        let before =
            try database.integer(
                "SELECT seq FROM trust_mark WHERE gate = ? AND version < ? ORDER BY seq DESC LIMIT 1", .text(gate),
                .integer(version)) ?? 0
        return try database.integer(
            "SELECT time FROM trust_mark WHERE gate = ? AND seq > ? ORDER BY seq LIMIT 1", .text(gate),
            .integer(before))
    }

    /// When a gate first went by a version or a newer one, whatever came after.
    static func first(version: Int64, gate: String, _ database: any SQLReading) throws -> Int64? {
        try database.integer(
            "SELECT time FROM trust_mark WHERE gate = ? AND version >= ? ORDER BY seq LIMIT 1", .text(gate),
            .integer(version))
    }
}
