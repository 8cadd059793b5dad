import Payments
import Register
import SQLStore
import Testing

@Suite("Word of payments")
struct PaymentNotificationTests {
    static let now = PaymentScene.now

    private func books(_ scene: PaymentScene, _ expected: PaymentBooks) async throws {
        #expect(try await scene.register.paymentBooks() == expected)
        #expect(try await scene.register.verifyAudit().problems == [])
    }

    @Test("that comes again changes nothing, also in other words, and is taken each time")
    func repeated() async throws {
        let scene = try await PaymentScene()
        let order = try await scene.order()
        let trade = try await scene.attempt(order)
        #expect(try await scene.take(scene.word(trade)) == .paid(order))
        let size = try await scene.register.auditSize()
        for body in [scene.word(trade), scene.word(trade, changing: ["RtnMsg": "paid"])] {
            for _ in 0..<3 {
                let outcome = try await scene.take(body)
                #expect(outcome == .repeated(order) && outcome.answer == "1|OK")
            }
        }
        // In small letters, which the check value does not notice.
        #expect(try await scene.take(scene.word(trade.lowercased())) == .repeated(order))
        #expect(try await scene.register.auditSize() == size)
        try await books(scene, .of(received: 200, receipted: 200))
        scene.register.close()
    }

    @Test("of many at once books one")
    func atOnce() async throws {
        let scene = try await PaymentScene()
        let order = try await scene.order()
        let body = scene.word(try await scene.attempt(order))
        let (register, merchant) = (scene.register, scene.merchant)
        let outcomes = try await withThrowingTaskGroup(of: PaymentOutcome.self) { group in
            for _ in 0..<12 {
                group.addTask { try await register.take(notification: body, for: merchant, now: Self.now) }
            }
            return try await group.reduce(into: [PaymentOutcome]()) { $0.append($1) }
        }
        #expect(outcomes.filter { $0 == .paid(order) }.count == 1)
        #expect(outcomes.filter { $0 == .repeated(order) }.count == 11)
        try await books(scene, .of(received: 200, receipted: 200))
        scene.register.close()
    }

    @Test("of a second real payment, or of one that comes after the order was closed, is surplus and is told")
    func surplus() async throws {
        let scene = try await PaymentScene()
        let (register, by) = (scene.register, scene.by)
        let (twice, late, expired) = (try await scene.order(1), try await scene.order(2), try await scene.order(3))
        let trades = [try await scene.attempt(twice), try await scene.attempt(twice)]
        let (lateTrade, expiredTrade) = (try await scene.attempt(late), try await scene.attempt(expired))
        #expect(try await scene.take(scene.word(trades[1])) == .paid(twice))
        #expect(try await scene.take(scene.word(trades[0])) == .surplus(twice, 200))
        try await register.cancelOrder(late, reason: "withdrawn", by: by, now: Self.now + 50)
        #expect(try await scene.take(scene.word(lateTrade)) == .surplus(late, 200))
        let end = Self.now + PaymentScene.week
        #expect(try await register.expireOrders(by: by, now: end) == [expired])
        #expect(try await scene.take(scene.word(expiredTrade), now: end + 5) == .surplus(expired, 200))
        #expect(try await scene.state(late) == .cancelled)
        #expect(try await scene.state(expired) == .expired)
        #expect(try await register.receipt(of: late) == nil)
        #expect(try await register.surplusPayments().map(\.order) == [twice, late, expired])
        #expect(try await register.pendingDifferences().map(\.kind) == [.surplusHeld, .surplusHeld, .surplusHeld])
        try await books(scene, .of(received: 800, receipted: 200, surplus: 600))
        register.close()
    }

    @Test("of an amount that nobody asked for is kept, and pays nothing")
    func amounts() async throws {
        let scene = try await PaymentScene()
        let order = try await scene.order()
        for amount in [1, 199, 201, 99_999_999] as [Int64] {
            let trade = try await scene.attempt(order)
            #expect(try await scene.take(scene.word(trade, amount: amount)) == .surplus(order, amount))
        }
        #expect(try await scene.state(order) == .open)
        #expect(try await scene.register.order(order)?.applied == 0)
        // The same money with another amount: signed, and nonsense.
        let trade = try await scene.attempt(order)
        #expect(try await scene.take(scene.word(trade)) == .paid(order))
        let contradiction = try await scene.take(scene.word(trade, amount: 300))
        #expect(contradiction == .contradicts(order) && contradiction.answer == "1|OK")
        #expect(try await scene.register.pendingDifferences().last?.detail == .verdict("contradicts"))
        #expect(try await scene.register.paymentBooks().isBalanced)
        scene.register.close()
    }

