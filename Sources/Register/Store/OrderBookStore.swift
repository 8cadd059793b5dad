import Payments
import SQLStore

/// Orders as who keeps the books looks at them.
enum OrderBookStore {
    // MARK: Lists

    static func counts(_ database: any SQLReading) throws -> [OrderState: Int64] {
        try database.rows("SELECT state, COUNT(*) FROM payment_order GROUP BY state").reduce(into: [:]) { counts, row in
            guard let state = OrderState(rawValue: try row.text(0)) else { throw RegisterError.damaged("an order") }
            counts[state] = try row.integer(1)
        }
    }

    /// The newest first.
    static func page(
        before place: Int64, state: OrderState?, limit: Int, _ database: any SQLReading
    ) throws -> [OrderSummary] {
        try database.rows(
            """
            SELECT seq FROM payment_order WHERE seq < ? AND (? IS NULL OR state = ?) ORDER BY seq DESC LIMIT ?
            """, .integer(place), .text(state?.rawValue), .text(state?.rawValue), .integer(Int64(limit))
        ).compactMap { try summary(try $0.integer(0), database) }
    }

    static func summary(_ seq: Int64, _ database: any SQLReading) throws -> OrderSummary? {
        try database.row(
            """
            SELECT number, state, total,
                (SELECT COALESCE(SUM(applied), 0) FROM payment WHERE order_seq = payment_order.seq), made_at, expires_at,
                (SELECT COUNT(*) FROM payment_line WHERE order_seq = payment_order.seq),
                (SELECT number FROM receipt WHERE order_seq = payment_order.seq)
            FROM payment_order WHERE seq = ?
            """, .integer(seq)
        ).map { row in
            guard let number = OrderNumber(try row.text(0)), let state = OrderState(rawValue: try row.text(1)) else {
                throw RegisterError.damaged("an order")
            }
            return OrderSummary(
                place: seq, number: number, state: state, total: try row.integer(2), applied: try row.integer(3),
                madeAt: try row.integer(4), expiresAt: try row.integer(5), lineCount: try row.integer(6),
                receipt: try row.optionalText(7))
        }
    }

    /// The orders that something names, the newest first.
    /// - Parameters:
    ///   - exact: an order's, receipt's or trade's number, as it is stored.
    ///   - reference: of money, as it was booked.
    ///   - code: of a code to pay with, a part that names it, without spaces; nil for none.
    static func found(
        exact: String, reference: String, application: ApplicationID?, code: String?, limit: Int,
        _ database: any SQLReading
    ) throws -> [OrderSummary] {
        try database.rows(
            """
            SELECT seq FROM payment_order WHERE number = ?
            UNION SELECT order_seq FROM receipt WHERE number = ?
            UNION SELECT order_seq FROM payment_attempt WHERE trade = ?
            UNION SELECT order_seq FROM payment_line WHERE application = ?
            UNION SELECT order_seq FROM payment_attempt WHERE code IS NOT NULL AND replace(code, ' ', '') LIKE '%' || ? || '%'
            UNION SELECT order_seq FROM payment
                WHERE method IN ('ecpay', 'counter', 'bank', 'post') AND reference = ? AND order_seq IS NOT NULL
            ORDER BY 1 DESC LIMIT ?
            """, .text(exact), .text(exact), .text(exact), .blob(application?.bytes), .text(code), .text(reference),
            .integer(Int64(limit))
        ).compactMap { try summary(try $0.integer(0), database) }
    }

    // MARK: One

    /// An order's account, but for its payer, who is sealed.
    struct Found: Sendable {
        let order: PaymentOrder
        let payer: [UInt8]
        let lines: [OrderAccount.Line]
        let attempts: [OrderAccount.Attempt]
        let money: [MoneyAccount]
        let receipt: OrderAccount.Receipt?
        let settledAt: Int64?
        let outstanding: [String]
    }

    static func account(_ number: OrderNumber, now: Int64, _ database: any SQLReading) throws -> Found? {
        guard let row = try PaymentStore.row(number, database), let order = try PaymentStore.order(number, database),
            let payer = try PaymentStore.payer(of: number, database)
        else { return nil }
        let lines = try order.lines.map { line in
            OrderAccount.Line(
                line: line, application: try ApplicationStore.application(line.application, database)?.number)
        }
        let receipt = try database.row(
            "SELECT number, amount, issued_at, void_at FROM receipt WHERE order_seq = ?", .integer(row.seq)
        ).map { row in
            OrderAccount.Receipt(
                number: try row.text(0), amount: try row.integer(1), issuedAt: try row.integer(2),
                voidAt: try row.optionalInteger(3))
        }
        return Found(
            order: order, payer: payer, lines: lines, attempts: try attempts(order, of: row.seq, database),
            money: try LedgerStore.payments(of: row.seq, database).map { try account(of: $0, database) },
            receipt: receipt,
            settledAt: try database.integer("SELECT settled_at FROM paid_order WHERE order_seq = ?", .integer(row.seq)),
            outstanding: try outstanding(order, now: now, database))
    }

    private static func attempts(
        _ order: PaymentOrder, of seq: Int64, _ database: any SQLReading
    ) throws -> [OrderAccount.Attempt] {
        try database.rows(
            """
            SELECT trade, amount, made_at, way, failure FROM payment_attempt WHERE order_seq = ? ORDER BY trade DESC
            """, .integer(seq)
        ).map { row in
            let trade = try row.text(0)
            return OrderAccount.Attempt(
                trade: trade, amount: try row.integer(1), madeAt: try row.integer(2), way: try row.optionalText(3),
                code: order.codes.first { $0.trade.text == trade }, failure: try row.optionalInteger(4))
        }
    }

    static func account(of payment: BookedPayment, _ database: any SQLReading) throws -> MoneyAccount {
        guard let row = try database.row("SELECT booked_at, booked_by FROM payment WHERE seq = ?", .integer(payment.id))
        else { throw RegisterError.damaged("a payment") }
        return MoneyAccount(
            payment: payment, bookedAt: try row.integer(0), bookedBy: try Principal(try row.text(1)),
            refunds: try RefundStore.refunds(of: payment.id, database))
    }

    /// What was issued for an order and is not over, and what is about to be.
    static func outstanding(_ order: PaymentOrder, now: Int64, _ database: any SQLReading) throws -> [String] {
        var numbers: [String] = []
        for line in order.lines {
            guard let application = try ApplicationStore.application(line.application, database) else { continue }
            if application.state == .approved { numbers.append(application.number) }
            // A reissue has the number of the pass that the application led to.
            let live = try database.rows(
                """
                SELECT DISTINCT current.number FROM application_pass
                    JOIN pass AS first ON first.seq = application_pass.pass
                    JOIN pass AS current ON current.number = first.number
                WHERE application_pass.application = ? AND current.state IN (0, 1, 2, 3) AND current.expires > ?
                ORDER BY 1
                """, .integer(application.seq), .integer(now))
            numbers += try live.map { try $0.text(0) }
        }
        return numbers
    }
}
