import PassFormat
import Payments
package import SQLStore

/// Orders in the database, each change with its record in the audit log, inside whichever transaction it belongs to.
package enum PaymentStore {
    // MARK: Reading

    static func row(_ number: OrderNumber, _ database: any SQLReading) throws -> OrderRow? {
        try database.row(
            """
            SELECT seq, number, state, total,
                (SELECT COALESCE(SUM(applied), 0) FROM payment WHERE order_seq = payment_order.seq), attempts, made_at,
                expires_at, closed_at, reason
            FROM payment_order WHERE number = ?
            """, .text(number.text)
        ).map(OrderRow.init)
    }

    static func number(of seq: Int64, _ database: any SQLReading) throws -> OrderNumber? {
        try database.row("SELECT number FROM payment_order WHERE seq = ?", .integer(seq)).flatMap {
            OrderNumber(try $0.text(0))
        }
    }

    /// An order; nil when there is none of this number.
    package static func order(_ number: OrderNumber, _ database: any SQLReading) throws -> PaymentOrder? {
        guard let row = try row(number, database) else { return nil }
        let receipt = try database.row("SELECT number FROM receipt WHERE order_seq = ?", .integer(row.seq))?.text(0)
        return PaymentOrder(
            number: number, state: row.machine.state, total: row.machine.total, applied: row.machine.applied,
            lines: try lines(of: row.seq, database), madeAt: row.madeAt, expiresAt: row.expiresAt,
            closedAt: row.closedAt, reason: row.reason, receipt: receipt,
            codes: try AttemptStore.codes(of: row.seq, database),
            lastFailure: try AttemptStore.lastFailure(of: row.seq, database))
    }

    private static func lines(of order: Int64, _ database: any SQLReading) throws -> [OrderLine] {
        try database.rows(
            """
            SELECT application, kind, term, has_card, amount FROM payment_line WHERE order_seq = ? ORDER BY position
            """, .integer(order)
        ).map { row in
            guard let application = ApplicationID(try row.blob(0)),
                let kind = PassKind(rawValue: UInt8(clamping: try row.integer(1))),
                let term = PassTerm(rawValue: UInt8(clamping: try row.integer(2)))
            else { throw RegisterError.damaged("an order's line") }
            return OrderLine(
                application: application, kind: kind, term: term, hasCard: try row.integer(3) == 1,
                amount: try row.integer(4))
        }
    }

    /// The newest order that an application is in; nil when it is in none.
    package static func order(of application: ApplicationID, _ database: any SQLReading) throws -> PaymentOrder? {
        let row = try database.row(
            """
            SELECT number FROM payment_order WHERE seq =
                (SELECT MAX(order_seq) FROM payment_line WHERE application = ?)
            """, .blob(application.bytes))
        guard let number = try row.flatMap({ OrderNumber(try $0.text(0)) }) else { return nil }
        return try order(number, database)
    }

    /// Whether the newest order of an application has a receipt, good still, for it and for no other.
    static func hasReceipt(ofOnly application: ApplicationID, _ database: any SQLReading) throws -> Bool {
        try database.row(
            """
            SELECT 1 FROM receipt
            WHERE order_seq = (SELECT MAX(order_seq) FROM payment_line WHERE application = ?) AND void_at IS NULL
                AND NOT EXISTS (
                    SELECT 1 FROM payment_line WHERE order_seq = receipt.order_seq AND application <> ?)
            """, .blob(application.bytes), .blob(application.bytes)) != nil
    }

    static func payer(of number: OrderNumber, _ database: any SQLReading) throws -> [UInt8]? {
        try database.row("SELECT payer FROM payment_order WHERE number = ?", .text(number.text))?.blob(0)
    }

    /// Orders in the order they were made, after one.
    static func page(
        after place: Int64, state: OrderState?, limit: Int, _ database: any SQLReading
    ) throws -> [(seq: Int64, number: OrderNumber)] {
        try database.rows(
            "SELECT seq, number FROM payment_order WHERE seq > ? AND (? IS NULL OR state = ?) ORDER BY seq LIMIT ?",
            .integer(place), .text(state?.rawValue), .text(state?.rawValue), .integer(Int64(limit))
        ).map { row in
            guard let number = OrderNumber(try row.text(1)) else { throw RegisterError.damaged("an order") }
            return (try row.integer(0), number)
        }
    }

    // MARK: Changing

    /// Opens an order.
    /// - Throws: ``RegisterError`` with code `impossibleChange` when one of its applications is in an order that is open, or was paid
    ///   and not paid back.
    package static func open(
        _ order: PreparedOrder, at now: Int64, by principal: Principal, _ database: any SQLWriting
    ) throws {
        for line in order.lines {
            let other = try database.row(
                """
                SELECT number FROM payment_order JOIN payment_line ON payment_line.order_seq = payment_order.seq
                WHERE application = ? AND state IN ('open', 'paid')
                """, .blob(line.application.bytes))
            if let other {
                throw RegisterError(
                    .impossibleChange, "an application is in order \(try other.text(0)) already: cancel that one first")
            }
        }
        let isNew = try database.execute(
            """
            INSERT INTO payment_order (number, state, total, payer, attempts, made_at, expires_at)
            VALUES (?, 'open', ?, ?, 0, ?, ?) ON CONFLICT DO NOTHING
            """, .text(order.number.text), .integer(order.total), .blob(order.payer), .integer(now),
            .integer(order.expires))
        guard isNew == 1, let row = try row(order.number, database) else {
            throw RegisterError(.selfCheck, "random numbers repeat: the source of randomness is broken")
        }
        try database.executeEach(
            """
            INSERT INTO payment_line (order_seq, position, application, kind, term, has_card, amount)
            VALUES (?, ?, ?, ?, ?, ?, ?)
            """,
            order.lines.enumerated().map { position, line in
                [
                    .integer(row.seq), .integer(Int64(position)), .blob(line.application.bytes),
                    .integer(Int64(line.kind.rawValue)), .integer(Int64(line.term.rawValue)),
                    .integer(line.hasCard ? 1 : 0), .integer(line.amount),
                ]
            })
        let event = PaymentEvent.orderOpened(order.number, total: order.total, lines: order.lines.count)
        try AuditStore.append([.payment(event)], at: now, by: principal, database)
    }

    /// Cancels an order, or lets it expire. What came for it becomes surplus, to be paid back.
    /// - Returns: false when it was so already.
    /// - Throws: ``RegisterError`` with code `notFound`, or `impossibleChange` for one that was paid.
    @discardableResult
    package static func close(
        _ number: OrderNumber, as end: OrderState, reason: String? = nil, at now: Int64, by principal: Principal,
        _ database: any SQLWriting
    ) throws -> Bool {
        guard let row = try row(number, database) else { throw RegisterError.unknownOrder(number) }
        var machine = row.machine
        switch machine.close(end) {
        case .already: return false
        case .impossible: throw RegisterError.impossible("close", "order \(number)", machine.state.rawValue)
        case .done:
            try keep(machine.state, row, reason: reason, at: now, by: principal, database)
            return true
        }
    }

    /// Makes what was paid for an order surplus, to be paid back; its receipt is void.
    /// - Parameter passesEnded: whether what was issued for it was taken back. Before, nothing is released.
    /// - Returns: false when it was so already.
    /// - Throws: ``RegisterError`` with code `notFound`, or `impossibleChange`.
    @discardableResult
    package static func release(
        _ number: OrderNumber, reason: String, passesEnded: Bool, at now: Int64, by principal: Principal,
        _ database: any SQLWriting
    ) throws -> Bool {
        guard let row = try row(number, database) else { throw RegisterError.unknownOrder(number) }
        var machine = row.machine
        switch machine.release() {
        case .already: return false
        case .impossible: throw RegisterError.impossible("pay back", "order \(number)", machine.state.rawValue)
        case .done:
            let settled = try database.integer(
                "SELECT settled_at FROM paid_order WHERE order_seq = ?", .integer(row.seq))
            guard settled == nil || passesEnded else {
                throw RegisterError(
                    .impossibleChange, "order \(number) was settled: what was issued for it is taken back first")
            }
            if let receipt = try database.row("SELECT number FROM receipt WHERE order_seq = ?", .integer(row.seq)) {
                try database.execute(
                    "UPDATE receipt SET void_at = ? WHERE order_seq = ?", .integer(now), .integer(row.seq))
                let event = PaymentEvent.receiptVoided(try receipt.text(0))
                try AuditStore.append([.payment(event)], at: now, by: principal, database)
            }
            try keep(machine.state, row, reason: reason, at: now, by: principal, database)
            return true
        }
    }

    /// Stores the state that an order came to without being paid, and that nothing counts for it any more.
    private static func keep(
        _ state: OrderState, _ row: OrderRow, reason: String?, at now: Int64, by principal: Principal,
        _ database: any SQLWriting
    ) throws {
        try database.execute(
            "UPDATE payment_order SET state = ?, closed_at = ?, reason = ? WHERE seq = ?", .text(state.rawValue),
            .integer(now), .text(reason), .integer(row.seq))
        let counted = try database.rows(
            "SELECT seq, applied FROM payment WHERE order_seq = ? AND applied > 0 ORDER BY seq", .integer(row.seq))
        try database.execute("UPDATE payment SET applied = 0 WHERE order_seq = ?", .integer(row.seq))
        var events = [PaymentEvent.orderBecame(state, row.number, reason: reason)]
        for payment in counted {
            events.append(.surplus(try payment.integer(0), amount: try payment.integer(1)))
        }
        try AuditStore.append(events.map(AuditEvent.payment), at: now, by: principal, database)
    }

    /// Orders that are open after their time. One for which a code was given out waits until that is over, and for the days that word
    /// of it may take (two, for bar codes).
    static func overdue(at now: Int64, limit: Int, _ database: any SQLReading) throws -> [OrderNumber] {
        let delay: Int64 = 3 * 86_400
        return try database.rows(
            """
            SELECT number FROM payment_order WHERE state = 'open' AND expires_at <= ? AND NOT EXISTS
                (SELECT 1 FROM payment_attempt WHERE order_seq = payment_order.seq AND code_expires > ?)
            ORDER BY expires_at LIMIT ?
            """, .integer(now), .integer(now - delay), .integer(Int64(limit))
        ).compactMap { OrderNumber(try $0.text(0)) }
    }

    // MARK: Settling

    /// Orders that were paid and whose passes are not issued yet, the oldest first.
    package static func unsettled(limit: Int, _ database: any SQLReading) throws -> [OrderNumber] {
        try database.rows(
            """
            SELECT number FROM paid_order JOIN payment_order ON payment_order.seq = paid_order.order_seq
            WHERE settled_at IS NULL AND state = 'paid' ORDER BY order_seq LIMIT ?
            """, .integer(Int64(limit))
        ).compactMap { OrderNumber(try $0.text(0)) }
    }

    /// Marks a paid order as settled: what was paid for was issued, in the same transaction.
    /// - Returns: false when it is not paid, or is being paid back: then nothing may be issued for it. True also when it was settled
    ///   before.
    package static func markSettled(
        _ number: OrderNumber, at now: Int64, by principal: Principal, _ database: any SQLWriting
    ) throws -> Bool {
        guard let row = try row(number, database), row.machine.state == .paid else { return false }
        let isNew = try database.execute(
            "UPDATE paid_order SET settled_at = ? WHERE order_seq = ? AND settled_at IS NULL", .integer(now),
            .integer(row.seq))
        if isNew == 1 {
            try AuditStore.append([.payment(.orderSettled(number))], at: now, by: principal, database)
        }
        return true
    }
}

extension RegisterError {
    static func unknownOrder(_ number: OrderNumber) -> RegisterError {
        RegisterError(.notFound, "there is no order \(number): see portpass payments list")
    }
}
