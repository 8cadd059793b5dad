import Foundation
import HTTPTypes
import Hummingbird
import HummingbirdTesting
import NIOCore
import PassFormat
import Payments
import Register
import ServiceScenes
import ServiceWeb
import Synchronization
import Testing

@Suite("The stand-in for the payment service")
struct StandInTests {
    private static let origin: HTTPFields = [.origin: "http://localhost"]

    /// A service with a stand-in whose words reach it as they would over HTTP.
    private struct Scene {
        let web: WebScene
        let merchant: ECPayMerchant
        var register: Register { web.register }
        var gateway: ECPayGateway?

        init() async throws {
            var web = try await WebScene()
            merchant = try ECPayMerchant.test()
            let desk = PaymentDesk()
            desk.open(
                Cashier(
                    merchant: merchant, addresses: try ECPayAddresses(standIn: "http://localhost/dev/ecpay"),
                    site: "http://localhost", isDevelopment: true))
            web.payments = desk
            let (register, merchant) = (web.register, self.merchant)
            web.standIn = PaymentStandIn(merchant: merchant) { address, body in
                guard address == "http://localhost/pay/ecpay/notify" else { return "elsewhere" }
                return try await register.take(notification: body, for: merchant, now: WebScene.now).answer
            }
            self.web = web
        }

        func order(_ number: UInt8 = 1) async throws -> OrderNumber {
            let application = try #require(ApplicationID([UInt8](repeating: number, count: 16)))
            let line = OrderLine(
                application: application, kind: .vehicle, term: .periodic, hasCard: true, amount: 420)
            return try #require(
                try await register.openOrder(
                    [line], payer: Payer(name: "王小明", companyNumber: nil), expires: WebScene.now + 10 * 86_400,
                    by: Principal("test"), now: WebScene.now))
        }

        func checkout(_ order: OrderNumber) async throws -> CheckoutForm {
            try await register.checkout(
                order, at: #require(web.payments.cashier), back: "/vi/my/applications/A26-4F7K2M", inEnglish: false,
                now: WebScene.now)
        }

