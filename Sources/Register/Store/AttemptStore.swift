import Payments
import SQLStore

/// Attempts to pay online, each with a number that is never used again.
enum AttemptStore {
    struct Attempt: Hashable, Sendable {
        let trade: TradeNumber
        let order: Int64
        let amount: Int64
        let madeAt: Int64
    }

    static func insert(
        _ trade: TradeNumber, order: Int64, amount: Int64, at now: Int64, _ database: any SQLWriting
    ) throws {
        try database.execute("UPDATE payment_order SET attempts = attempts + 1 WHERE seq = ?", .integer(order))
        try database.execute(
            "INSERT INTO payment_attempt (trade, order_seq, amount, made_at) VALUES (?, ?, ?, ?)", .text(trade.text),
            .integer(order), .integer(amount), .integer(now))
    }

    static func attempt(_ trade: TradeNumber, _ database: any SQLReading) throws -> Attempt? {
        try database.row(
            "SELECT order_seq, amount, made_at FROM payment_attempt WHERE trade = ?", .text(trade.text)
        ).map { row in
            Attempt(trade: trade, order: try row.integer(0), amount: try row.integer(1), madeAt: try row.integer(2))
        }
    }

    /// Attempts made since a time, at one order or at any, in pages.
    static func page(
        since time: Int64, order: Int64?, after place: TradeNumber?, limit: Int, _ database: any SQLReading
    ) throws -> [Attempt] {
        try database.rows(
            """
            SELECT trade, order_seq, amount, made_at FROM payment_attempt WHERE made_at >= ? AND trade > ?
                AND (? IS NULL OR order_seq = ?)
            ORDER BY trade LIMIT ?
            """, .integer(time), .text(place?.text ?? ""), .integer(order), .integer(order), .integer(Int64(limit))
        ).map { row in
            guard let trade = TradeNumber(try row.text(0)) else { throw RegisterError.damaged("an attempt to pay") }
            return Attempt(
                trade: trade, order: try row.integer(1), amount: try row.integer(2), madeAt: try row.integer(3))
        }
    }

    static func keep(
        _ code: PaymentCode, expires: Int64, way: String?, of trade: TradeNumber, _ database: any SQLWriting
    ) throws {
        try database.execute(
            "UPDATE payment_attempt SET code = ?, code_expires = ?, way = ? WHERE trade = ?", .text(code.stored),
            .integer(expires), .text(way), .text(trade.text))
    }

    static func keep(failure code: Int64, of trade: TradeNumber, _ database: any SQLWriting) throws {
        try database.execute(
            "UPDATE payment_attempt SET failure = ? WHERE trade = ?", .integer(code), .text(trade.text))
    }

    /// Of the newest attempt.
    static func lastFailure(of order: Int64, _ database: any SQLReading) throws -> Int64? {
        try database.integer(
            "SELECT failure FROM payment_attempt WHERE order_seq = ? ORDER BY trade DESC LIMIT 1", .integer(order))
    }

    static func codes(of order: Int64, _ database: any SQLReading) throws -> [IssuedCode] {
        try database.rows(
            """
            SELECT trade, code, amount, code_expires FROM payment_attempt WHERE order_seq = ? AND code IS NOT NULL
            ORDER BY made_at DESC, trade DESC
            """, .integer(order)
        ).map { row in
            guard let trade = TradeNumber(try row.text(0)), let code = PaymentCode(stored: try row.text(1)) else {
                throw RegisterError.damaged("a code to pay with")
            }
            return IssuedCode(trade: trade, code: code, amount: try row.integer(2), expires: try row.integer(3))
        }
    }
}
