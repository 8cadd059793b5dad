import GateMessages
import PassFormat
import SQLStore

/// What a damaged memory still holds of the shift: who may be on duty and who is, wrong PINs, cards, an evacuation.
///
/// Row by row, and only rows that the new tables take and that read back as what they are.
struct ShiftSalvage {
    private var rows: [[[SQLValue]]] = []

    init() {}

    init(reading reader: SalvageReader) {
        rows = Self.tables.map { table in
            var rows: [[SQLValue]] = []
            _ = reader.forEachRow(table.select) { row in
                if rows.count < table.most, table.isSound(row) { rows.append(row.values) }
            }
            return rows
        }
    }

    func store(_ database: any SQLWriting) throws {
        for (table, rows) in zip(Self.tables, rows) { try database.executeEach(table.insert, rows) }
    }

    private struct Table: Sendable {
        let select: StaticString
        let insert: StaticString
        /// More rows there never are.
        let most: Int
        let isSound: @Sendable (SQLRow) -> Bool
    }

    private static let tables: [Table] = [
        Table(
            select: "SELECT name, role, salt, operations, memory, digest, added_at FROM guard",
            insert: """
                INSERT INTO guard (name, role, salt, operations, memory, digest, added_at) VALUES (?, ?, ?, ?, ?, ?, ?)
                ON CONFLICT DO NOTHING
                """, most: Int(GuardStore.most)
        ) { row in
            isText(row, 0, MessageLimits.person) && isNumber(row, 1, 1...2) && isBytes(row, 2, 16)
                && isNumber(row, 3, 1...8) && isNumber(row, 4, 8...1 << 20) && isBytes(row, 5, 32)
                && isNumber(row, 6, PassLimits.time)
        },
        Table(
            select: "SELECT name, wrong, boot, uptime FROM pin_trouble",
            insert: "INSERT INTO pin_trouble (name, wrong, boot, uptime) VALUES (?, ?, ?, ?) ON CONFLICT DO NOTHING",
            most: 1_000
        ) { row in
            ((try? row.blob(0)).map { (1...64).contains($0.count) } ?? false) && isNumber(row, 1, 1...1 << 32)
                && isBytes(row, 2, 16) && isNumber(row, 3, 0...1 << 50)
        },
        Table(
            select: "SELECT id, name, epoch, sequence, time FROM duty",
            insert: "INSERT INTO duty (id, name, epoch, sequence, time) VALUES (?, ?, ?, ?, ?) ON CONFLICT DO NOTHING",
            most: 1
        ) { row in
            isNumber(row, 0, 1...1) && isText(row, 1, MessageLimits.person) && isNumber(row, 2)
                && isNumber(row, 3, 1...1 << 50) && isNumber(row, 4, PassLimits.time)
        },
        Table(
            select: "SELECT epoch, sequence, time FROM hand_over",
            insert: "INSERT INTO hand_over (epoch, sequence, time) VALUES (?, ?, ?) ON CONFLICT DO NOTHING",
            most: 10_000
        ) { row in isNumber(row, 0) && isNumber(row, 1, 1...1 << 50) && isNumber(row, 2, PassLimits.time) },
        Table(
            select: "SELECT number, state, document, hint, escort, until, time FROM visitor_card",
            insert: """
                INSERT INTO visitor_card (number, state, document, hint, escort, until, time) VALUES (?, ?, ?, ?, ?, ?, ?)
                ON CONFLICT DO NOTHING
                """, most: 20_000
        ) { row in
            isText(row, 0, PassLimits.number) && isNumber(row, 1, 1...3) && isNumber(row, 2, 1...3, orNull: true)
                && isText(row, 3, MessageLimits.hint, orNull: true) && isText(row, 4, PassLimits.number, orNull: true)
                && isNumber(row, 5, PassLimits.time, orNull: true) && isNumber(row, 6, PassLimits.time)
        },
        Table(
            select: "SELECT vehicle, trailer, time FROM trailer",
            insert: "INSERT INTO trailer (vehicle, trailer, time) VALUES (?, ?, ?) ON CONFLICT DO NOTHING",
            most: 100_000
        ) { row in
            isText(row, 0, PassLimits.number) && isText(row, 1, PassLimits.number, orNull: true)
                && isNumber(row, 2, PassLimits.time)
        },
        Table(
            select: "SELECT id, begun_by, time FROM evacuation",
            insert: "INSERT INTO evacuation (id, begun_by, time) VALUES (?, ?, ?) ON CONFLICT DO NOTHING", most: 1
        ) { row in
            isNumber(row, 0, 1...1) && isText(row, 1, MessageLimits.person) && isNumber(row, 2, PassLimits.time)
        },
        Table(
            select: "SELECT place, headcount, time FROM assembly",
            insert: "INSERT INTO assembly (place, headcount, time) VALUES (?, ?, ?) ON CONFLICT DO NOTHING", most: 1_000
        ) { row in
            isText(row, 0, MessageLimits.assemblyPlace) && isNumber(row, 1, MessageLimits.headcount)
                && isNumber(row, 2, PassLimits.time)
        },
        Table(
            select: """
                SELECT epoch, sequence, agency, plate, headcount, time, completed_at, left_at FROM emergency
                """,
            insert: """
                INSERT INTO emergency (epoch, sequence, agency, plate, headcount, time, completed_at, left_at)
                VALUES (?, ?, ?, ?, ?, ?, ?, ?) ON CONFLICT DO NOTHING
                """, most: 10_000
        ) { row in
            isNumber(row, 0) && isNumber(row, 1, 1...1 << 50) && isNumber(row, 2, 1...4)
                && isText(row, 3, PassLimits.plate, orNull: true)
                && isNumber(row, 4, MessageLimits.headcount, orNull: true) && isNumber(row, 5, PassLimits.time)
                && isNumber(row, 6, PassLimits.time, orNull: true) && isNumber(row, 7, PassLimits.time, orNull: true)
        },
        Table(
            select: "SELECT id, plate, time FROM lane",
            insert: "INSERT INTO lane (id, plate, time) VALUES (?, ?, ?) ON CONFLICT DO NOTHING", most: 1
        ) { row in
            isNumber(row, 0, 1...1) && isText(row, 1, PassLimits.plate, orNull: true)
                && isNumber(row, 2, PassLimits.time)
        },
        Table(
            select: "SELECT position, role, epoch, sequence FROM lane_member",
            insert: """
                INSERT INTO lane_member (position, role, epoch, sequence) VALUES (?, ?, ?, ?) ON CONFLICT DO NOTHING
                """, most: MessageLimits.tray.upperBound
        ) { row in
            isNumber(row, 0, 0...15) && isNumber(row, 1, 1...4) && isNumber(row, 2) && isNumber(row, 3, 1...1 << 50)
        },
        // After the numbers themselves, which an older database has without it.
        Table(
            select: "SELECT gate, number FROM presence WHERE gate IS NOT NULL",
            insert: "UPDATE presence SET gate = ? WHERE number = ?", most: 1_000_000
        ) { row in isText(row, 0, MessageLimits.gate) && isText(row, 1, PassLimits.number) },
    ]

    private static func isNull(_ row: SQLRow, _ column: Int) -> Bool { row.values[column] == .null }

    private static func isNumber(
        _ row: SQLRow, _ column: Int, _ range: ClosedRange<Int64> = .min ... .max, orNull: Bool = false
    ) -> Bool {
        if isNull(row, column) { return orNull }
        return (try? row.integer(column)).map(range.contains) ?? false
    }

    private static func isBytes(_ row: SQLRow, _ column: Int, _ count: Int) -> Bool {
        (try? row.blob(column))?.count == count
    }

    private static func isText(
        _ row: SQLRow, _ column: Int, _ length: ClosedRange<Int>, orNull: Bool = false
    ) -> Bool {
        if isNull(row, column) { return orNull }
        guard let bytes = try? row.blob(column), length.contains(bytes.count) else { return false }
        return (try? WireText(validating: bytes)) != nil
    }
}
