package import GateMessages
package import PassFormat
import SQLStore

/// An emergency vehicle that came in.
package struct EmergencyInside: Hashable, Sendable {
    /// The record of its coming in.
    package let place: JournalPlace
    package let agency: PassageEvent.Agency
    package let plate: WireText?
    package let headcount: Int64?
    /// Seconds since 1970.
    package let since: Int64
    /// Whether plate and headcount were added since, or were there from the beginning.
    package let isComplete: Bool
    /// Whether it has left.
    package let hasLeft: Bool
}

enum EmergencyStore {
    /// Those that are inside, or of which something is still to be filled in, oldest first.
    static func open(_ database: any SQLReading) throws -> [EmergencyInside] {
        try database.rows(
            """
            SELECT epoch, sequence, agency, plate, headcount, time, completed_at, left_at FROM emergency
            WHERE left_at IS NULL OR completed_at IS NULL ORDER BY time, sequence
            """
        ).map { row in
            guard let agency = PassageEvent.Agency(rawValue: try row.integer(2)) else {
                throw StoreError.unexpectedValue(column: 2)
            }
            return EmergencyInside(
                place: JournalPlace(
                    epoch: JournalEpoch(rawValue: UInt64(bitPattern: try row.integer(0))),
                    sequence: try row.integer(1)),
                agency: agency, plate: try row.optionalBlob(3).map { try WireText(validating: $0) },
                headcount: try row.optionalInteger(4), since: try row.integer(5),
                isComplete: try row.optionalInteger(6) != nil, hasLeft: try row.optionalInteger(7) != nil)
        }
    }

    static func follow(
        _ passage: PassageEvent, at place: JournalPlace, _ time: Int64, _ database: any SQLWriting
    ) throws {
        guard passage.cause == .emergency, passage.isAdmitted, let agency = passage.agency else { return }
        switch (passage.direction, passage.concerns) {
        case (.in, nil):
            let isComplete = passage.plate != nil && passage.headcount != nil
            try database.execute(
                """
                INSERT INTO emergency (epoch, sequence, agency, plate, headcount, time, completed_at)
                VALUES (?, ?, ?, ?, ?, ?, ?) ON CONFLICT DO NOTHING
                """,
                .integer(Int64(bitPattern: place.epoch.rawValue)), .integer(place.sequence),
                .integer(agency.rawValue), .blob(passage.plate?.utf8), .integer(passage.headcount), .integer(time),
                .integer(isComplete ? time : nil))
        case (.in, let first?):
            try database.execute(
                """
                UPDATE emergency SET agency = ?, plate = COALESCE(?, plate), headcount = COALESCE(?, headcount),
                    completed_at = ? WHERE epoch = ? AND sequence = ?
                """,
                .integer(agency.rawValue), .blob(passage.plate?.utf8), .integer(passage.headcount), .integer(time),
                .integer(Int64(bitPattern: first.epoch.rawValue)), .integer(first.sequence))
        case (.out, let first?):
            try database.execute(
                "UPDATE emergency SET left_at = ? WHERE epoch = ? AND sequence = ?", .integer(time),
                .integer(Int64(bitPattern: first.epoch.rawValue)), .integer(first.sequence))
        case (.out, nil):
            guard let plate = passage.plate else { return }
            try database.execute(
                "UPDATE emergency SET left_at = ? WHERE left_at IS NULL AND plate = ?", .integer(time),
                .blob(plate.utf8))
        case (.check, _): return
        }
    }

    /// Forgets what is over and complete.
    static func remove(leftBefore time: Int64, _ database: any SQLWriting) throws {
        try database.execute(
            "DELETE FROM emergency WHERE left_at < ? AND completed_at IS NOT NULL", .integer(time))
    }
}
