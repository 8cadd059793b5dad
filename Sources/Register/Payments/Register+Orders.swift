import PassCrypto
import PassFormat
import Payments
import SQLStore

// What is to be paid.
extension Register {
    package var fees: FeeTable { ruleBook.contents.fees }

    // MARK: Opening

    /// Readies an order, to be opened with ``PaymentStore/open(_:at:by:_:)`` inside another transaction.
    /// - Parameters:
    ///   - payer: whose name is on the receipt.
    ///   - expires: until when it should be paid; seconds since 1970.
    /// - Returns: nil when there is nothing to pay.
    /// - Throws: ``RegisterError`` with code `invalidArgument`.
    package func preparedOrder(
        _ lines: [OrderLine], payer: Payer, expires: Int64, now: Int64
    ) throws -> PreparedOrder? {
        var total: Int64 = 0
        for line in lines {
            let (sum, isOver) = total.addingReportingOverflow(line.amount)
            guard line.amount >= 0, !isOver, CheckoutRequest.amounts.upperBound >= sum else {
                throw RegisterError(.invalidArgument, "an order's amounts are 0 to 99,999,999 in all")
            }
            total = sum
        }
        guard total > 0 else { return nil }
        guard expires > now, Set(lines.map(\.application)).count == lines.count else {
            throw RegisterError(
                .invalidArgument, "an order expires after it is made, and names each application once")
        }
        let number = OrderNumber(random: random.bytes(OrderNumber.randomByteCount), now: now, utcOffset: utcOffset)
        return PreparedOrder(
            number: number, lines: lines, total: total, expires: expires, payer: try sealed(payer, of: number))
    }

    private func sealed(_ payer: Payer, of number: OrderNumber) throws -> [UInt8] {
        try vault.seal(
            payer.bytes, context: Self.context(of: number), nonce: random.bytes(SecretBox.nonceByteCount))
    }

    static func context(of number: OrderNumber) -> [UInt8] { Array("payer:\(number.text)".utf8) }

    @inline(never)
    func opened(payer box: [UInt8], of number: OrderNumber) throws -> Payer {
        guard let bytes = try vault.open(box, context: Self.context(of: number)), let payer = Payer(bytes: bytes) else {
            throw RegisterError.damaged("a payer that is sealed with another key")
        }
        return payer
    }

    /// Opens an order by itself.
    /// - Returns: its number; nil when there is nothing to pay.
    package func openOrder(
        _ lines: [OrderLine], payer: Payer, expires: Int64, by principal: Principal, now: Int64
    ) async throws -> OrderNumber? {
        guard let order = try preparedOrder(lines, payer: payer, expires: expires, now: now) else { return nil }
        try await engine.write { try PaymentStore.open(order, at: now, by: principal, $0) }
        return order.number
    }

    /// Puts another name on the receipt of an order that is not paid yet.
    /// - Throws: ``RegisterError`` with code `notFound` or `impossibleChange`.
    package func setPayer(_ payer: Payer, of number: OrderNumber) async throws {
        let sealed = try sealed(payer, of: number)
        try await engine.write { database in
            guard let row = try PaymentStore.row(number, database) else { throw RegisterError.unknownOrder(number) }
            guard row.machine.state == .open else {
                throw RegisterError.impossible("change the payer of", "order \(number)", row.machine.state.rawValue)
            }
            try database.execute(
                "UPDATE payment_order SET payer = ? WHERE seq = ?", .blob(sealed), .integer(row.seq))
        }
    }

    // MARK: Looking up

    package func order(_ number: OrderNumber) async throws -> PaymentOrder? {
        try await engine.read { try PaymentStore.order(number, $0) }
    }

    /// The newest order that an application is in.
    package func order(of application: ApplicationID) async throws -> PaymentOrder? {
        try await engine.read { try PaymentStore.order(of: application, $0) }
    }

    /// Who an order's receipt is for.
    package func payer(of number: OrderNumber) async throws -> Payer? {
        guard let box = try await engine.read({ try PaymentStore.payer(of: number, $0) }) else { return nil }
        return try opened(payer: box, of: number)
    }

    /// Orders in the order they were made: those after the one of number `place`.
    package func orders(
        after place: Int64 = 0, state: OrderState? = nil, limit: Int = 1_000
    ) async throws -> [(place: Int64, order: PaymentOrder)] {
        try await engine.read { database in
            try PaymentStore.page(after: place, state: state, limit: limit, database).compactMap { row in
                try PaymentStore.order(row.number, database).map { (row.seq, $0) }
            }
        }
    }

