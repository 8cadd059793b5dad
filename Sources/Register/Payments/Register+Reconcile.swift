package import Payments
import SQLStore

// Our books beside the payment service's.
extension Register {
    private static let page = 200

    /// Asks the payment service about every attempt since a time, and says where the books differ and what somebody has to look at.
    /// - Parameters:
    ///   - taking: whether what it says was paid, and is not on the books, is booked; its answers are signed.
    ///   - since: seconds since 1970.
    /// - Returns: the differences as they were before anything was taken.
    package func reconcile(
        with gateway: any PaymentGateway, since: Int64, taking: Bool, by principal: Principal, now: Int64
    ) async throws -> [PaymentDifference] {
        var differences: [PaymentDifference] = []
        var place: TradeNumber?
        var goesOn = true
        while goesOn {
            let after = place
            let attempts = try await engine.read { database in
                try AttemptStore.page(since: since, order: nil, after: after, limit: Self.page, database)
            }
            for attempt in attempts {
                let (found, isOpen) = try await compare(attempt, gateway, taking: taking, by: principal, now: now)
                differences += found
                // Asked too often, it answers nothing for half an hour.
                guard isOpen else {
                    goesOn = false
                    break
                }
            }
            place = attempts.last?.trade
            goesOn = goesOn && attempts.count == Self.page
        }
        return try await differences + pendingDifferences()
    }

    /// Asks the payment service about the attempts at one order.
    /// - Parameter taking: as above.
    /// - Throws: ``RegisterError`` with code `notFound`.
    package func reconcile(
        _ number: OrderNumber, with gateway: any PaymentGateway, taking: Bool, by principal: Principal, now: Int64
    ) async throws -> [PaymentDifference] {
        let attempts = try await engine.read { database in
            guard let row = try PaymentStore.row(number, database) else { throw RegisterError.unknownOrder(number) }
            return try AttemptStore.page(since: 0, order: row.seq, after: nil, limit: Int(Self.mostAttempts), database)
        }
        var differences: [PaymentDifference] = []
        for attempt in attempts {
            let (found, isOpen) = try await compare(attempt, gateway, taking: taking, by: principal, now: now)
            differences += found
            guard isOpen else { break }
        }
        return differences
    }

    /// - Returns: what differs, and whether it makes sense to ask on.
    private func compare(
        _ attempt: AttemptStore.Attempt, _ gateway: any PaymentGateway, taking: Bool, by principal: Principal,
        now: Int64
    ) async throws -> ([PaymentDifference], Bool) {
        let order = try await engine.read { try PaymentStore.number(of: attempt.order, $0) }
        let answer: TradeAnswer
        do {
            answer = try await gateway.query(attempt.trade, now: now)
        } catch {
            let problem = error as? PaymentError
            let difference = PaymentDifference(
                .unanswered, order: order, trade: attempt.trade.text,
                detail: .failure(
                    problem?.code ?? .unreachable, problem?.description ?? "the payment service did not answer"))
            return ([difference], problem?.code != .tooOften)
        }
        let here = try await engine.read { try LedgerStore.payments(ofTrade: attempt.trade.text, $0) }
        let differences = Self.differences(attempt.trade, order: order, here: here, there: answer)
        if taking, case .paid(let time) = answer.status, !here.contains(where: { $0.reference == answer.gatewayNumber })
        {
            let ledger = PaymentLedger(utcOffset: utcOffset, now: now, principal: principal)
            _ = tell(
                try await engine.write { database in
                    let outcome = try ledger.book(
                        trade: answer.trade, gatewayNumber: answer.gatewayNumber, amount: answer.amount, paidAt: time,
                        way: answer.way, database)
                    try NotificationStore.keep(
                        digest: answer.digest, trade: answer.trade, isAuthentic: true, verdict: outcome.verdict,
                        fields: answer.kept, at: now, database)
                    return outcome
                })
        }
        return (differences, true)
    }

    /// Pure: one trade on our books beside what is said of it.
    static func differences(
        _ trade: TradeNumber, order: OrderNumber?, here: [BookedPayment], there: TradeAnswer
    ) -> [PaymentDifference] {
        guard case .paid = there.status else {
            return here.map { PaymentDifference(.paidHereNotThere, order: order, trade: trade.text, here: $0.amount) }
        }
        var differences: [PaymentDifference] = []
        if let same = here.first(where: { $0.reference == there.gatewayNumber }) {
            if same.amount != there.amount {
                differences.append(
                    PaymentDifference(
                        .amountDiffers, order: order, trade: trade.text, here: same.amount, there: there.amount))
            }
        } else {
            differences.append(
                PaymentDifference(.paidThereNotHere, order: order, trade: trade.text, there: there.amount))
        }
        for other in here where other.reference != there.gatewayNumber {
            differences.append(
                PaymentDifference(.paidHereNotThere, order: order, trade: trade.text, here: other.amount))
        }
        return differences
    }

    /// What is to be looked at without asking anybody.
    package func pendingDifferences() async throws -> [PaymentDifference] {
        try await engine.read { database in
            var differences: [PaymentDifference] = []
            for refund in try RefundStore.asked(database) {
                let payment = try LedgerStore.payment(refund.payment, database)
                differences.append(
                    PaymentDifference(
                        .refundUnknown, order: payment?.order, trade: payment?.trade, here: refund.amount,
                        detail: .refund(refund.id)))
            }
            for payment in try LedgerStore.surplus(database) {
                differences.append(
                    PaymentDifference(
                        .surplusHeld, order: payment.order, trade: payment.trade, here: payment.surplus,
                        detail: .payment(payment.id)))
            }
            for kept in try NotificationStore.unused(database) {
                differences.append(
                    PaymentDifference(.notificationUnused, trade: kept.trade, detail: .verdict(kept.verdict)))
            }
            return differences
        }
    }
}
