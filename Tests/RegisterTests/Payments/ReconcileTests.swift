import Payments
import Register
import Testing

@Suite("Our books beside the payment service's")
struct ReconcileTests {
    static let now = PaymentScene.now

    private func paid(_ trade: String, amount: Int64 = 200, gatewayNumber: String? = nil) -> FakeGateway.Trade {
        FakeGateway.Trade(
            status: "1", amount: amount, gatewayNumber: gatewayNumber ?? PaymentScene.gatewayNumber(trade),
            paidAt: Self.now + 60)
    }

    @Test("say nothing where they agree, and name every kind of difference")
    func kinds() async throws {
        let scene = try await PaymentScene()
        let (register, by) = (scene.register, scene.by)
        let gateway = FakeGateway(merchant: scene.merchant)
        var trades: [String] = []
        for number in 1...5 { trades.append(try await scene.attempt(try await scene.order(number))) }
        _ = try await scene.attempt(try await scene.order(6))
        // Agreed; paid there; paid here; another amount; unpaid and nowhere known.
        _ = try await scene.take(scene.word(trades[0]))
        gateway.set(trades[0], paid(trades[0]))
        gateway.set(trades[1], paid(trades[1]))
        _ = try await scene.take(scene.word(trades[2]))
        gateway.set(trades[2], FakeGateway.Trade(status: "0", amount: 200, gatewayNumber: "", paidAt: 0))
        _ = try await scene.take(scene.word(trades[3]))
        gateway.set(trades[3], paid(trades[3], amount: 100))
        gateway.set(trades[4], FakeGateway.Trade(status: "10200095", amount: 200, gatewayNumber: "", paidAt: 0))
        func differences(taking: Bool) async throws -> [PaymentDifference] {
            try await register.reconcile(
                with: gateway, since: Self.now - 10, taking: taking, by: by, now: Self.now + 500)
        }
        let found = try await differences(taking: false)
        func find(_ kind: PaymentDifference.Kind) -> [PaymentDifference] { found.filter { $0.kind == kind } }
        #expect(find(.paidThereNotHere).map(\.trade) == [trades[1]])
        #expect(find(.paidHereNotThere).map(\.trade) == [trades[2]])
        #expect(find(.amountDiffers).map { [$0.here, $0.there] } == [[200, 100]])
        #expect(found.count == 3 && gateway.queries.count == 6)
        #expect(try await register.order(of: PaymentScene.application(2))?.state == .open)

        // Word of the second one was lost: its money is booked as if it had come.
        #expect(try await differences(taking: true).count == 3)
        let order = try #require(try await register.order(of: PaymentScene.application(2)))
        #expect(order.state == .paid && order.receipt != nil)
        #expect(try await differences(taking: true).map(\.kind).contains(.paidThereNotHere) == false)
        #expect(try await scene.take(scene.word(trades[1])) == .repeated(order.number))
        #expect(try await register.paymentBooks().isBalanced)
        #expect(try await register.verifyAudit().problems == [])
        // Attempts of before are not asked for.
        let asked = gateway.queries.count
        _ = try await register.reconcile(with: gateway, since: Self.now + 1, taking: false, by: by, now: Self.now + 500)
        #expect(gateway.queries.count == asked)
        register.close()
    }

    @Test("are asked no further when that was too often; of one that can't be answered, the next is asked")
    func unanswered() async throws {
        let scene = try await PaymentScene()
        let gateway = FakeGateway(merchant: scene.merchant)
        for number in 1...3 { _ = try await scene.attempt(try await scene.order(number)) }
        for (code, count) in [(PaymentError.Code.tooOften, 1), (.unreachable, 3), (.badAnswer, 3)] {
            gateway.queryError = PaymentError(code, "no")
            let found = try await scene.register.reconcile(
                with: gateway, since: 0, taking: true, by: scene.by, now: Self.now + 500)
            #expect(found.count == count && found.allSatisfy { $0.kind == .unanswered })
        }
        scene.register.close()
    }
}
