import Payments
import SQLStore

/// Books money: the only place where any comes onto the books.
struct PaymentLedger {
    let utcOffset: Int64
    let now: Int64
    let principal: Principal

    /// Books money for an order, or for none when nobody knows what it is for.
    ///
    /// Money that is on the books already changes nothing. What was new is audited, and where it completes an order, that order has its
    /// receipt and waits to be settled when the transaction ends.
    /// - Parameter isExpected: whether it is what was asked for.
    func book(
        _ money: ReceivedMoney, for order: OrderRow?, isExpected: Bool, _ database: any SQLWriting
    ) throws -> PaymentOutcome {
        if let known = try LedgerStore.id(of: money.method, money.reference, database) {
            guard let payment = try LedgerStore.payment(known, database) else {
                throw RegisterError.damaged("a payment")
            }
            let isSame = payment.amount == money.amount && payment.order == order?.number
            return isSame ? .repeated(order?.number) : .contradicts(order?.number)
        }
        var machine = order?.machine
        let applied = machine?.receive(money.amount, isExpected: isExpected) ?? 0
        let id = try LedgerStore.insert(
            money, order: order?.seq, applied: applied, at: now, by: principal, database)
        var events: [PaymentEvent] = [
            .received(id, order: order?.number, method: money.method, amount: money.amount, applied: applied)
        ]
        if applied < money.amount { events.append(.surplus(id, amount: money.amount - applied)) }
        var isPaid = false
        if let order, let machine, order.machine.state == .open, machine.state == .paid {
            isPaid = true
            events += try complete(order, database)
        }
        try AuditStore.append(events.map(AuditEvent.payment), at: now, by: principal, database)
        guard let order else { return .surplus(nil, money.amount) }
        // That some of it is over is the more urgent news, unless it also paid the order: then both are on the books.
        if isPaid { return .paid(order.number) }
        return applied == money.amount ? .part(order.number) : .surplus(order.number, money.amount - applied)
    }

    private func complete(_ order: OrderRow, _ database: any SQLWriting) throws -> [PaymentEvent] {
        try database.execute(
            "UPDATE payment_order SET state = 'paid', closed_at = ? WHERE seq = ?", .integer(now), .integer(order.seq))
        let year = Timestamp.year(of: now, utcOffset: utcOffset) % 100
        let series = "R" + (year < 10 ? "0" : "") + String(year)
        // Taken in the transaction that uses it: no number is ever missing.
        let running = try SeriesStore.take(1, of: "receipt-" + series, database)
        let receipt = PassNumber.number(series: series, running: running)
        try database.execute(
            "INSERT INTO receipt (number, order_seq, amount, issued_at) VALUES (?, ?, ?, ?)", .text(receipt),
            .integer(order.seq), .integer(order.machine.total), .integer(now))
        try database.execute(
            "INSERT INTO paid_order (order_seq, at) VALUES (?, ?)", .integer(order.seq), .integer(now))
        return [
            .orderBecame(.paid, order.number, reason: nil),
            .receiptIssued(receipt, order.number, amount: order.machine.total),
        ]
    }

    /// Books what the payment service says was paid.
    func book(
        trade: TradeNumber, gatewayNumber: String, amount: Int64, paidAt: Int64, way: PaymentWay?,
        _ database: any SQLWriting
    ) throws -> PaymentOutcome {
        let attempt = try AttemptStore.attempt(trade, database)
        let order = try attempt.flatMap { attempt in
            try PaymentStore.number(of: attempt.order, database).flatMap { try PaymentStore.row($0, database) }
        }
        let money = ReceivedMoney(
            method: .ecpay, reference: gatewayNumber, amount: amount, receivedAt: min(paidAt, now), trade: trade.text,
            way: way?.text)
        return try book(money, for: order, isExpected: amount == attempt?.amount, database)
    }
}
