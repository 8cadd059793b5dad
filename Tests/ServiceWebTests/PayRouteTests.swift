import HTTPTypes
import Hummingbird
import HummingbirdTesting
import NIOCore
import PassCrypto
import PassFormat
import Payments
import Register
import ServiceWeb
import Testing

@Suite("Where the payment service tells of payments")
struct PayRouteTests {
    private struct Scene {
        let web: WebScene
        let merchant: ECPayMerchant
        var register: Register { web.register }

        init() async throws {
            var web = try await WebScene()
            merchant = try ECPayMerchant.test()
            let desk = PaymentDesk()
            desk.open(
                Cashier(merchant: merchant, addresses: .stage, site: "https://pass.example", isDevelopment: false))
            web.payments = desk
            self.web = web
        }

        func order() async throws -> OrderNumber {
            let application = try #require(ApplicationID([UInt8](repeating: 1, count: 16)))
            let line = OrderLine(
                application: application, kind: .person, term: .periodic, hasCard: false, amount: 200)
            return try #require(
                try await register.openOrder(
                    [line], payer: Payer(name: "王小明", companyNumber: nil), expires: WebScene.now + 86_400,
                    by: Principal("test"), now: WebScene.now))
        }

        func attempt(_ order: OrderNumber) async throws -> CheckoutForm {
            try await register.checkout(
                order, at: #require(web.payments.cashier), back: "/en/my/applications/A26-4F7K2M", inEnglish: true,
                now: WebScene.now)
        }

        func word(_ form: CheckoutForm, by signer: ECPayMerchant? = nil, code: String = "1") throws -> [UInt8] {
            func value(_ name: String) throws -> String { try #require(form.fields.first { $0.name == name }).value }
            return (signer ?? merchant).signedBody([
                PaymentField("MerchantID", merchant.id), PaymentField("MerchantTradeNo", try value("MerchantTradeNo")),
                PaymentField("PaymentDate", TradeTime.text(WebScene.now)),
                PaymentField("PaymentType", "Credit_CreditCard"),
                PaymentField("RtnCode", code), PaymentField("RtnMsg", "交易成功"), PaymentField("SimulatePaid", "0"),
                PaymentField("TradeAmt", try value("TotalAmount")), PaymentField("TradeNo", "2612011200000001"),
            ])
        }
    }

    private static let form: WireText = "application/x-www-form-urlencoded"

    @Test("answers 1|OK and nothing else once the money is on the books, however often it is told")
    func paid() async throws {
        let scene = try await Scene()
        let order = try await scene.order()
        let word = try scene.word(try await scene.attempt(order))
        try await scene.web.application.test(.router) { client in
            for _ in 0..<3 {
                let answer = try await client.post("/pay/ecpay/notify", type: Self.form, word)
                #expect(answer.status == .ok && answer.text == "1|OK")
                #expect(answer.headers[.contentType] == "text/plain; charset=utf-8")
                #expect(answer.headers[.cacheControl] == "no-store")
            }
        }
        #expect(try await scene.register.order(order)?.state == .paid)
        #expect(try await scene.register.paymentBooks().received == 200)
    }

    @Test("answers 0| to what is forged, changed, empty, too large or no form, and stores nothing of it")
    func refused() async throws {
        let scene = try await Scene()
        let order = try await scene.order()
        let attempt = try await scene.attempt(order)
        var keys = Array("abcdefghijklmnop0123456789ABCDEF".utf8)
        let thief = try ECPayMerchant(id: "3002607", keys: SecretBytes(wiping: &keys))
        let good = try scene.word(attempt)
        try await scene.web.application.test(.router) { client in
            for (body, word) in [
                (try scene.word(attempt, by: thief), "forged"),
                (good + Array("&RtnCode=1".utf8), "unreadable-repeated"),
                (Array(good.dropLast()), "forged"), ([], "unreadable-malformed"),
                (Array("{}".utf8), "unreadable-malformed"),
                ([UInt8](repeating: 0x61, count: 200_000), "unreadable-too-large"),
                (good + [UInt8](repeating: 0x61, count: 20_000), "unreadable-too-large"),
            ] {
                let answer = try await client.post("/pay/ecpay/notify", type: Self.form, body)
                #expect(answer.status == .ok && answer.text == "0|\(word)")
            }
            #expect(try await client.get("/pay/ecpay/notify").status == .notFound)
            // What it says it is does not matter: the check value does.
            #expect(try await client.post("/pay/ecpay/notify", type: "text/plain", good).text == "1|OK")
        }
        #expect(try await scene.register.order(order)?.state == .paid)
    }

    @Test("turns no message away for how many came before it")
    func flood() async throws {
        let scene = try await Scene()
        let order = try await scene.order()
        let good = try scene.word(try await scene.attempt(order))
        try await scene.web.application.test(.router) { client in
            for number in 0..<60 {
                let answer = try await client.post("/pay/ecpay/notify", type: Self.form, Array("a=\(number)".utf8))
                #expect(answer.text == "0|other-merchant")
            }
            #expect(try await client.post("/pay/ecpay/notify", type: Self.form, good).text == "1|OK")
        }
    }

    @Test("asks for the message again when it can't be stored, or when payments are not taken")
    func notStored() async throws {
        let scene = try await Scene()
        let word = try scene.word(try await scene.attempt(try await scene.order()))
        scene.register.close()
        try await scene.web.application.test(.router) { client in
            let answer = try await client.post("/pay/ecpay/notify", type: Self.form, word)
            #expect(answer.status == .serviceUnavailable && answer.text == "0|later")
        }
        let closed = try await WebScene()
        try await closed.application.test(.router) { client in
            let answer = try await client.post("/pay/ecpay/notify", type: Self.form, word)
            #expect(answer.status == .serviceUnavailable && answer.text == "0|closed")
        }
    }

    @Test("The browser that comes back is believed nothing, and sent to a page of ours and nowhere else")
    func returned() async throws {
        let scene = try await Scene()
        let order = try await scene.order()
        let attempt = try await scene.attempt(order)
        let back = try #require(attempt.fields.first { $0.name == "OrderResultURL" }?.value)
        let path = String(back.dropFirst("https://pass.example".count))
        #expect(path == "/pay/ecpay/return/en/my/applications/A26-4F7K2M")
        let word = try scene.word(attempt)
        try await scene.web.application.test(.router) { client in
            for answer in [try await client.post(path, type: Self.form, word), try await client.get(path)] {
                #expect(answer.status == .seeOther)
                #expect(answer.headers[.location] == "/en/my/applications/A26-4F7K2M?payment=wait")
            }
            for bad in [
                "", "/x/my", "/en/..", "/en/%2e%2e/a", "/evil.example", "/en/a%2f%2fb", "/en//evil", "/en/a.b",
                "/en/a/b/c/d/e/f", "/en/\(String(repeating: "a", count: 41))", "/en/a%0d%0ab", "/EN/my",
            ] {
                let answer = try await client.get("/pay/ecpay/return" + bad)
                let location = answer.headers[.location] ?? ""
                #expect(answer.status == .seeOther || answer.status == .notFound, "\(bad)")
                #expect(
                    location == "/" || answer.status == .notFound || location == "/en/evil?payment=wait",
                    "\(bad) \(location)")
            }
        }
        #expect(try await scene.register.order(order)?.state == .open)
        #expect(try await scene.register.paymentBooks().received == 0)
    }
}
