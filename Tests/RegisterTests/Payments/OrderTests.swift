import Foundation
import PassFormat
import Payments
import Register
import Testing

@Suite("Orders")
struct OrderTests {
    static let now = PaymentScene.now

    @Test("are paid, receipted and settled once")
    func road() async throws {
        let scene = try await PaymentScene()
        let (register, by) = (scene.register, scene.by)
        let order = try await scene.order()
        let opened = try #require(try await register.order(order))
        #expect(opened.state == .open && opened.total == 200 && opened.due == 200 && opened.receipt == nil)
        #expect(try await register.order(of: PaymentScene.application(1)) == opened)
        #expect(try await register.order(of: PaymentScene.application(2)) == nil)
        #expect(try await register.unsettledOrders() == [])
        let unpaid = try await register.settleOrder(order, by: by, now: Self.now)
        #expect(!unpaid)

        let trade = try await scene.attempt(order)
        let seen = register.payments.count
        #expect(try await scene.take(scene.word(trade)) == .paid(order))
        await register.payments.wait(beyond: seen)
        let paid = try #require(try await register.order(order))
        #expect(paid.state == .paid && paid.applied == 200 && paid.due == 0 && paid.receipt == "R26-000001")
        #expect(try await register.unsettledOrders() == [order])
        let receipt = try #require(try await register.receipt("R26-000001"))
        #expect(receipt.amount == 200 && receipt.voidAt == nil)
        #expect(try receipt.payer == PaymentScene.payer())
        #expect(receipt.order.number == order && receipt.payments.map(\.amount) == [200])
        #expect(receipt.payments.first?.receivedAt == Self.now + 60 && receipt.payments.first?.trade == trade)

        for _ in 0..<2 {
            let isPaid = try await register.settleOrder(order, by: by, now: Self.now)
            #expect(isPaid)
        }
        #expect(try await register.unsettledOrders() == [])
        #expect(try await register.paymentBooks() == PaymentBooks.of(received: 200, receipted: 200))
        #expect(try await register.verifyAudit().problems == [])
        register.close()
    }

    @Test("of nothing are none, and an application is in one at a time")
    func opening() async throws {
        let scene = try await PaymentScene()
        let (register, by) = (scene.register, scene.by)
        let payer = try PaymentScene.payer()
        func open(_ lines: [OrderLine], expires: Int64 = Self.now + 10) async throws -> OrderNumber? {
            try await register.openOrder(lines, payer: payer, expires: expires, by: by, now: Self.now)
        }
        #expect(try await open([PaymentScene.line(1, amount: 0)]) == nil)
        #expect(try await open([]) == nil)
        let first = try #require(try await open([PaymentScene.line(1), PaymentScene.line(2, amount: 0)]))
        for number in [1, 2] {
            await #expect(throws: RegisterError.self) { try await open([PaymentScene.line(number)]) }
        }
        await #expect(throws: RegisterError.self) { try await open([PaymentScene.line(3), PaymentScene.line(3)]) }
        await #expect(throws: RegisterError.self) { try await open([PaymentScene.line(3, amount: -1)]) }
        await #expect(throws: RegisterError.self) { try await open([PaymentScene.line(3, amount: .max)]) }
        await #expect(throws: RegisterError.self) { try await open([PaymentScene.line(3)], expires: Self.now) }
        #expect(try await register.cancelOrder(first, reason: "withdrawn", by: by, now: Self.now))
        #expect(try await !register.cancelOrder(first, reason: "withdrawn", by: by, now: Self.now))
        let second = try #require(try await open([PaymentScene.line(1)]))
        #expect(try await register.order(of: PaymentScene.application(1))?.number == second)
        #expect(try await register.order(of: PaymentScene.application(2))?.number == first)
        #expect(try await register.orders(state: .open).map(\.order.number) == [second])
        #expect(try await register.verifyAudit().problems == [])
        register.close()
    }

    @Test(
        "are tried often, each time under a new number; not when they are closed, over their time, or tried too often")
    func attempts() async throws {
        let scene = try await PaymentScene()
        let order = try await scene.order()
        let trades = [try await scene.attempt(order), try await scene.attempt(order), try await scene.attempt(order)]
        #expect(trades == ["0001", "0002", "0003"].map { order.text + $0 })
        func refused(_ order: OrderNumber, now: Int64 = Self.now) async -> RegisterError.Code? {
            do {
                _ = try await scene.attempt(order, now: now)
                return nil
            } catch {
                return (error as? RegisterError)?.code
            }
        }
        #expect(await refused(order, now: Self.now + PaymentScene.week) == .impossibleChange)
        while await refused(order) == nil {}
        #expect(await refused(order) == .impossibleChange)
        let cancelled = try await scene.order(2)
        try await scene.register.cancelOrder(cancelled, reason: "withdrawn", by: scene.by, now: Self.now)
        #expect(await refused(cancelled) == .impossibleChange)
        #expect(await refused(try #require(OrderNumber("PP26120100000000"))) == .notFound)
        scene.register.close()
    }

