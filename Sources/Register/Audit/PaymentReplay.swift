import SQLStore
import StrictJSON

/// The books as the log tells them: a payment, an order, a refund or a receipt that was changed or made by hand shows as a
/// difference.
struct PaymentReplay: TableReplay {
    private struct Order {
        let total: Int64
        var state: OrderState
        var payments: [Int64] = []
    }

    private struct Payment: Equatable {
        let order: String?
        let amount: Int64
        var applied: Int64
    }

    private struct Refund: Equatable {
        let payment: Int64
        let amount: Int64
        var state: String
    }

    private struct Receipt: Equatable {
        let order: String
        let amount: Int64
        var isVoid: Bool
    }

    private var orders: [String: Order] = [:]
    private var payments: [Int64: Payment] = [:]
    private var refunds: [Int64: Refund] = [:]
    private var receipts: [String: Receipt] = [:]

    mutating func apply(_ event: String, _ members: JSONObject) -> Bool {
        func text(_ name: ExactText) -> String? {
            if case .string(let text)? = members[name] { text.string } else { nil }
        }
        func number(_ name: ExactText) -> Int64? {
            if case .integer(let number)? = members[name] { number } else { nil }
        }
        switch event {
        case "order-opened":
            guard let order = text("order"), let total = number("total") else { return false }
            orders[order] = Order(total: total, state: .open)
        case "payment-received":
            guard let id = number("payment"), let amount = number("amount"), let applied = number("applied") else {
                return false
            }
            payments[id] = Payment(order: text("order"), amount: amount, applied: applied)
            if let order = text("order") { orders[order]?.payments.append(id) }
        case "receipt-issued":
            guard let receipt = text("receipt"), let order = text("order"), let amount = number("amount") else {
                return false
            }
            receipts[receipt] = Receipt(order: order, amount: amount, isVoid: false)
        case "receipt-voided":
            guard let receipt = text("receipt") else { return false }
            receipts[receipt]?.isVoid = true
        case "payment-refund-asked":
            guard let id = number("refund"), let payment = number("payment"), let amount = number("amount") else {
                return false
            }
            refunds[id] = Refund(payment: payment, amount: amount, state: "asked")
        case "payment-refunded", "payment-refund-failed":
            guard let id = number("refund") else { return false }
            refunds[id]?.state = event == "payment-refunded" ? "done" : "failed"
        default:
            guard event.hasPrefix("order-"), let state = OrderState(rawValue: String(event.dropFirst(6))) else {
                return true
            }
            guard let order = text("order") else { return false }
            become(state, order)
        }
        return true
    }

    private mutating func become(_ state: OrderState, _ order: String) {
        orders[order]?.state = state
        // What had counted for it counts no more.
        guard state != .paid, state != .refunded else { return }
        for payment in orders[order]?.payments ?? [] { payments[payment]?.applied = 0 }
    }

    /// Compares with the books.
    func compare(with database: any SQLReading) throws -> [AuditProblem] {
        try ordersProblems(database) + paymentsProblems(database) + refundsProblems(database)
            + receiptsProblems(database)
    }

    private func problem(_ what: String) -> AuditProblem {
        AuditProblem(record: nil, "\(what) is not what the log says")
    }

    private func missing(_ count: Int, of known: Int, _ what: String) -> [AuditProblem] {
        count < known ? [AuditProblem(record: nil, "\(known - count) \(what) of the log are not in the register")] : []
    }

    private func ordersProblems(_ database: any SQLReading) throws -> [AuditProblem] {
        var (problems, count) = ([AuditProblem](), 0)
        try database.forEachRow("SELECT number, total, state FROM payment_order ORDER BY seq", []) { row in
            count += 1
            let number = try row.text(0)
            let (total, state) = (try row.integer(1), try row.text(2))
            if orders[number]?.total != total || orders[number]?.state.rawValue != state {
                problems.append(problem("order \(number)"))
            }
        }
        return problems + missing(count, of: orders.count, "orders")
    }

    private func paymentsProblems(_ database: any SQLReading) throws -> [AuditProblem] {
        var (problems, count) = ([AuditProblem](), 0)
        try database.forEachRow(
            """
            SELECT payment.seq, payment_order.number, amount, applied FROM payment
            LEFT JOIN payment_order ON payment_order.seq = payment.order_seq ORDER BY payment.seq
            """, []
        ) { row in
            count += 1
            let found = Payment(
                order: try row.optionalText(1), amount: try row.integer(2), applied: try row.integer(3))
            if payments[try row.integer(0)] != found { problems.append(problem("payment \(try row.integer(0))")) }
        }
        return problems + missing(count, of: payments.count, "payments")
    }

    private func refundsProblems(_ database: any SQLReading) throws -> [AuditProblem] {
        var (problems, count) = ([AuditProblem](), 0)
        try database.forEachRow("SELECT seq, payment, amount, state FROM payment_refund ORDER BY seq", []) { row in
            count += 1
            let found = Refund(payment: try row.integer(1), amount: try row.integer(2), state: try row.text(3))
            if refunds[try row.integer(0)] != found { problems.append(problem("refund \(try row.integer(0))")) }
        }
        return problems + missing(count, of: refunds.count, "refunds")
    }

    private func receiptsProblems(_ database: any SQLReading) throws -> [AuditProblem] {
        var (problems, count) = ([AuditProblem](), 0)
        try database.forEachRow(
            """
            SELECT receipt.number, payment_order.number, amount, void_at FROM receipt
            JOIN payment_order ON payment_order.seq = receipt.order_seq ORDER BY receipt.number
            """, []
        ) { row in
            count += 1
            let found = Receipt(
                order: try row.text(1), amount: try row.integer(2), isVoid: try row.optionalInteger(3) != nil)
            if receipts[try row.text(0)] != found { problems.append(problem("receipt \(try row.text(0))")) }
        }
        return problems + missing(count, of: receipts.count, "receipts")
    }
}
