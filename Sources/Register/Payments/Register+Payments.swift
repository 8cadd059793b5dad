import PassCrypto
package import Payments
import SQLStore

// Money that comes.
extension Register {
    /// Checkouts of one order: whoever needs more has trouble that a counter can help with, and each is a row.
    package static let mostAttempts: Int64 = 50

    // MARK: Paying online

    /// Begins an attempt to pay an order online.
    /// - Parameters:
    ///   - path: of our page that the browser comes back to, such as `/en/my/applications/A26-4F7K2M`.
    ///   - inEnglish: whether the payment service's page is in English and not in Chinese.
    /// - Returns: the form that the payer's browser posts.
    /// - Throws: ``RegisterError`` with code `notFound`, or `impossibleChange` for an order that is not open, is over its time, or was
    ///   tried too often.
    package func checkout(
        _ number: OrderNumber, at cashier: Cashier, back path: String, inEnglish: Bool, now: Int64
    ) async throws -> CheckoutForm {
        let attempt = try await engine.write { database in try Self.begin(number, now: now, database) }
        let request = CheckoutRequest(
            trade: attempt.trade, time: now, amount: attempt.amount,
            description: FeeWords.title(inEnglish: inEnglish) + " " + number.text,
            items: FeeWords.items(attempt.lines, inEnglish: inEnglish), notify: cashier.site + Cashier.notifyPath,
            back: cashier.site + Cashier.returnPath + path,
            codeDays: max(1, min(60, (attempt.expires - now) / 86_400)), isInEnglish: inEnglish,
            allowsPlainHTTP: cashier.isDevelopment)
        return try request.form(of: cashier.merchant, at: cashier.addresses)
    }

    private struct BegunAttempt: Sendable {
        let trade: TradeNumber
        let amount: Int64
        let expires: Int64
        let lines: [OrderLine]
    }

    private static func begin(_ number: OrderNumber, now: Int64, _ database: any SQLWriting) throws -> BegunAttempt {
        guard let row = try PaymentStore.row(number, database), let order = try PaymentStore.order(number, database)
        else {
            throw RegisterError.unknownOrder(number)
        }
        guard row.machine.due > 0, now < row.expiresAt else {
            let state = row.machine.state == .open ? "over its time" : row.machine.state.rawValue
            throw RegisterError.impossible("pay", "order \(number)", state)
        }
        guard row.attempts < mostAttempts else {
            throw RegisterError.impossible("pay", "order \(number) online", "tried too often: pay it at a counter")
        }
        let running = String(row.attempts + 1)
        let text = number.text + String(repeating: "0", count: 4 - running.utf8.count) + running
        guard let trade = TradeNumber(text) else { throw RegisterError.damaged("an attempt to pay") }
        try AttemptStore.insert(trade, order: row.seq, amount: row.machine.due, at: now, database)
        return BegunAttempt(trade: trade, amount: row.machine.due, expires: row.expiresAt, lines: order.lines)
    }

    /// Takes word of a payment from whoever sends it. Nothing in it is believed before it is known to be signed for our merchant; and
    /// it is answered with `1|OK` only when what it says is on the books.
    /// - Parameter keepingRefused: whether one that is not believed is kept; a flood of forgeries need not be.
    package func take(
        notification body: [UInt8], for merchant: ECPayMerchant, keepingRefused: Bool = true, now: Int64
    ) async throws -> PaymentOutcome {
        switch Self.read(body, merchant) {
        case .success(let message):
            let ledger = PaymentLedger(utcOffset: utcOffset, now: now, principal: try Principal("ecpay"))
            return tell(
                try await engine.write { database in
                    let outcome = try Self.take(message, ledger, database)
                    try NotificationStore.keep(
                        digest: message.digest, trade: message.trade, isAuthentic: true, verdict: outcome.verdict,
                        fields: message.kept, at: now, database)
                    return outcome
                })
        case .failure(let refusal):
            if keepingRefused || refusal.isAuthentic {
                let digest = Hash.sha256(body)
                try await engine.write { database in
                    try NotificationStore.keep(
                        digest: digest, trade: nil, isAuthentic: refusal.isAuthentic, verdict: refusal.word,
                        fields: refusal.kept, at: now, database)
                }
            }
            return .refused(refusal.word)
        }
    }

