import SQLStore

/// Where gates stand.
enum GatePlaceStore {
    static func place(_ gate: String, _ database: any SQLReading) throws -> GatePlace? {
        try database.row("SELECT place, set_by, set_at FROM gate_place WHERE gate = ?", .text(gate)).map { row in
            GatePlace(
                text: String(decoding: try row.blob(0), as: UTF8.self), setBy: try Principal(row.text(1)),
                setAt: try row.integer(2))
        }
    }

    static func set(
        _ place: String, of gate: String, by principal: Principal, at now: Int64, _ database: any SQLWriting
    ) throws {
        try database.execute(
            """
            INSERT INTO gate_place (gate, place, set_by, set_at) VALUES (?, ?, ?, ?)
            ON CONFLICT (gate) DO UPDATE SET place = excluded.place, set_by = excluded.set_by, set_at = excluded.set_at
            """, .text(gate), .blob(Array(place.utf8)), .text(principal.name), .integer(now))
    }
}
