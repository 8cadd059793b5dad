import Payments
import Register
import SQLStore
import Testing

@Suite("Books that were changed by hand")
struct BooksAuditTests {
    static let now = PaymentScene.now

    /// Books with an order that is paid, one that is open in part, a surplus and a refund; closed.
    private func scene() async throws -> PaymentScene {
        let scene = try await PaymentScene()
        let (register, by) = (scene.register, scene.by)
        let (paid, part) = (try await scene.order(1), try await scene.order(2))
        let trades = [try await scene.attempt(paid), try await scene.attempt(paid)]
        for trade in trades { _ = try await scene.take(scene.word(trade)) }
        _ = try await register.recordPayment(
            part, method: .bank, reference: "B-1", amount: 10, receivedAt: Self.now, by: by, now: Self.now)
        let surplus = try #require(try await register.surplusPayments().first)
        let (refund, _) = try await register.askRefund(surplus.id, amount: 20, by: .bank, of: by, now: Self.now)
        try await register.endRefund(refund, isDone: true, note: "B-2", by: by, now: Self.now)
        #expect(try await register.verifyAudit().problems == [])
        register.close()
        return scene
    }

    @Test(
        "are found by the log",
        arguments: [
            "UPDATE payment SET applied = 0 WHERE seq = 1", "UPDATE payment SET applied = amount WHERE seq = 2",
            "UPDATE payment_order SET state = 'cancelled', closed_at = 1 WHERE seq = 2",
            "UPDATE payment_order SET state = 'open', closed_at = NULL WHERE seq = 1",
            "UPDATE receipt SET void_at = 1",
            """
            INSERT INTO payment (order_seq, method, reference, amount, applied, received_at, booked_at, booked_by)
            VALUES (2, 'counter', 'X', 190, 190, 0, 0, 'x')
            """,
            """
            INSERT INTO payment_refund (payment, amount, means, state, asked_at, asked_by, ended_at, ended_by)
            VALUES (2, 100, 'cash', 'done', 0, 'x', 0, 'x')
            """,
        ] as [StaticString])
    func found(statement: StaticString) async throws {
        let scene = try await scene()
        try await scene.scratch.tamper { try $0.execute(statement) }
        let register = try await scene.scratch.open()
        let problems = try await register.verifyAudit().problems
        #expect(problems.contains { $0.description.contains("is not what the log says") }, "\(problems)")
        register.close()
    }

    @Test(
        "can't be made smaller or other than they are",
        arguments: [
            "DELETE FROM payment", "DELETE FROM payment_order", "DELETE FROM receipt", "DELETE FROM payment_refund",
            "UPDATE payment SET amount = amount + 1", "UPDATE payment SET reference = 'x' WHERE seq = 1",
            "UPDATE payment SET applied = amount + 1", "UPDATE payment SET applied = -1",
            "UPDATE payment_order SET total = 1", "UPDATE payment_order SET number = 'PP26120100000000' WHERE seq = 1",
            "UPDATE receipt SET amount = 1", "UPDATE receipt SET number = 'R26-000002'",
            "UPDATE payment_refund SET amount = 1", "UPDATE payment_refund SET state = 'failed'",
            "UPDATE payment_order SET state = 'paid' WHERE seq = 2", "UPDATE payment_order SET state = 'lost'",
            "INSERT INTO payment (method, reference, amount, applied, received_at, booked_at, booked_by) VALUES ('bank', 'B-1', 1, 0, 0, 0, 'x')",
            "INSERT INTO payment (method, reference, amount, applied, received_at, booked_at, booked_by) VALUES ('bank', 'B-9', 1, 1, 0, 0, 'x')",
        ] as [StaticString])
    func kept(statement: StaticString) async throws {
        let scene = try await scene()
        await #expect(throws: StoreError.self) { try await scene.scratch.tamper { try $0.execute(statement) } }
    }
}