    @inline(never)
    private static func read(
        _ body: [UInt8], _ merchant: ECPayMerchant
    ) -> Result<PaymentNotification, NotificationRefusal> {
        do throws(NotificationRefusal) {
            return .success(try PaymentNotification(body, for: merchant))
        } catch {
            return .failure(error)
        }
    }

    private static func take(
        _ message: PaymentNotification, _ ledger: PaymentLedger, _ database: any SQLWriting
    ) throws -> PaymentOutcome {
        func order() throws -> OrderNumber? {
            try AttemptStore.attempt(message.trade, database).flatMap {
                try PaymentStore.number(of: $0.order, database)
            }
        }
        switch message.result {
        case .paid(let time):
            return try ledger.book(
                trade: message.trade, gatewayNumber: message.gatewayNumber, amount: message.amount, paidAt: time,
                way: message.way, database)
        case .simulated: return .simulated
        case .codeIssued(let code, let expires):
            guard let order = try order() else { return .unknownTrade }
            try AttemptStore.keep(code, expires: expires, way: message.way?.text, of: message.trade, database)
            return .codeIssued(order)
        case .failed(let code):
            guard let order = try order() else { return .unknownTrade }
            try AttemptStore.keep(failure: code, of: message.trade, database)
            return .failed(order)
        }
    }

    // MARK: Paying elsewhere

    /// Books money that came over a counter, by bank or by post.
    /// - Parameters:
    ///   - reference: what names it there: a slip's or a transfer's number. Two payments never have one.
    ///   - receivedAt: seconds since 1970, not after `now`.
    /// - Throws: ``RegisterError`` with code `notFound`, `invalidArgument`, or `impossibleChange` when this reference stands for other
    ///   money already.
    package func recordPayment(
        _ number: OrderNumber, method: PaymentMethod, reference: String, amount: Int64, receivedAt: Int64,
        by principal: Principal, now: Int64
    ) async throws -> PaymentOutcome {
        let reference = try PaymentNote.reference(reference)
        guard method != .ecpay else {
            throw RegisterError(.invalidArgument, "what ECPay took is booked by its own word: see payments reconcile")
        }
        guard CheckoutRequest.amounts.contains(amount), receivedAt <= now else {
            throw RegisterError(.invalidArgument, "an amount is 1 to 99,999,999, and came before now")
        }
        let money = ReceivedMoney(method: method, reference: reference, amount: amount, receivedAt: receivedAt)
        let ledger = PaymentLedger(utcOffset: utcOffset, now: now, principal: principal)
        return tell(
            try await engine.write { database in
                guard let row = try PaymentStore.row(number, database) else { throw RegisterError.unknownOrder(number) }
                let outcome = try ledger.book(money, for: row, isExpected: true, database)
                if case .contradicts = outcome {
                    throw RegisterError(
                        .impossibleChange, "\(method.rawValue) reference \(reference) is booked for other money already"
                    )
                }
                return outcome
            })
    }

    /// Wakes whoever settles orders.
    func tell(_ outcome: PaymentOutcome) -> PaymentOutcome {
        if case .paid = outcome { payments.notify() }
        return outcome
    }

    // MARK: The books

    package func paymentBooks() async throws -> PaymentBooks {
        try await engine.read { try LedgerStore.books($0) }
    }

    /// Money that is held and has to go back, the oldest first.
    package func surplusPayments() async throws -> [BookedPayment] {
        try await engine.read { try LedgerStore.surplus($0) }
    }

    /// The money that came for an order.
    package func payments(of number: OrderNumber) async throws -> [BookedPayment] {
        try await engine.read { database in
            guard let row = try PaymentStore.row(number, database) else { return [] }
            return try LedgerStore.payments(of: row.seq, database)
        }
    }
}

extension PaymentOutcome {
    /// What the payment service is answered.
    package var answer: String {
        if case .refused(let word) = self { return NotificationAnswer.refused(word) }
        return NotificationAnswer.accepted
    }
}

extension NotificationRefusal {
    /// Whether the payment service said it, though not as it should.
    fileprivate var isAuthentic: Bool {
        if case .incomplete = self { true } else { false }
    }
}
