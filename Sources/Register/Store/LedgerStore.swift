import SQLStore

/// Money on the books.
enum LedgerStore {
    static func payment(_ id: Int64, _ database: any SQLReading) throws -> BookedPayment? {
        try database.row(
            """
            SELECT payment.seq, payment_order.number, method, reference, trade, way, amount, applied,
                (SELECT COALESCE(SUM(amount), 0) FROM payment_refund WHERE payment = payment.seq AND state = 'done'),
                (SELECT COALESCE(SUM(amount), 0) FROM payment_refund WHERE payment = payment.seq AND state = 'asked'),
                received_at
            FROM payment LEFT JOIN payment_order ON payment_order.seq = payment.order_seq WHERE payment.seq = ?
            """, .integer(id)
        ).map(payment)
    }

    static func id(of method: PaymentMethod, _ reference: String, _ database: any SQLReading) throws -> Int64? {
        try database.integer(
            "SELECT seq FROM payment WHERE method = ? AND reference = ?", .text(method.rawValue), .text(reference))
    }

    static func payments(of order: Int64, _ database: any SQLReading) throws -> [BookedPayment] {
        try database.rows("SELECT seq FROM payment WHERE order_seq = ? ORDER BY seq", .integer(order)).map { row in
            guard let payment = try payment(try row.integer(0), database) else {
                throw RegisterError.damaged("a payment")
            }
            return payment
        }
    }

    static func payments(ofTrade trade: String, _ database: any SQLReading) throws -> [BookedPayment] {
        try database.rows("SELECT seq FROM payment WHERE trade = ? ORDER BY seq", .text(trade)).map { row in
            guard let payment = try payment(try row.integer(0), database) else {
                throw RegisterError.damaged("a payment")
            }
            return payment
        }
    }

    /// Money of which some is held and has to go back, the oldest first.
    static func surplus(_ database: any SQLReading) throws -> [BookedPayment] {
        try database.rows("SELECT seq FROM payment WHERE applied < amount ORDER BY seq").compactMap { row in
            try payment(try row.integer(0), database)
        }.filter { $0.surplus > 0 }
    }

    private static func payment(_ row: SQLRow) throws -> BookedPayment {
        guard let method = PaymentMethod(rawValue: try row.text(2)) else { throw RegisterError.damaged("a payment") }
        return BookedPayment(
            id: try row.integer(0), order: try row.optionalText(1).flatMap(OrderNumber.init), method: method,
            reference: try row.text(3), trade: try row.optionalText(4), way: try row.optionalText(5),
            amount: try row.integer(6), applied: try row.integer(7), refunded: try row.integer(8),
            asked: try row.integer(9), receivedAt: try row.integer(10))
    }

    static func insert(
        _ money: ReceivedMoney, order: Int64?, applied: Int64, at now: Int64, by principal: Principal,
        _ database: any SQLWriting
    ) throws -> Int64 {
        try database.execute(
            """
            INSERT INTO payment (order_seq, method, reference, trade, way, amount, applied, received_at, booked_at, booked_by)
            VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
            """, .integer(order), .text(money.method.rawValue), .text(money.reference), .text(money.trade),
            .text(money.way), .integer(money.amount), .integer(applied), .integer(money.receivedAt), .integer(now),
            .text(principal.name))
        guard let id = try id(of: money.method, money.reference, database) else {
            throw RegisterError.damaged("a payment")
        }
        return id
    }

    static func books(_ database: any SQLReading) throws -> PaymentBooks {
        let received = try database.integer("SELECT SUM(amount) FROM payment") ?? 0
        let applied = try database.integer("SELECT SUM(applied) FROM payment") ?? 0
        let parts =
            try database.integer(
                """
                SELECT SUM(applied) FROM payment JOIN payment_order ON payment_order.seq = payment.order_seq
                WHERE state = 'open'
                """) ?? 0
        let receipted = try database.integer("SELECT SUM(amount) FROM receipt WHERE void_at IS NULL") ?? 0
        let refunded = try database.integer("SELECT SUM(amount) FROM payment_refund WHERE state = 'done'") ?? 0
        return PaymentBooks(
            received: received, receipted: receipted, parts: parts, surplus: received - applied - refunded,
            refunded: refunded)
    }
}
