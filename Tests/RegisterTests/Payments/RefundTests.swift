import Payments
import Register
import Testing

@Suite("Money that goes back")
struct RefundTests {
    static let now = PaymentScene.now

    private func code(_ work: () async throws -> Void) async -> RegisterError.Code? {
        do {
            try await work()
            return nil
        } catch {
            return (error as? RegisterError)?.code
        }
    }

    @Test(
        "A fee goes back when its order is released: the receipt is void, nothing is issued for it, and all of it went once"
    )
    func release() async throws {
        let scene = try await PaymentScene()
        let (register, by) = (scene.register, scene.by)
        let order = try await scene.order()
        _ = try await scene.take(scene.word(try await scene.attempt(order)))
        let payment = try #require(try await register.payments(of: order).first)
        // Nothing of it is surplus.
        #expect(
            await code { _ = try await register.askRefund(payment.id, amount: 1, by: .bank, of: by, now: Self.now) }
                == .impossibleChange)
        #expect(try await register.releaseOrder(order, reason: "withdrawn", by: by, now: Self.now + 200))
        #expect(try await !register.releaseOrder(order, reason: "withdrawn", by: by, now: Self.now + 200))
        #expect(try await scene.state(order) == .refunding)
        #expect(try await register.receipt(of: order)?.voidAt == Self.now + 200)
        #expect(try await register.unsettledOrders() == [])
        let isPaid = try await register.settleOrder(order, by: by, now: Self.now)
        #expect(!isPaid)
        let (first, _) = try await register.askRefund(payment.id, amount: 150, by: .bank, of: by, now: Self.now)
        #expect(
            await code { _ = try await register.askRefund(payment.id, amount: 51, by: .bank, of: by, now: Self.now) }
                == .impossibleChange)
        #expect(try await register.askedRefunds().map(\.amount) == [150])
        #expect(try await register.endRefund(first, isDone: true, note: "B-77", by: by, now: Self.now))
        #expect(try await !register.endRefund(first, isDone: true, note: "B-77", by: by, now: Self.now))
        #expect(
            await code { try await register.endRefund(first, isDone: false, note: "no", by: by, now: Self.now) }
                == .impossibleChange)
        #expect(try await scene.state(order) == .refunding)
        let (failed, _) = try await register.askRefund(payment.id, amount: 50, by: .cash, of: by, now: Self.now)
        try await register.endRefund(failed, isDone: false, note: "not there", by: by, now: Self.now)
        let (second, _) = try await register.askRefund(payment.id, amount: 50, by: .post, of: by, now: Self.now)
        try await register.endRefund(second, isDone: true, note: "P-1", by: by, now: Self.now)
        #expect(try await scene.state(order) == .refunded)
        #expect(try await register.paymentBooks() == PaymentBooks.of(received: 200, refunded: 200))
        #expect(try await register.verifyAudit().problems == [])
        // The application may be paid for anew.
        #expect(try await scene.order() != order)
        register.close()
    }

    @Test("An order whose passes were issued is released only when they ended")
    func settled() async throws {
        let scene = try await PaymentScene()
        let (register, by) = (scene.register, scene.by)
        let order = try await scene.order()
        _ = try await scene.take(scene.word(try await scene.attempt(order)))
        _ = try await register.settleOrder(order, by: by, now: Self.now)
        #expect(
            await code { try await register.releaseOrder(order, reason: "withdrawn", by: by, now: Self.now) }
                == .impossibleChange)
        #expect(
            try await register.releaseOrder(order, reason: "withdrawn", passesEnded: true, by: by, now: Self.now))
        let open = try await scene.order(2)
        #expect(
            await code { try await register.releaseOrder(open, reason: "withdrawn", by: by, now: Self.now) }
                == .impossibleChange)
        #expect(
            await code { try await register.releaseOrder(open, reason: "Not A Code", by: by, now: Self.now) }
                == .invalidArgument)
        register.close()
    }

    @Test("To a card through ECPay: once, whatever it answers")
    func gateway() async throws {
        let scene = try await PaymentScene()
        let (register, by) = (scene.register, scene.by)
        let order = try await scene.order()
        let trade = try await scene.attempt(order)
        _ = try await scene.take(scene.word(trade))
        try await register.releaseOrder(order, reason: "withdrawn", by: by, now: Self.now)
        let payment = try #require(try await register.payments(of: order).first)
        let gateway = FakeGateway(merchant: scene.merchant)
        func refund(_ amount: Int64) async throws -> RefundOutcome {
            try await register.refund(
                payment.id, amount: amount, action: .refund, through: gateway, by: by, now: Self.now)
        }
        gateway.creditAnswer = .code(10_100_248)
        guard case .refused(_, "error") = try await refund(200) else {
            Issue.record("not refused")
            return
        }
        gateway.creditAnswer = .code(1)
        guard case .done = try await refund(50) else {
            Issue.record("not done")
            return
        }
        #expect(gateway.requests.map(\.amount) == [200, 50])
        #expect(gateway.requests.allSatisfy { $0.trade.text == trade && $0.gatewayNumber == payment.reference })
        // Nobody knows whether that happened: it is not tried again, and told until somebody has looked.
        gateway.creditAnswer = .failure(PaymentError(.unreachable, "gone"))
        guard case .unknown(let id, _) = try await refund(150) else {
            Issue.record("known")
            return
        }
        #expect(await code { _ = try await refund(1) } == .impossibleChange)
        #expect(gateway.requests.count == 3)
        #expect(try await register.pendingDifferences().map(\.kind) == [.refundUnknown, .surplusHeld])
        try await register.endRefund(id, isDone: true, note: "looked up", by: by, now: Self.now)
        #expect(try await scene.state(order) == .refunded)
        #expect(try await register.pendingDifferences() == [])
        #expect(try await register.paymentBooks().isBalanced)
        register.close()
    }

    @Test("Before the capture a payment is given up whole, after its capture was cancelled where it waited for that")
    func giveUp() async throws {
        let scene = try await PaymentScene()
        let (register, by) = (scene.register, scene.by)
        let order = try await scene.order()
        _ = try await scene.take(scene.word(try await scene.attempt(order)))
        try await register.releaseOrder(order, reason: "withdrawn", by: by, now: Self.now)
        let payment = try #require(try await register.payments(of: order).first)
        let gateway = FakeGateway(merchant: scene.merchant)
        func refund(_ amount: Int64, _ action: CreditAction) async throws -> RefundOutcome {
            try await register.refund(
                payment.id, amount: amount, action: action, through: gateway, by: by, now: Self.now)
        }
        for (amount, action) in [(100, .giveUp), (200, .cancelCapture), (200, .capture)] as [(Int64, CreditAction)] {
            #expect(await code { _ = try await refund(amount, action) } == .invalidArgument)
        }
        #expect(try await register.cancelCapture(of: payment.id, through: gateway).isDone)
        #expect(try await register.paymentBooks().refunded == 0)
        guard case .done = try await refund(200, .giveUp) else {
            Issue.record("not given up")
            return
        }
        #expect(gateway.requests.map(\.action) == [.cancelCapture, .giveUp])
        #expect(try await scene.state(order) == .refunded)
        register.close()
    }

    @Test("What was asked too often was not done, and may be tried again")
    func tooOften() async throws {
        let scene = try await PaymentScene()
        let (register, by) = (scene.register, scene.by)
        let order = try await scene.order()
        _ = try await scene.take(scene.word(try await scene.attempt(order)))
        try await register.releaseOrder(order, reason: "withdrawn", by: by, now: Self.now)
        let payment = try #require(try await register.payments(of: order).first)
        let gateway = FakeGateway(merchant: scene.merchant)
        gateway.creditAnswer = .failure(PaymentError(.tooOften, "wait"))
        guard
            case .refused = try await register.refund(
                payment.id, amount: 200, action: .refund, through: gateway, by: by, now: Self.now)
        else {
            Issue.record("not refused")
            return
        }
        #expect(try await register.payments(of: order).first?.refundable == 200)
        register.close()
    }

    @Test("What came in cash does not go back to a card")
    func cash() async throws {
        let scene = try await PaymentScene()
        let (register, by) = (scene.register, scene.by)
        let order = try await scene.order()
        _ = try await register.recordPayment(
            order, method: .counter, reference: "S-1", amount: 300, receivedAt: Self.now, by: by, now: Self.now)
        let gateway = FakeGateway(merchant: scene.merchant)
        let payment = try #require(try await register.payments(of: order).first)
        #expect(payment.surplus == 100)
        #expect(
            await code {
                _ = try await register.refund(
                    payment.id, amount: 100, action: .refund, through: gateway, by: by, now: Self.now)
            } == .invalidArgument)
        #expect(gateway.requests.isEmpty)
        #expect(
            await code { _ = try await register.askRefund(99, amount: 1, by: .cash, of: by, now: Self.now) }
                == .notFound)
        register.close()
    }
}
