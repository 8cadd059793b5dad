import SQLStore
import ShipCalls

/// What the gates of a port are told of its ships.
enum ShipListStore {
    static func list(_ port: PortCode, _ database: any SQLReading) throws -> PortShipList {
        let row = try database.row("SELECT calls FROM ship_list WHERE port = ?", .text(port.rawValue))
        return try row.map { try PortShipList(stored: try $0.blob(0)) } ?? PortShipList()
    }

    /// - Returns: whether it is another list than before.
    static func follow(_ snapshot: ShipSnapshot, port: PortCode, at now: Int64, _ database: any SQLWriting) throws
        -> Bool
    {
        let before = try list(port, database)
        let list = PortShipList(after: before, snapshot, now: now)
        guard list != before else { return false }
        try database.execute(
            "INSERT INTO ship_list (port, calls) VALUES (?, ?) ON CONFLICT (port) DO UPDATE SET calls = excluded.calls",
            .text(port.rawValue), .blob(list.stored))
        return true
    }
}