        func state(_ order: OrderNumber) async throws -> OrderState? { try await register.order(order)?.state }
    }

    /// Sends the checkout form as a browser does from a page that names no origin.
    /// - Returns: the address of the trade's page.
    private func begin(_ form: CheckoutForm, _ client: some TestClientProtocol) async throws -> String {
        #expect(form.action == "http://localhost/dev/ecpay/Cashier/AioCheckOut/V5" && form.origin == "http://localhost")
        let fields = Form(fields: form.fields.map { ($0.name, $0.value) })
        let answer = try await client.send(fields, to: "/dev/ecpay/Cashier/AioCheckOut/V5", [.origin: "null"])
        #expect(answer.status == .seeOther)
        return try #require(answer.headers[.location])
    }

    private func choose(_ choice: String, _ page: String, _ client: some TestClientProtocol) async throws -> String {
        let answer = try await client.send(Form(fields: []), to: "\(page)/\(choice)", Self.origin)
        #expect(answer.status == .ok && Markup(answer.text).problems == [])
        return answer.text
    }

    @Test("takes a checkout, and every choice does what it says")
    func choices() async throws {
        let scene = try await Scene()
        try await scene.web.application.test(.live) { client in
            let order = try await scene.order()
            let form = try await scene.checkout(order)
            let page = try await begin(form, client)
            let shown = try await client.get(page)
            #expect(shown.status == .ok && Markup(shown.text).problems == [])
            for text in ["NT$ 420", "車輛定期通行證含實體卡", "waiting", "Back to the shop"] {
                #expect(shown.text.contains(text), "\(text)")
            }
            #expect(try await choose("fail", page, client).contains("1|OK"))
            #expect(try await choose("simulate", page, client).contains("1|OK"))
            #expect(try await choose("forge", page, client).contains("0|forged"))
            #expect(try await scene.state(order) == .open)
            // Paid, and no word of it: the browser is back first.
            _ = try await choose("pay-silent", page, client)
            #expect(try await scene.state(order) == .open)
            #expect(try await choose("word", page, client).contains("1|OK"))
            #expect(try await scene.state(order) == .paid)
            #expect(try await choose("word-twice", page, client).contains("1|OK and 1|OK"))
            #expect(try await scene.register.paymentBooks().received == 420)
            #expect(try await client.get("/dev/ecpay").text.contains("NT$ 420, paid"))
            // The same form again is refused, as at the real one.
            let fields = Form(fields: form.fields.map { ($0.name, $0.value) })
            let again = try await client.send(fields, to: "/dev/ecpay/Cashier/AioCheckOut/V5")
            #expect(again.status == .badRequest && again.text.contains("Repeated"))
            // Changed on the way through the browser.
            for name in ["TotalAmount", "ReturnURL", "ItemName"] {
                let changed = try await client.send(
                    fields.with(name, "1"), to: "/dev/ecpay/Cashier/AioCheckOut/V5")
                #expect(changed.status == .badRequest && changed.text.contains("CheckMacValue"), "\(name)")
            }
        }
    }

    @Test("gives out codes that are paid later", arguments: ["account", "store", "bars"])
    func codes(way: String) async throws {
        let scene = try await Scene()
        try await scene.web.application.test(.live) { client in
            let order = try await scene.order()
            let page = try await begin(try await scene.checkout(order), client)
            #expect(try await choose(way, page, client).contains("1|OK"))
            let code = try #require(try await scene.register.order(order)?.codes.first)
            switch (way, code.code) {
            case ("account", .account(bank: "812", number: "9103522175887271")), ("store", .number("GW130412257496")),
                ("bars", .bars(["021108CY9", "2110800000000001", "110810000000320"])):
                break
            default: Issue.record("\(code)")
            }
            #expect(code.expires > WebScene.now)
            #expect(try await scene.state(order) == .open)
            #expect(try await choose("pay", page, client).contains("1|OK"))
            #expect(try await scene.state(order) == .paid)
            #expect(try await scene.register.payments(of: order).first?.way?.hasPrefix("Credit") == false)
        }
    }

    @Test("answers questions and pays back, as our gateway asks it")
    func asked() async throws {
        let scene = try await Scene()
        let by = try Principal("test")
        try await scene.web.application.test(.live) { client in
            let gateway = ECPayGateway(
                merchant: scene.merchant, addresses: try ECPayAddresses(standIn: "http://localhost/dev/ecpay")
            ) { address, body in
                let path = String(address.dropFirst("http://localhost".count))
                let answer = try await client.post(path, type: "application/x-www-form-urlencoded", body)
                return ECPayGateway.Reply(status: Int(answer.status.code), body: answer.bytes)
            }
            let (lost, unpaid) = (try await scene.order(1), try await scene.order(2))
            let page = try await begin(try await scene.checkout(lost), client)
            _ = try await begin(try await scene.checkout(unpaid), client)
            _ = try await scene.checkout(unpaid)
            _ = try await choose("pay-silent", page, client)
            func reconcile() async throws -> [PaymentDifference.Kind] {
                try await scene.register.reconcile(with: gateway, since: 0, taking: true, by: by, now: WebScene.now)
                    .map(\.kind)
            }
            #expect(try await reconcile() == [.paidThereNotHere])
            #expect(try await scene.state(lost) == .paid)
            #expect(try await scene.state(unpaid) == .open)
            #expect(try await reconcile() == [])
            try await scene.register.releaseOrder(lost, reason: "withdrawn", by: by, now: WebScene.now)
            let payment = try #require(try await scene.register.payments(of: lost).first)
            func refund(_ amount: Int64) async throws -> RefundOutcome {
                try await scene.register.refund(
                    payment.id, amount: amount, action: .refund, through: gateway, by: by, now: WebScene.now)
            }
            guard case .done = try await refund(400), case .done = try await refund(20) else {
                Issue.record("not paid back")
                return
            }
            #expect(try await scene.state(lost) == .refunded)
            #expect(try await client.get("/dev/ecpay").text.contains("NT$ 420 went back"))
            #expect(try await scene.register.verifyAudit().problems == [])
        }
    }

    @Test("is there only with --dev, for this machine, and its choices only for its own pages")
    func guarded() async throws {
        let plain = try await WebScene()
        try await plain.application.test(.live) { client in
            let list = try await client.get("/dev/ecpay")
            #expect(list.status == .notFound)
            let checkout = try await client.send(
                Form(fields: [("a", "b")]), to: "/dev/ecpay/Cashier/AioCheckOut/V5")
            #expect(checkout.status == .notFound)
        }
        let scene = try await Scene()
        try await scene.web.application.test(.router) { client in
            let list = try await client.get("/dev/ecpay")
            #expect(list.problem == "not-found")
        }
        try await scene.web.application.test(.live) { client in
            let order = try await scene.order()
            let page = try await begin(try await scene.checkout(order), client)
            for headers in [[:], [.origin: "null"], [.origin: "http://example.org"]] as [HTTPFields] {
                #expect(try await client.send(Form(fields: []), to: page + "/pay", headers).status == .notFound)
            }
            #expect(try await client.send(Form(fields: []), to: page + "/nothing", Self.origin).status == .notFound)
            #expect(try await scene.state(order) == .open)
        }
    }
}
