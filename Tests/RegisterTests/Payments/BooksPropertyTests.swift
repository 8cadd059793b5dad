import Payments
import Register
import Testing

/// However callbacks, staff, time and refunds come, no money is lost or counted twice.
@Suite("However money comes")
struct BooksPropertyTests {
    static let now = PaymentScene.now

    private struct Model {
        var received: Int64 = 0
        var refunded: Int64 = 0
        /// Words of payments that were signed, and whether each was booked.
        var words: [(body: [UInt8], amount: Int64, isBooked: Bool)] = []
        var slips: [(order: OrderNumber, reference: String, amount: Int64)] = []
        var orders: [OrderNumber] = []
        var asked: [(id: Int64, amount: Int64)] = []
        var timesPaid: [OrderNumber: Int] = [:]
    }

    @Test("the books balance after every step, and no order is paid twice", arguments: 0..<6 as Range<UInt64>)
    func balance(seed: UInt64) async throws {
        var random = SplitMix(seed: seed + 77)
        let scene = try await PaymentScene()
        var register = scene.register
        let (by, merchant, thief) = (scene.by, scene.merchant, try PaymentScene.thief())
        var model = Model()
        var now = Self.now
        func pick<Element>(_ elements: [Element]) -> Element? { elements.randomElement(using: &random) }

        for step in 0..<150 {
            now += Int64(random.next() % 3_600)
            switch random.next() % 14 {
            case 0 where model.orders.count < 8:
                let number = model.orders.count
                let line = try PaymentScene.line(number, amount: Int64(50 + random.next() % 300))
                let order = try await register.openOrder(
                    [line], payer: PaymentScene.payer(), expires: now + 86_400, by: by, now: now)
                model.orders.append(try #require(order))
            case 1, 2:
                guard let order = pick(model.orders) else { continue }
                guard
                    let form = try? await register.checkout(
                        order, at: scene.cashier, back: "/", inEnglish: true, now: now)
                else { continue }
                let values = Dictionary(form.fields.map { ($0.name, $0.value) }) { first, _ in first }
                var amount = try #require(values["TotalAmount"].flatMap(Int64.init))
                if random.next() % 8 == 0 { amount += 1 }
                let trade = try #require(values["MerchantTradeNo"])
                model.words.append((scene.word(trade, amount: amount), amount, false))
            // Early, late, again and again.
            case 3, 4, 5, 6:
                guard let index = model.words.indices.randomElement(using: &random) else { continue }
                let outcome = try await register.take(notification: model.words[index].body, for: merchant, now: now)
                if model.words[index].isBooked {
                    guard case .repeated = outcome else {
                        Issue.record("step \(step): \(outcome)")
                        continue
                    }
                } else {
                    model.words[index].isBooked = true
                    model.received += model.words[index].amount
                    if case .paid(let order) = outcome { model.timesPaid[order, default: 0] += 1 }
                }
            case 7:
                guard let order = pick(model.orders) else { continue }
                let isAgain = random.next() % 3 == 0
                let slip =
                    isAgain
                    ? pick(model.slips)
                    : (order: order, reference: "S-\(model.slips.count)", amount: Int64(1 + random.next() % 200))
                guard let slip else { continue }
                let outcome = try await register.recordPayment(
                    slip.order, method: .counter, reference: slip.reference, amount: slip.amount, receivedAt: now,
                    by: by,
                    now: now)
                if case .paid(let order) = outcome { model.timesPaid[order, default: 0] += 1 }
                if case .repeated = outcome {
                    #expect(isAgain)
                } else {
                    #expect(!isAgain)
                    model.slips.append(slip)
                    model.received += slip.amount
                }
            case 8:
                guard let order = pick(model.orders) else { continue }
                _ = try? await register.cancelOrder(order, reason: "withdrawn", by: by, now: now)
            case 9: _ = try await register.expireOrders(by: by, now: now)
            case 10:
                guard let order = pick(model.orders) else { continue }
                _ = try? await register.releaseOrder(order, reason: "withdrawn", by: by, now: now)
            case 11:
                guard let payment = pick(try await register.surplusPayments()) else { continue }
                let amount = Int64(1 + random.next() % UInt64(payment.amount))
                let isEnough = amount <= payment.refundable
                let asked = try? await register.askRefund(payment.id, amount: amount, by: .bank, of: by, now: now)
                #expect((asked != nil) == isEnough)
                if let asked { model.asked.append((asked.id, amount)) }
            case 12:
                guard !model.asked.isEmpty else { continue }
                let (id, amount) = model.asked.removeFirst()
                let isDone = random.next() % 3 > 0
                #expect(try await register.endRefund(id, isDone: isDone, note: "B", by: by, now: now))
                if isDone { model.refunded += amount }
            default:
                // Forged, or a restart.
                if random.next() % 2 == 0, let order = pick(model.orders) {
                    let body = scene.word(order.text + "0001", by: thief)
                    #expect(
                        try await register.take(notification: body, for: merchant, now: now) == .refused("forged"))
                } else {
                    register.close()
                    register = try await scene.scratch.open(now: now)
                }
            }
            let books = try await register.paymentBooks()
            #expect(books.isBalanced, "step \(step): \(books)")
            #expect(books.received == model.received && books.refunded == model.refunded, "step \(step)")
            #expect(books.surplus >= 0 && books.parts >= 0)
        }
        #expect(model.timesPaid.values.allSatisfy { $0 == 1 })
        // Else nothing was shown.
        #expect(!model.timesPaid.isEmpty && model.refunded > 0 && model.words.contains { $0.isBooked })
        // Receipts have no gap, and one order has one.
        let orders = try await register.orders().map(\.order)
        let receipts = orders.compactMap(\.receipt).sorted()
        let numbers = receipts.map { $0.split(separator: "-").last.flatMap { Int($0) } ?? 0 }
        #expect(numbers == Array(0..<numbers.count).map { $0 + 1 })
        #expect(Set(model.timesPaid.keys) == Set(orders.filter { $0.receipt != nil }.map(\.number)))
        #expect(try await register.verifyAudit().problems == [])
        #expect(try await register.integrityProblems() == [])
        register.close()
    }
}