    @Test("are paid in parts over a counter, and the rest online")
    func parts() async throws {
        let scene = try await PaymentScene()
        let (register, by) = (scene.register, scene.by)
        let order = try await scene.order()
        let whole = try await scene.attempt(order)
        func record(_ reference: String, _ amount: Int64, _ method: PaymentMethod = .counter) async throws
            -> PaymentOutcome
        {
            try await register.recordPayment(
                order, method: method, reference: reference, amount: amount, receivedAt: Self.now, by: by, now: Self.now
            )
        }
        #expect(try await record("S-1", 50) == .part(order))
        #expect(try await record(" S-1 ", 50) == .repeated(order))
        #expect(try await register.order(order)?.due == 150)
        for work in [
            { _ = try await record("S-1", 60) }, { _ = try await record("", 1) },
            { _ = try await record("a\u{0}b", 1) },
            { _ = try await record("S-2", 0) }, { _ = try await record("S-2", 1, .ecpay) },
        ] as [() async throws -> Void] {
            do {
                try await work()
                Issue.record("it was booked")
            } catch is RegisterError {}
        }
        #expect(try await record("S-1", 30, .bank) == .part(order))
        let rest = try await scene.attempt(order)
        #expect(try await scene.take(scene.word(rest, amount: 120)) == .paid(order))
        // The attempt of before the parts asked for all of it.
        #expect(try await scene.take(scene.word(whole)) == .surplus(order, 200))
        #expect(try await record("S-3", 200, .post) == .surplus(order, 200))
        #expect(
            try await register.paymentBooks() == PaymentBooks.of(received: 600, receipted: 200, surplus: 400))
        #expect(try await register.receipt(of: order)?.payments.map(\.applied) == [50, 30, 120, 0, 0])
        register.close()
    }

    @Test("expire when their time is over, but not while a code that was given out may still be paid")
    func expiry() async throws {
        let scene = try await PaymentScene()
        let (register, by) = (scene.register, scene.by)
        let (plain, coded) = (try await scene.order(1), try await scene.order(2))
        let trade = try await scene.attempt(coded)
        let end = Self.now + PaymentScene.week
        let code = scene.word(
            trade,
            changing: [
                "RtnCode": "2", "PaymentType": "ATM_TAISHIN", "PaymentDate": nil, "SimulatePaid": nil,
                "BankCode": "812",
                "vAccount": "9103522175887271", "ExpireDate": String(TradeTime.text(end + 86_400).prefix(10)),
            ])
        #expect(try await scene.take(code) == .codeIssued(coded))
        let issued = try #require(try await register.order(coded)?.codes.first)
        #expect(issued.code == .account(bank: "812", number: "9103522175887271") && issued.amount == 200)
        #expect(try await register.expireOrders(by: by, now: end - 1) == [])
        #expect(try await register.overdueOrders(now: end) == [plain])
        #expect(try await register.expireOrders(by: by, now: end) == [plain])
        #expect(try await scene.state(plain) == .expired)
        // Somebody pays the code on its last day, and word of it takes two.
        #expect(try await scene.take(scene.word(trade), now: end + 3 * 86_400) == .paid(coded))
        #expect(try await register.expireOrders(by: by, now: end + 30 * 86_400) == [])
        #expect(try await register.verifyAudit().problems == [])
        register.close()
    }

    @Test("stand in the file without the payer's name, and their number is nobody's name")
    func privacy() async throws {
        let scene = try await PaymentScene()
        let payer = try Payer(name: "羅秘密不公開", companyNumber: nil)
        let order = try #require(
            try await scene.register.openOrder(
                [PaymentScene.line(1)], payer: payer, expires: Self.now + 10, by: scene.by, now: Self.now))
        #expect(try await scene.register.payer(of: order) == payer)
        let company = try PaymentScene.payer()
        try await scene.register.setPayer(company, of: order)
        let trade = try await scene.attempt(order)
        #expect(try await scene.take(scene.word(trade)) == .paid(order))
        #expect(try await scene.register.receipt(of: order)?.payer == company)
        await #expect(throws: RegisterError.self) { try await scene.register.setPayer(payer, of: order) }
        scene.register.close()
        for name in try #require(FileManager.default.enumerator(atPath: scene.scratch.folder)?.allObjects as? [String])
        {
            guard let data = FileManager.default.contents(atPath: "\(scene.scratch.folder)/\(name)") else { continue }
            for secret in ["羅秘密", "基隆港埠裝卸", "04595257"] {
                #expect(data.range(of: Data(secret.utf8)) == nil, "\(name)")
            }
        }
    }

    @Test("have payers with names, and numbers of eight digits")
    func payers() throws {
        #expect(try Payer(name: " 王小明 ", companyNumber: nil).name == "王小明")
        for (name, number) in [
            ("", nil), (" ", nil), ("a\u{202E}b", nil), (String(repeating: "大", count: 31), nil), ("a", "1234567"),
            ("a", "123456789"), ("a", "1234567x"), ("a", ""),
        ] as [(String, String?)] {
            #expect(throws: RegisterError.self) { try Payer(name: name, companyNumber: number) }
        }
    }

    @Test("have numbers of one shape")
    func numbers() {
        #expect(OrderNumber("PP2612014F7K2MAZ")?.text == "PP2612014F7K2MAZ")
        for text in [
            "", "PP2612014F7K2MA", "PP2612014F7K2MAZ0", "pp2612014f7k2maz", "PP26120A4F7K2MAZ", "PP2612014F7K2MAI",
        ] {
            #expect(OrderNumber(text) == nil)
        }
    }
}
