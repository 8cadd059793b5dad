internal import GateMessages
package import PassFormat
import SQLStore

/// An evacuation while it lasts.
package struct Evacuation: Hashable, Sendable {
    /// Seconds since 1970.
    package let since: Int64
    package let begunBy: WireText
    /// The newest count of each assembly point.
    package var counts: [AssemblyCount]
}

package struct AssemblyCount: Hashable, Sendable {
    package let place: WireText
    package let headcount: Int64
    /// Seconds since 1970.
    package let time: Int64
}

enum EvacuationStore {
    static func current(_ database: any SQLReading) throws -> Evacuation? {
        guard let row = try database.row("SELECT begun_by, time FROM evacuation WHERE id = 1") else { return nil }
        return Evacuation(
            since: try row.integer(1), begunBy: try WireText(validating: row.blob(0)), counts: try counts(database))
    }

    static func counts(_ database: any SQLReading) throws -> [AssemblyCount] {
        try database.rows("SELECT place, headcount, time FROM assembly ORDER BY place").map { row in
            AssemblyCount(
                place: try WireText(validating: row.blob(0)), headcount: try row.integer(1), time: try row.integer(2))
        }
    }

    static func follow(_ event: EvacuationEvent, at time: Int64, _ database: any SQLWriting) throws {
        switch event.phase {
        case .begun:
            try database.execute("DELETE FROM assembly")
            try database.execute(
                "INSERT INTO evacuation (id, begun_by, time) VALUES (1, ?, ?) ON CONFLICT DO NOTHING",
                .blob(event.guardName.utf8), .integer(time))
        case .ended:
            try database.execute("DELETE FROM evacuation")
        case .counted:
            guard let place = event.place, let headcount = event.headcount else { return }
            try database.execute(
                """
                INSERT INTO assembly (place, headcount, time) VALUES (?, ?, ?)
                ON CONFLICT (place) DO UPDATE SET headcount = excluded.headcount, time = excluded.time
                """,
                .blob(place.utf8), .integer(headcount), .integer(time))
        }
    }
}