    @Test("of a trade that is not here is kept: its money is on the books, for nobody knows what")
    func unknownTrade() async throws {
        let scene = try await PaymentScene()
        #expect(try await scene.take(scene.word("ELSEWHERE1")) == .surplus(nil, 200))
        #expect(try await scene.take(scene.word("ELSEWHERE1")) == .repeated(nil))
        #expect(
            try await scene.take(scene.word("ELSEWHERE2", changing: ["RtnCode": "10100248"])) == .unknownTrade)
        #expect(try await scene.register.surplusPayments().map(\.trade) == ["ELSEWHERE1"])
        #expect(try await scene.register.pendingDifferences().map(\.kind) == [.surplusHeld, .notificationUnused])
        try await books(scene, .of(received: 200, surplus: 200))
        scene.register.close()
    }

    @Test("that was forged, is for another or was cut up anew changes nothing but the list of what was refused")
    func forged() async throws {
        let scene = try await PaymentScene()
        let order = try await scene.order()
        let trade = try await scene.attempt(order)
        let size = try await scene.register.auditSize()
        let thief = try PaymentScene.thief()
        var tampered = String(decoding: scene.word(trade, changing: ["RtnCode": "10100248"]), as: UTF8.self)
        tampered = tampered.replacing("RtnCode=10100248", with: "RtnCode=1")
        for (body, word) in [
            (scene.word(trade, by: thief), "forged"), (Array(tampered.utf8), "forged"),
            (scene.word(trade, changing: ["MerchantID": "1234567"]), "other-merchant"), ([], "unreadable-malformed"),
            (scene.word(trade) + Array("&RtnCode=1".utf8), "unreadable-repeated"),
            ([UInt8](repeating: 0x61, count: 1 << 20), "unreadable-too-large"),
            (scene.word(trade, changing: ["SimulatePaid": nil]), "incomplete"),
        ] {
            let outcome = try await scene.take(body)
            #expect(outcome == .refused(word) && outcome.answer == "0|\(word)")
        }
        #expect(try await scene.register.auditSize() == size)
        #expect(try await scene.state(order) == .open)
        try await books(scene, .of())
        // Signed by ECPay, so somebody looks at it.
        #expect(try await scene.register.pendingDifferences().map(\.detail) == [.verdict("incomplete")])
        #expect(try await scene.take(scene.word(trade)) == .paid(order))
        scene.register.close()
    }

    @Test("that tries the address is answered and pays nothing; of a failure too")
    func nothing() async throws {
        let scene = try await PaymentScene()
        let order = try await scene.order()
        let trade = try await scene.attempt(order)
        let simulated = try await scene.take(scene.word(trade, changing: ["SimulatePaid": "1"]))
        #expect(simulated == .simulated && simulated.answer == "1|OK")
        #expect(try await scene.take(scene.word(trade, changing: ["RtnCode": "10100248"])) == .failed(order))
        #expect(try await scene.state(order) == .open)
        #expect(try await scene.register.order(order)?.lastFailure == 10_100_248)
        try await books(scene, .of())
        // After a failure a payer may try again with another card, under the same number.
        #expect(try await scene.take(scene.word(trade)) == .paid(order))
        scene.register.close()
    }

    @Test("that is refused does not fill the disk")
    func flood() async throws {
        let scene = try await PaymentScene()
        scene.register.close()
        try await scene.scratch.tamper { database in
            for number in 0..<1_200 {
                try database.execute(
                    """
                    INSERT INTO payment_notification (digest, is_authentic, verdict, fields, first_at, last_at, times)
                    VALUES (?, 0, 'forged', x'7b7d', 0, 0, 1)
                    """, .blob([UInt8](repeating: UInt8(number % 256), count: 31) + [UInt8(number / 256)]))
            }
        }
        let register = try await scene.scratch.open()
        let (merchant, body) = (scene.merchant, scene.word("X", by: try PaymentScene.thief()))
        _ = try await register.take(notification: body, for: merchant, now: Self.now)
        _ = try await register.take(notification: body + [0x26], for: merchant, keepingRefused: false, now: Self.now)
        register.close()
        let engine = try SQLiteEngine(
            path: scene.scratch.folder + "/register.sqlite", schema: RegisterSchema.schema, mode: .existing)
        #expect(try await engine.read { try $0.integer("SELECT COUNT(*) FROM payment_notification") } == 1_000)
        try engine.close()
    }

    @Test("keeps no check value and nothing that is not known, and never the payer's card")
    func kept() async throws {
        let scene = try await PaymentScene()
        let trade = try await scene.attempt(try await scene.order())
        let more: [String: String?] = [
            "card4no": "2222", "card6no": "431195", "CustomField1": "secret", "auth_code": "777777",
        ]
        _ = try await scene.take(scene.word(trade, changing: more))
        scene.register.close()
        try await scene.scratch.tamper { database in
            let fields = try database.row("SELECT fields FROM payment_notification")?.blob(0) ?? []
            let text = String(decoding: fields, as: UTF8.self)
            #expect(text.contains("TradeAmt"))
            for absent in ["card", "Custom", "auth", "CheckMac"] { #expect(!text.contains(absent)) }
        }
    }
}
