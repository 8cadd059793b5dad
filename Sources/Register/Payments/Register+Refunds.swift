import Identifiers
package import Payments
import SQLStore

// Money that goes back.
extension Register {
    /// Begins to pay surplus back. What was begun is on the books before anything is done, so that nothing is paid back twice.
    /// - Throws: ``RegisterError`` with code `notFound`, `invalidArgument`, or `impossibleChange` when less is held.
    package func askRefund(
        _ payment: Int64, amount: Int64, by means: RefundMeans, of principal: Principal, now: Int64
    ) async throws -> (id: Int64, payment: BookedPayment) {
        try await engine.write { database in
            guard let booked = try LedgerStore.payment(payment, database) else {
                throw RegisterError.unknownPayment(payment)
            }
            guard amount > 0, amount <= booked.refundable else {
                throw RegisterError(
                    .impossibleChange,
                    "of payment \(payment), \(booked.refundable) can go back: to return a fee, release its order first")
            }
            if case .ecpay(let action) = means {
                guard booked.isByCard else { throw RegisterError.notByCard(payment) }
                guard action != .giveUp || amount == booked.amount else {
                    throw RegisterError(.invalidArgument, "a payment is given up whole or not at all")
                }
            }
            let id = try RefundStore.insert(payment, amount: amount, means: means, at: now, by: principal, database)
            let event = PaymentEvent.refundAsked(id, payment: payment, amount: amount, means: means.name)
            try AuditStore.append([.payment(event)], at: now, by: principal, database)
            return (id, booked)
        }
    }

    /// Says how a refund ended.
    /// - Parameter note: a reference, or why not.
    /// - Returns: false when it had ended so before.
    /// - Throws: ``RegisterError`` with code `notFound`, `invalidArgument`, or `impossibleChange` when it had ended otherwise.
    @discardableResult
    package func endRefund(
        _ id: Int64, isDone: Bool, note: String, by principal: Principal, now: Int64
    ) async throws -> Bool {
        let note = try PaymentNote.reference(note)
        return try await engine.write { database in
            guard let refund = try RefundStore.refund(id, database) else {
                throw RegisterError(.notFound, "there is no refund \(id): see portpass payments list")
            }
            let end: Refund.State = isDone ? .done : .failed
            if refund.state == end { return false }
            guard refund.state == .asked else {
                throw RegisterError.impossible("end", "refund \(id)", refund.state.rawValue)
            }
            try RefundStore.end(id, as: end, note: note, at: now, by: principal, database)
            var events = [PaymentEvent.refundEnded(id, isDone: isDone)]
            if isDone, let order = try LedgerStore.payment(refund.payment, database)?.order,
                let row = try PaymentStore.row(order, database)
            {
                var machine = row.machine
                machine.gaveBack(held: try LedgerStore.payments(of: row.seq, database).reduce(0) { $0 + $1.surplus })
                if machine.state != row.machine.state {
                    try database.execute(
                        "UPDATE payment_order SET state = ? WHERE seq = ?", .text(machine.state.rawValue),
                        .integer(row.seq))
                    events.append(.orderBecame(machine.state, order, reason: nil))
                }
            }
            try AuditStore.append(events.map(AuditEvent.payment), at: now, by: principal, database)
            return true
        }
    }

    /// Cancels the capture that a payment by card waits for, so that it can be given up. No money moves.
    /// - Throws: ``RegisterError`` with code `notFound` or `invalidArgument`, or `PaymentError`.
    package func cancelCapture(of payment: Int64, through gateway: any PaymentGateway) async throws -> CreditAnswer {
        guard let booked = try await engine.read({ try LedgerStore.payment(payment, $0) }) else {
            throw RegisterError.unknownPayment(payment)
        }
        guard booked.isByCard, let trade = booked.trade.flatMap(TradeNumber.init),
            let request = CreditRequest(
                trade: trade, gatewayNumber: booked.reference, action: .cancelCapture, amount: booked.amount)
        else { throw RegisterError.notByCard(payment) }
        return try await gateway.act(request)
    }

    /// Pays surplus back to the card it came from.
    ///
    /// When there is no answer that can be used, the refund stays begun: it must be looked up at ECPay before anybody tries again.
    package func refund(
        _ payment: Int64, amount: Int64, action: CreditAction, through gateway: any PaymentGateway,
        by principal: Principal, now: Int64
    ) async throws -> RefundOutcome {
        guard action == .refund || action == .giveUp else {
            throw RegisterError(.invalidArgument, "money goes back by R, or by N before it was captured")
        }
        let (id, booked) = try await askRefund(payment, amount: amount, by: .ecpay(action), of: principal, now: now)
        guard let trade = booked.trade.flatMap(TradeNumber.init),
            let request = CreditRequest(
                trade: trade, gatewayNumber: booked.reference, action: action, amount: amount)
        else { throw RegisterError.damaged("a payment without its trade") }
        let answer: CreditAnswer
        do {
            answer = try await gateway.act(request)
        } catch let error as PaymentError {
            guard error.code == .tooOften else { return .unknown(id, error.description) }
            try await endRefund(id, isDone: false, note: error.code.rawValue, by: principal, now: now)
            return .refused(id, error.description)
        } catch {
            return .unknown(id, "the payment service did not answer")
        }
        let said = "\(answer.code) \(answer.message)"
        let note =
            TextNormalisation.isPlain(said) ? String(decoding: said.utf8.prefix(60), as: UTF8.self) : "\(answer.code)"
        try await endRefund(id, isDone: answer.isDone, note: note, by: principal, now: now)
        return answer.isDone ? .done(id) : .refused(id, answer.message)
    }

    /// Refunds that began and did not end.
    package func askedRefunds() async throws -> [Refund] {
        try await engine.read { try RefundStore.asked($0) }
    }
}

extension RegisterError {
    static func unknownPayment(_ id: Int64) -> RegisterError {
        RegisterError(.notFound, "there is no payment \(id): see portpass payments list")
    }

    static func notByCard(_ id: Int64) -> RegisterError {
        RegisterError(
            .invalidArgument, "payment \(id) was not made with a card: pay it back by bank, cash or post")
    }
}
