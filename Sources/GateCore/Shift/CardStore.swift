package import GateMessages
package import PassFormat
import SQLStore

/// A visitor card of this gate's stock.
package struct VisitorCard: Hashable, Sendable {
    package enum State: Int64, Hashable, Sendable {
        case inStock = 1
        case out = 2
        case lost = 3
    }

    package let number: WireText
    package let state: State
    package let document: PassageEvent.Document?
    /// The last characters of the bearer's document, while it is out.
    package let hint: WireText?
    package let escort: WireText?
    /// Good until before this time, seconds since 1970.
    package let until: Int64?
    /// When it became so.
    package let time: Int64
}

enum CardStore {
    private static func card(_ row: SQLRow) throws -> VisitorCard {
        guard let state = VisitorCard.State(rawValue: try row.integer(1)) else {
            throw StoreError.unexpectedValue(column: 1)
        }
        return VisitorCard(
            number: try WireText(validating: row.blob(0)), state: state,
            document: try row.optionalInteger(2).flatMap(PassageEvent.Document.init(rawValue:)),
            hint: try row.optionalBlob(3).map { try WireText(validating: $0) },
            escort: try row.optionalBlob(4).map { try WireText(validating: $0) }, until: try row.optionalInteger(5),
            time: try row.integer(6))
    }

    static func all(_ database: any SQLReading) throws -> [VisitorCard] {
        try database.rows(
            "SELECT number, state, document, hint, escort, until, time FROM visitor_card ORDER BY number"
        ).map(card)
    }

    static func out(_ database: any SQLReading) throws -> [VisitorCard] {
        try database.rows(
            """
            SELECT number, state, document, hint, escort, until, time FROM visitor_card WHERE state = 2
            ORDER BY time, number
            """
        ).map(card)
    }

    static func find(_ number: WireText, _ database: any SQLReading) throws -> VisitorCard? {
        try database.row(
            "SELECT number, state, document, hint, escort, until, time FROM visitor_card WHERE number = ?",
            .blob(number.utf8)
        ).map(card)
    }

    static func outCount(_ database: any SQLReading) throws -> Int64 {
        try database.integer("SELECT COUNT(*) FROM visitor_card WHERE state = 2") ?? 0
    }

    static func count(_ database: any SQLReading) throws -> Int64 {
        try database.integer("SELECT COUNT(*) FROM visitor_card") ?? 0
    }

    /// What a record tells of a card. What leaves the gate's hands is asked before; what is known of a bearer goes with the card.
    static func follow(_ event: CardEvent, at time: Int64, _ database: any SQLWriting) throws {
        switch event.act {
        case .stocked:
            let numbers = CardNumbers.run(from: event.number, count: event.count ?? 1) ?? [event.number]
            try database.executeEach(
                "INSERT INTO visitor_card (number, state, time) VALUES (?, 1, ?) ON CONFLICT DO NOTHING",
                numbers.map { [.blob($0.utf8), .integer(time)] })
        case .bound:
            try database.execute(
                """
                INSERT INTO visitor_card (number, state, document, hint, escort, until, time) VALUES (?, 2, ?, ?, ?, ?, ?)
                ON CONFLICT (number) DO UPDATE SET state = excluded.state, document = excluded.document,
                    hint = excluded.hint, escort = excluded.escort, until = excluded.until, time = excluded.time
                """,
                .blob(event.number.utf8), .integer(event.document?.rawValue), .blob(event.hint?.utf8),
                .blob(event.escort?.utf8), .integer(event.until), .integer(time))
        case .returned, .lost:
            try database.execute(
                """
                UPDATE visitor_card SET state = ?, document = NULL, hint = NULL, escort = NULL, until = NULL, time = ?
                WHERE number = ?
                """,
                .integer((event.act == .lost ? VisitorCard.State.lost : .inStock).rawValue), .integer(time),
                .blob(event.number.utf8))
        }
    }
}