    /// A receipt by its number.
    package func receipt(_ number: String) async throws -> FeeReceipt? {
        let order = try await engine.read { database in
            try database.row(
                """
                SELECT payment_order.number FROM receipt JOIN payment_order ON payment_order.seq = receipt.order_seq
                WHERE receipt.number = ?
                """, .text(number)
            ).flatMap { OrderNumber(try $0.text(0)) }
        }
        guard let order else { return nil }
        return try await receipt(of: order)
    }

    /// The receipt of an order; nil when it was never paid.
    package func receipt(of number: OrderNumber) async throws -> FeeReceipt? {
        let found = try await engine.read { database -> FoundReceipt? in
            guard let row = try PaymentStore.row(number, database),
                let receipt = try database.row(
                    "SELECT number, amount, issued_at, void_at FROM receipt WHERE order_seq = ?", .integer(row.seq)),
                let order = try PaymentStore.order(number, database),
                let payer = try PaymentStore.payer(of: number, database)
            else { return nil }
            return FoundReceipt(
                row: receipt, order: order, payer: payer, payments: try LedgerStore.payments(of: row.seq, database))
        }
        return try found.map(receipt)
    }

    private struct FoundReceipt: Sendable {
        let row: SQLRow
        let order: PaymentOrder
        let payer: [UInt8]
        let payments: [BookedPayment]
    }

    @inline(never)
    private func receipt(_ found: FoundReceipt) throws -> FeeReceipt {
        FeeReceipt(
            number: try found.row.text(0), order: found.order, amount: try found.row.integer(1),
            payer: try opened(payer: found.payer, of: found.order.number), issuedAt: try found.row.integer(2),
            voidAt: try found.row.optionalInteger(3), payments: found.payments)
    }

    // MARK: Closing

    /// Cancels an order that was not paid.
    /// - Returns: false when it was cancelled already.
    @discardableResult
    package func cancelOrder(
        _ number: OrderNumber, reason: String, by principal: Principal, now: Int64
    ) async throws -> Bool {
        let reason = try PaymentNote.reason(reason)
        return try await engine.write { database in
            try PaymentStore.close(number, as: .cancelled, reason: reason, at: now, by: principal, database)
        }
    }

    /// The open orders whose time is over, to be closed with what belongs to them.
    package func overdueOrders(now: Int64, limit: Int = 500) async throws -> [OrderNumber] {
        try await engine.read { try PaymentStore.overdue(at: now, limit: limit, $0) }
    }

    /// Lets every open order expire whose time is over.
    package func expireOrders(by principal: Principal, now: Int64) async throws -> [OrderNumber] {
        try await engine.write { database in
            let overdue = try PaymentStore.overdue(at: now, limit: 500, database)
            for number in overdue {
                try PaymentStore.close(number, as: .expired, at: now, by: principal, database)
            }
            return overdue
        }
    }

    /// Makes what was paid for an order surplus, to be paid back; its receipt is void, and nothing is issued for it.
    /// - Parameters:
    ///   - reason: a code, such as `withdrawn`.
    ///   - passesEnded: whether what was issued for it was taken back.
    /// - Returns: false when it was so already.
    @discardableResult
    package func releaseOrder(
        _ number: OrderNumber, reason: String, passesEnded: Bool = false, by principal: Principal, now: Int64
    ) async throws -> Bool {
        let reason = try PaymentNote.reason(reason)
        return try await engine.write { database in
            try PaymentStore.release(
                number, reason: reason, passesEnded: passesEnded, at: now, by: principal, database)
        }
    }

    // MARK: Settling

    /// Orders that were paid and whose passes are not issued yet, the oldest first.
    package func unsettledOrders(limit: Int = 100) async throws -> [OrderNumber] {
        try await engine.read { try PaymentStore.unsettled(limit: limit, $0) }
    }

    /// Marks a paid order as settled, where nothing is issued in the same transaction.
    /// - Returns: false when nothing may be issued for it.
    package func settleOrder(_ number: OrderNumber, by principal: Principal, now: Int64) async throws -> Bool {
        try await engine.write { try PaymentStore.markSettled(number, at: now, by: principal, $0) }
    }
}
