import Foundation
import HTTPTypes
import HummingbirdTesting
import NIOCore
import PassFormat
import Payments
import Register
import ServiceScenes
import ServiceWeb
import Testing

@Suite("Payments in the back office")
struct PaymentPageTests {
    private static let now = OfficeScene.now

    private static func order(_ number: UInt8, _ scene: OfficeScene, payer: Payer? = nil) async throws -> OrderNumber {
        let application = try #require(ApplicationID([UInt8](repeating: number, count: 16)))
        let line = OrderLine(application: application, kind: .vehicle, term: .periodic, hasCard: true, amount: 420)
        let payer = try payer ?? Payer(name: "王大明", companyNumber: nil)
        return try #require(
            try await scene.register.openOrder(
                [line], payer: payer, expires: now + 10 * 86_400, by: scene.web.scene.by, now: now))
    }

    private static func look(
        _ path: String, _ token: SessionToken, _ client: any TestClientProtocol
    ) async throws -> (status: HTTPResponse.Status, text: String) {
        let answer = try await client.executeRequest(
            uri: path, method: .get, headers: OfficeScene.headers(token), body: nil)
        return (answer.status, String(buffer: answer.body))
    }

    private static func send(
        _ path: String, _ fields: [(String, String)], _ scene: OfficeScene, _ token: SessionToken,
        _ client: any TestClientProtocol
    ) async throws -> (status: HTTPResponse.Status, text: String, location: String) {
        let form = Form(fields: [("csrf", try scene.formToken(token))] + fields)
        let answer = try await client.executeRequest(
            uri: path, method: .post, headers: OfficeScene.headers(token, isForm: true),
            body: ByteBuffer(bytes: form.body))
        return (answer.status, String(buffer: answer.body), answer.headers[.location] ?? "")
    }

    @Test("Money over the counter is booked once, pays the order, and what is too much goes back")
    func booking() async throws {
        let scene = try await OfficeScene()
        let token = try await scene.signedIn("fina", [.finance])
        let order = try await Self.order(1, scene)
        let path = "/staff/payments/\(order.text)"
        try await scene.web.application.test(.router) { client in
            func book(_ amount: String, _ reference: String, received: String = "") async throws -> (
                status: HTTPResponse.Status, text: String, location: String
            ) {
                try await Self.send(
                    path + "/book",
                    [("method", "bank"), ("reference", reference), ("amount", amount), ("received", received)], scene,
                    token, client)
            }
            for (amount, reference, received) in [
                ("0", "B-1", ""), ("-5", "B-1", ""), ("1.5", "B-1", ""), ("99999999999", "B-1", ""), ("", "B-1", ""),
                ("420", "", ""), ("420", "   ", ""), ("420", "B-1", "2030-01-01"), ("420", "B-1", "yesterday"),
                ("420", String(repeating: "7", count: 65), ""),
            ] {
                let answer = try await book(amount, reference, received: received)
                #expect(answer.status == .unprocessableContent, "\(amount) \(reference) \(received)")
            }
            #expect(try await scene.register.payments(of: order).isEmpty)
            #expect(try await book("400", "B-1").location == path + "?done=part")
            #expect(try await book("400", "B-1").location == path + "?done=repeated")
            let other = try await book("300", "B-1")
            #expect(other.status == .unprocessableContent && other.text.contains("booked for other money"))
            #expect(other.text.contains("value=\"300\""), "what was typed stays")
            #expect(try await book("1,020", "B-2").location == path + "?done=paid")
            let shown = try await Self.look(path + "?done=paid", token, client)
            let receipt = try #require(try await scene.register.order(order)?.receipt)
            #expect(shown.text.contains(receipt) && shown.text.contains("has its receipt"))
            #expect(shown.text.contains("王○明") && !shown.text.contains("王大明"))
            #expect(shown.text.contains("1,000") && !shown.text.contains("⟦"))
            for typed in [order.text, receipt, "B-2"] {
                #expect(
                    try await Self.look("/staff/payments?q=\(typed)", token, client).text.contains(path), "\(typed)")
            }
            #expect(try await !Self.look("/staff/payments?q=B-9", token, client).text.contains(path))
            #expect(try await Self.look("/staff/payments?state=paid", token, client).text.contains(path))
            #expect(try await !Self.look("/staff/payments?state=open", token, client).text.contains(path))
            let books = try await Self.look("/staff/payment-books", token, client)
            #expect(books.text.contains("The books balance") && books.text.contains(path))
        }
        let payments = try await scene.register.payments(of: order)
        #expect(payments.map(\.amount) == [400, 1020] && payments.map(\.surplus) == [0, 1000])
        #expect(try await scene.register.moneyAccount(payments[0].id)?.bookedBy.name.contains("fina") == true)
        #expect(try await scene.register.verifyAudit().isIntact)
    }

    @Test("Cancelling and paying back ask for a fresh second factor, go through the state machine, and are once")
    func grave() async throws {
        let scene = try await OfficeScene()
        let token = try await scene.signedIn("fina", [.finance])
        let routes = scene.web.service.officeRoutes
        for act in [
            "payments/:order/cancel", "payments/:order/release", "money/:payment/refund", "money/:payment/ended",
        ] {
            let route = try #require(routes.first { $0.path == "/staff/\(act)" && $0.method == .post })
            #expect(route.isGrave && route.admits([.finance]) && !route.admits([.supervisor, .clerk, .auditor]))
        }
        let (first, second) = (try await Self.order(1, scene), try await Self.order(2, scene))
        try await scene.web.application.test(.router) { client in
            func send(_ path: String, _ fields: [(String, String)]) async throws -> (
                status: HTTPResponse.Status, text: String, location: String
            ) {
                try await Self.send("/staff/" + path, fields, scene, token, client)
            }
            #expect(try await send("payments/\(first)/cancel", [("reason", "because")]).status == .badRequest)
            #expect(
                try await send("payments/\(first)/cancel", [("reason", "duplicate")]).location.hasSuffix(
                    "done=cancelled"))
            #expect(try await scene.register.order(first)?.state == .cancelled)
            #expect(
                try await send("payments/\(first)/release", [("reason", "withdrawn")]).status == .unprocessableContent)
            _ = try await send(
                "payments/\(second)/book",
                [("method", "counter"), ("reference", "C-1"), ("amount", "420"), ("received", "")])
            #expect(
                try await send("payments/\(second)/cancel", [("reason", "duplicate")]).status == .unprocessableContent)
            let payment = try #require(try await scene.register.payments(of: second).first).id
            // A fee that was paid does not go back before its order is released.
            let early = try await send("money/\(payment)/refund", [("amount", "420"), ("means", "cash")])
            #expect(early.status == .unprocessableContent)
            #expect(
                try await send("payments/\(second)/release", [("reason", "withdrawn")]).location.hasSuffix(
                    "done=released"))
            for (amount, means) in [("421", "cash"), ("0", "cash"), ("420", "card-R")] {
                let answer = try await send("money/\(payment)/refund", [("amount", amount), ("means", means)])
                #expect(answer.status == .unprocessableContent, "\(amount) \(means)")
            }
            #expect(
                try await send("money/\(payment)/refund", [("amount", "420"), ("means", "gold")]).status == .badRequest)
            let begun = try await send("money/\(payment)/refund", [("amount", "420"), ("means", "cash")])
            #expect(begun.location == "/staff/payments/\(second)?done=begun")
            #expect(
                try await send("money/\(payment)/refund", [("amount", "1"), ("means", "cash")]).status
                    == .unprocessableContent)
            let refund = try #require(try await scene.register.askedRefunds().first).id
            func end(_ ending: String, _ note: String, of refund: Int64) async throws -> HTTPResponse.Status {
                try await send(
                    "money/\(payment)/ended", [("refund", String(refund)), ("ending", ending), ("note", note)]
                ).status
            }
            #expect(try await end("done", "", of: refund) == .unprocessableContent)
            #expect(try await end("maybe", "K-1", of: refund) == .badRequest)
            #expect(try await end("done", "K-1", of: refund + 1) == .badRequest)
            #expect(try await end("done", "K-1", of: refund) == .seeOther)
            #expect(try await end("failed", "K-1", of: refund) == .unprocessableContent)
            #expect(try await scene.register.order(second)?.state == .refunded)
            let shown = try await Self.look("/staff/payments/\(second)", token, client).text
            #expect(shown.contains("Refund done: cash") && shown.contains("K-1") && shown.contains("void since"))
        }
        #expect(try await scene.register.paymentBooks().isBalanced)
        #expect(try await scene.register.verifyAudit().isIntact)
    }

    @Test("An auditor sees every page of it and no form; what came for no order is found in the books")
    func auditor() async throws {
        var scene = try await OfficeScene()
        let desk = PaymentDesk()
        let merchant = try ECPayMerchant.test()
        desk.open(Cashier(merchant: merchant, addresses: .stage, site: "https://pass.example", isDevelopment: false))
        scene.web.payments = desk
        let company = try Payer(name: "基隆港埠裝卸股份有限公司", companyNumber: "04595257")
        let order = try await Self.order(1, scene, payer: company)
        let stray = merchant.signedBody(
            [
                ("MerchantID", "3002607"), ("MerchantTradeNo", "NOBODYS1"), ("RtnCode", "1"), ("RtnMsg", "交易成功"),
                ("TradeNo", "2611260000000001"), ("TradeAmt", "77"), ("PaymentDate", TradeTime.text(Self.now - 60)),
                ("PaymentType", "ATM_TAISHIN"), ("PaymentTypeChargeFee", "5"),
                ("TradeDate", TradeTime.text(Self.now - 90)),
                ("SimulatePaid", "0"),
            ].map { PaymentField($0.0, $0.1) })
        #expect(try await scene.register.take(notification: stray, for: merchant, now: Self.now) == .surplus(nil, 77))
        let payment = try #require(try await scene.register.surplusPayments().first).id
        let token = try await scene.signedIn("audi", [.auditor])
        try await scene.web.application.test(.router) { client in
            for path in ["payments", "payments/\(order)", "payment-books", "money/\(payment)"] {
                let page = try await Self.look("/staff/\(path)", token, client)
                #expect(page.status == .ok && !page.text.contains("⟦"), "\(path)")
                let parts = page.text.components(separatedBy: "<main")
                #expect(parts.count == 2 && !parts[1].components(separatedBy: "</main")[0].contains("method=\"post\""))
                #expect(Markup(page.text).problems == [], "\(path)")
            }
            #expect(try await Self.look("/staff/payments/\(order)", token, client).text.contains("股份有限公司（04595257）"))
            let books = try await Self.look("/staff/payment-books", token, client).text
            #expect(books.contains("/staff/money/\(payment)\"") && books.contains("Payment \(payment)"))
            #expect(try await Self.look("/staff/payments/PP26112600000000", token, client).status == .notFound)
            #expect(try await Self.look("/staff/money/999", token, client).status == .notFound)
        }
    }
}
