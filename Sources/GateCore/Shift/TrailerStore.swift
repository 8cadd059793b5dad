import PassFormat
import SQLStore

/// What a vehicle drew when it came in, by the vehicle's number.
enum TrailerStore {
    struct Row: Hashable, Sendable {
        /// A pass number or a plate; nil when it came without one.
        let trailer: WireText?
    }

    static func found(_ vehicle: WireText, _ database: any SQLReading) throws -> Row? {
        try database.row("SELECT trailer FROM trailer WHERE vehicle = ?", .blob(vehicle.utf8)).map { row in
            Row(trailer: try row.optionalBlob(0).map { try WireText(validating: $0) })
        }
    }

    static func set(_ trailer: WireText?, of vehicle: WireText, at time: Int64, _ database: any SQLWriting) throws {
        try database.execute(
            """
            INSERT INTO trailer (vehicle, trailer, time) VALUES (?, ?, ?)
            ON CONFLICT (vehicle) DO UPDATE SET trailer = excluded.trailer, time = excluded.time
            """,
            .blob(vehicle.utf8), .blob(trailer?.utf8), .integer(time))
    }

    static func remove(_ vehicle: WireText, _ database: any SQLWriting) throws {
        try database.execute("DELETE FROM trailer WHERE vehicle = ?", .blob(vehicle.utf8))
    }

    /// Forgets vehicles that left elsewhere, or never.
    static func remove(before time: Int64, _ database: any SQLWriting) throws {
        try database.execute("DELETE FROM trailer WHERE time < ?", .integer(time))
    }
}
