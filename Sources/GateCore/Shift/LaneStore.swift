import GateMessages
import PassFormat
import SQLStore

/// The tray of the vehicle lane while it is open: which scans are in it, and nothing that their records do not tell.
enum LaneStore {
    struct Row: Hashable, Sendable {
        let members: [TrayRequest.Member]
        let plate: WireText?
        /// When it was changed last.
        let time: Int64
    }

    /// - Returns: nil while none is open.
    static func open(_ database: any SQLReading) throws -> Row? {
        guard let row = try database.row("SELECT plate, time FROM lane WHERE id = 1") else { return nil }
        return Row(
            members: try members(database), plate: try row.optionalBlob(0).map { try WireText(validating: $0) },
            time: try row.integer(1))
    }

    private static func members(_ database: any SQLReading) throws -> [TrayRequest.Member] {
        try database.rows("SELECT role, epoch, sequence FROM lane_member ORDER BY position").map { row in
            guard let role = TrayEvent.Role(rawValue: try row.integer(0)) else {
                throw StoreError.unexpectedValue(column: 0)
            }
            return TrayRequest.Member(
                role,
                JournalPlace(
                    epoch: JournalEpoch(rawValue: UInt64(bitPattern: try row.integer(1))),
                    sequence: try row.integer(2)))
        }
    }

    static func keep(_ row: Row, _ database: any SQLWriting) throws {
        try clear(database)
        try database.execute(
            "INSERT INTO lane (id, plate, time) VALUES (1, ?, ?)", .blob(row.plate?.utf8), .integer(row.time))
        try database.executeEach(
            "INSERT INTO lane_member (position, role, epoch, sequence) VALUES (?, ?, ?, ?)",
            row.members.enumerated().map { position, member in
                [
                    .integer(Int64(position)), .integer(member.role.rawValue),
                    .integer(Int64(bitPattern: member.scan.epoch.rawValue)), .integer(member.scan.sequence),
                ]
            })
    }

    static func clear(_ database: any SQLWriting) throws {
        try database.execute("DELETE FROM lane_member")
        try database.execute("DELETE FROM lane")
    }

    /// A tray was closed: unless it is another that is open by now, none is any more.
    static func follow(_ event: TrayEvent, at place: JournalPlace, _ database: any SQLWriting) throws {
        let closed = Set(event.members.map(\.sequence))
        let isOpen = try members(database).contains { member in
            member.scan.epoch == place.epoch && closed.contains(member.scan.sequence)
        }
        if isOpen { try clear(database) }
    }
}
