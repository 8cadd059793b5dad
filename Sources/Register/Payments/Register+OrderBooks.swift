import Identifiers
import Payments
import SQLStore

// Orders as who keeps the books looks for them and at them.
extension Register {
    /// The shortest part of a code to pay with that is looked for.
    private static let codePart = 8

    package func orderCounts() async throws -> [OrderState: Int64] {
        try await engine.read { try OrderBookStore.counts($0) }
    }

    /// The newest first: those made before the one of number `place`.
    package func orderList(
        before place: Int64 = .max, state: OrderState? = nil, limit: Int
    ) async throws -> [OrderSummary] {
        try await engine.read { try OrderBookStore.page(before: place, state: state, limit: limit, $0) }
    }

    /// Orders by whatever somebody has in hand: the number of an order, an application, a receipt, an attempt; an account or a code
    /// that was given to pay with; the reference of a transfer or a slip.
    package func findOrders(_ typed: String, limit: Int = 50) async throws -> [OrderSummary] {
        let reference = TextNormalisation.trimmed(typed)
        let exact = reference.uppercased()
        guard !exact.isEmpty, exact.utf8.count <= 64 else { return [] }
        // What people put between digits to read them.
        let part = exact.utf8.filter { $0 != 0x20 && $0 != 0x2D }
        let isCode =
            part.count >= Self.codePart && part.allSatisfy { (0x30...0x39).contains($0) || (0x41...0x5A).contains($0) }
        let code = isCode ? String(decoding: part, as: UTF8.self) : nil
        let number = ApplicationNumber(typed: typed)
        return try await engine.read { database in
            try OrderBookStore.found(
                exact: exact, reference: reference,
                application: try number.flatMap { try ApplicationStore.id(number: $0, database) }, code: code,
                limit: limit, database)
        }
    }

    /// An order with all that came of it; nil when there is none of this number.
    package func orderAccount(_ number: OrderNumber, now: Int64) async throws -> OrderAccount? {
        guard let found = try await engine.read({ try OrderBookStore.account(number, now: now, $0) }) else {
            return nil
        }
        return try account(found)
    }

    @inline(never)
    private func account(_ found: OrderBookStore.Found) throws -> OrderAccount {
        OrderAccount(
            order: found.order, payer: try opened(payer: found.payer, of: found.order.number), lines: found.lines,
            attempts: found.attempts, money: found.money, receipt: found.receipt, settledAt: found.settledAt,
            outstanding: found.outstanding)
    }

    /// Money on the books, for an order or for none; nil when there is none of this number.
    package func moneyAccount(_ payment: Int64) async throws -> MoneyAccount? {
        try await engine.read { database in
            try LedgerStore.payment(payment, database).map { try OrderBookStore.account(of: $0, database) }
        }
    }

    /// Makes the fee of an order go back, if nothing that was issued for it is left. The register looks by itself.
    /// - Returns: false when it was so already.
    /// - Throws: ``RegisterError`` with code `notFound`, or `impossibleChange`.
    @discardableResult
    package func releaseEndedOrder(
        _ number: OrderNumber, reason: String, by principal: Principal, now: Int64
    ) async throws -> Bool {
        let reason = try PaymentNote.reason(reason)
        // One at a time with what makes passes of applications.
        return try await deciding.run { [self] in
            try await engine.write { database in
                guard let order = try PaymentStore.order(number, database) else {
                    throw RegisterError.unknownOrder(number)
                }
                let outstanding = try OrderBookStore.outstanding(order, now: now, database)
                return try PaymentStore.release(
                    number, reason: reason, passesEnded: outstanding.isEmpty, at: now, by: principal, database)
            }
        }
    }
}
