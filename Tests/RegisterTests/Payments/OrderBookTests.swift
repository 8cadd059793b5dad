import Payments
import Register
import Testing

@Suite("Orders as who keeps the books finds them")
struct OrderBookTests {
    static let now = PaymentScene.now

    @Test("An order is found by its number, its receipt, an attempt, a code to pay with, and a transfer's reference")
    func found() async throws {
        let scene = try await PaymentScene()
        let register = scene.register
        let (first, second) = (try await scene.order(1), try await scene.order(2))
        let trade = try await scene.attempt(first)
        let code = scene.word(
            trade,
            changing: [
                "RtnCode": "2", "PaymentType": "ATM_TAISHIN", "PaymentDate": nil, "SimulatePaid": nil,
                "BankCode": "812",
                "vAccount": "9103522175887271", "ExpireDate": "2027/01/05",
            ])
        #expect(try await scene.take(code) == .codeIssued(first))
        _ = try await register.recordPayment(
            second, method: .bank, reference: "匯款 88-1", amount: 200, receivedAt: Self.now, by: scene.by, now: Self.now)
        let receipt = try #require(try await register.order(second)?.receipt)
        for (typed, order) in [
            (first.text, first), (first.text.lowercased() + " ", first), (trade, first), ("9103522175887271", first),
            ("812 9103522175887271", first), ("9103-5221-7588-7271", first), ("75887271", first), (second.text, second),
            (receipt, second), (receipt.lowercased(), second), ("匯款 88-1", second),
        ] {
            #expect(try await register.findOrders(typed).map(\.number) == [order], "\(typed)")
        }
        // Too little to name anything, or made to match everything.
        for typed in [
            "", " ", "7271", "%", "%%%%%%%%", "________", "' OR 1=1 --", "PP", String(repeating: "7", count: 500),
        ] {
            #expect(try await register.findOrders(typed).isEmpty, "\(typed)")
        }
        let list = try await register.orderList(limit: 10)
        #expect(list.map(\.number) == [second, first] && list.map(\.applied) == [200, 0])
        #expect(try await register.orderList(before: list[0].place, limit: 10).map(\.number) == [first])
        #expect(try await register.orderList(state: .paid, limit: 10).map(\.number) == [second])
        #expect(try await register.orderCounts() == [.open: 1, .paid: 1])
        register.close()
    }

    @Test("The ledger of an order tells what came and went, and what is with us after each")
    func ledger() async throws {
        let scene = try await PaymentScene()
        let (register, by) = (scene.register, scene.by)
        let order = try await scene.order()
        func book(_ amount: Int64, _ reference: String, at now: Int64) async throws {
            _ = try await register.recordPayment(
                order, method: .counter, reference: reference, amount: amount, receivedAt: now, by: by, now: now)
        }
        try await book(150, "C-1", at: Self.now + 10)
        try await book(80, "C-2", at: Self.now + 20)
        let money = try #require(try await register.orderAccount(order, now: Self.now + 20)?.money)
        #expect(money.map(\.payment.surplus) == [0, 30] && money.allSatisfy { $0.bookedBy == by })
        let second = money[1].payment.id
        let (failed, _) = try await register.askRefund(second, amount: 30, by: .cash, of: by, now: Self.now + 30)
        try await register.endRefund(failed, isDone: false, note: "not there", by: by, now: Self.now + 40)
        let (done, _) = try await register.askRefund(second, amount: 30, by: .bank, of: by, now: Self.now + 50)
        try await register.endRefund(done, isDone: true, note: "B-7", by: by, now: Self.now + 60)
        #expect(try await register.releaseEndedOrder(order, reason: "withdrawn", by: by, now: Self.now + 70))
        #expect(try await !register.releaseEndedOrder(order, reason: "withdrawn", by: by, now: Self.now + 70))
        let account = try #require(try await register.orderAccount(order, now: Self.now + 80))
        let receipt = try #require(account.receipt)
        #expect(receipt.voidAt == Self.now + 70 && account.order.state == .refunding)
        let kinds: [LedgerEntry.Kind] = [
            .opened, .received(.counter), .received(.counter), .receiptIssued, .refundBegun(means: "cash"),
            .refundFailed(means: "cash"), .refundBegun(means: "bank"), .refundDone(means: "bank"), .receiptVoided,
        ]
        #expect(account.ledger.map(\.kind) == kinds)
        #expect(account.ledger.map(\.held) == [0, 150, 230, 230, 230, 230, 230, 200, 200])
        #expect(
            account.ledger.map(\.reference) == [
                nil, "C-1", "C-2", receipt.number, nil, "not there", nil, "B-7", receipt.number,
            ])
        #expect(account.ledger.last?.held == account.money.reduce(0) { $0 + $1.payment.amount - $1.payment.refunded })
        #expect(account.payer == (try PaymentScene.payer()) && account.lines.map(\.application) == [nil])
        #expect(try await register.moneyAccount(second) == account.money[1])
        #expect(try await register.moneyAccount(99) == nil)
        #expect(try await register.verifyAudit().problems == [])
        register.close()
    }

    @Test("The payment service is asked about one order's attempts, and about no others")
    func asking() async throws {
        let scene = try await PaymentScene()
        let (register, by) = (scene.register, scene.by)
        let (first, second) = (try await scene.order(1), try await scene.order(2))
        let trades = [try await scene.attempt(first), try await scene.attempt(first)]
        let other = try await scene.attempt(second)
        let gateway = FakeGateway(merchant: scene.merchant)
        for trade in trades + [other] {
            gateway.set(
                trade,
                .init(
                    status: trade == trades[0] ? "10200047" : "1", amount: 200,
                    gatewayNumber: PaymentScene.gatewayNumber(trade), paidAt: Self.now + 60))
        }
        let found = try await register.reconcile(first, with: gateway, taking: false, by: by, now: Self.now + 100)
        #expect(gateway.queries == trades)
        #expect(found.map(\.kind) == [.paidThereNotHere] && found.map(\.trade) == [trades[1]])
        #expect(try await scene.state(first) == .open)
        _ = try await register.reconcile(first, with: gateway, taking: true, by: by, now: Self.now + 100)
        #expect(try await scene.state(first) == .paid)
        #expect(try await scene.state(second) == .open)
        #expect(try await register.reconcile(first, with: gateway, taking: true, by: by, now: Self.now + 100).isEmpty)
        let unknown = try #require(OrderNumber("PP26112600000000"))
        await #expect(throws: RegisterError.self) {
            try await register.reconcile(unknown, with: gateway, taking: false, by: by, now: Self.now)
        }
        register.close()
    }
}
