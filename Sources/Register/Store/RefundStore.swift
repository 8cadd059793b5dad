import SQLStore

/// Money that goes back.
enum RefundStore {
    static func insert(
        _ payment: Int64, amount: Int64, means: RefundMeans, at now: Int64, by principal: Principal,
        _ database: any SQLWriting
    ) throws -> Int64 {
        try database.execute(
            """
            INSERT INTO payment_refund (payment, amount, means, action, state, asked_at, asked_by)
            VALUES (?, ?, ?, ?, 'asked', ?, ?)
            """, .integer(payment), .integer(amount), .text(means.name), .text(means.action), .integer(now),
            .text(principal.name))
        // Only the one writer adds.
        return try database.integer("SELECT MAX(seq) FROM payment_refund") ?? 0
    }

    static func refund(_ id: Int64, _ database: any SQLReading) throws -> Refund? {
        try database.row(
            """
            SELECT seq, payment, amount, means, state, asked_at, note, asked_by, ended_at, ended_by FROM payment_refund
            WHERE seq = ?
            """, .integer(id)
        ).map(refund)
    }

    /// Refunds that began and did not end, the oldest first.
    static func asked(_ database: any SQLReading) throws -> [Refund] {
        try database.rows(
            """
            SELECT seq, payment, amount, means, state, asked_at, note, asked_by, ended_at, ended_by FROM payment_refund
            WHERE state = 'asked' ORDER BY seq
            """
        ).map(refund)
    }

    /// In the order they were begun.
    static func refunds(of payment: Int64, _ database: any SQLReading) throws -> [Refund] {
        try database.rows(
            """
            SELECT seq, payment, amount, means, state, asked_at, note, asked_by, ended_at, ended_by FROM payment_refund
            WHERE payment = ? ORDER BY seq
            """, .integer(payment)
        ).map(refund)
    }

    private static func refund(_ row: SQLRow) throws -> Refund {
        guard let state = Refund.State(rawValue: try row.text(4)) else { throw RegisterError.damaged("a refund") }
        return Refund(
            id: try row.integer(0), payment: try row.integer(1), amount: try row.integer(2), means: try row.text(3),
            state: state, askedAt: try row.integer(5), note: try row.optionalText(6),
            askedBy: try Principal(try row.text(7)), endedAt: try row.optionalInteger(8),
            endedBy: try row.optionalText(9).map { try Principal($0) })
    }

    static func end(
        _ id: Int64, as state: Refund.State, note: String?, at now: Int64, by principal: Principal,
        _ database: any SQLWriting
    ) throws {
        try database.execute(
            "UPDATE payment_refund SET state = ?, ended_at = ?, ended_by = ?, note = ? WHERE seq = ? AND state = 'asked'",
            .text(state.rawValue), .integer(now), .text(principal.name), .text(note), .integer(id))
    }
}
