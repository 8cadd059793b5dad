import Payments
import Testing

@Suite("A checkout")
struct CheckoutTests {
    private let merchant: ECPayMerchant
    private let good: CheckoutRequest

    init() throws {
        merchant = try ECPayMerchant.test()
        good = CheckoutRequest(
            trade: try #require(TradeNumber("PP261201ABCDEFGH0001")), time: Messages.now, amount: 320,
            description: "港區通行證規費", items: ["人員定期通行證", "實體卡"], notify: "https://pass.example/pay/ecpay/notify",
            back: "https://pass.example/pay/ecpay/return/en/my/applications/A26-4F7K2M", codeDays: 3, isInEnglish: true,
            allowsPlainHTTP: false)
    }

    private func refusal(_ change: (inout CheckoutRequest) -> Void) -> PaymentError? {
        var request = good
        change(&request)
        do {
            _ = try request.form(of: merchant, at: .production)
            return nil
        } catch {
            return error as? PaymentError
        }
    }

    @Test("is a form with every field that ECPay asks for, signed, for its own address")
    func form() throws {
        let form = try good.form(of: merchant, at: .production)
        #expect(form.action == "https://payment.ecpay.com.tw/Cashier/AioCheckOut/V5")
        #expect(form.origin == "https://payment.ecpay.com.tw")
        let values = Dictionary(form.fields.map { ($0.name, $0.value) }) { first, _ in first }
        #expect(values.count == form.fields.count)
        let expected = [
            "MerchantID": "3002607", "MerchantTradeNo": "PP261201ABCDEFGH0001",
            "MerchantTradeDate": "2026/12/01 12:00:00", "PaymentType": "aio", "TotalAmount": "320",
            "TradeDesc": "港區通行證規費", "ItemName": "人員定期通行證#實體卡", "ChoosePayment": "ALL", "EncryptType": "1",
            "IgnorePayment": "BNPL", "ReturnURL": good.notify, "PaymentInfoURL": good.notify,
            "OrderResultURL": good.back, "ClientRedirectURL": good.back, "ExpireDate": "3", "Language": "ENG",
            "NeedExtraPaidInfo": "N",
        ]
        for (name, value) in expected { #expect(values[name] == value, "\(name)") }
        #expect(Set(values.keys) == Set(expected.keys).union(["CheckMacValue"]))
        #expect(merchant.signed(form.fields.dropLast()).last == form.fields.last)
        // What ECPay reads is what was signed.
        #expect(
            try PaymentForm(merchant.signedBody(Array(form.fields.dropLast())), from: .request).fields == form.fields)
    }

    @Test("leaves out what a store does not take")
    func store() throws {
        for (amount, ignored) in [
            (26, "BNPL#CVS#BARCODE"), (27, "BNPL"), (20_000, "BNPL"), (20_001, "BNPL#CVS#BARCODE"),
        ]
            as [(Int64, String)]
        {
            var request = good
            request.amount = amount
            let fields = try request.form(of: merchant, at: .stage).fields
            #expect(fields.first { $0.name == "IgnorePayment" }?.value == ignored)
        }
    }

    @Test("that ECPay would refuse, cut, or read as another is refused here")
    func limits() {
        #expect(refusal { _ in } == nil)
        for amount in [0, -1, 100_000_000, .max] as [Int64] { #expect(refusal { $0.amount = amount } != nil) }
        for text in [
            "", "a&b", "a=b", "a#b", "<b>", "a;b", "a|b", "a`b", "a\u{0}b", "😀", String(repeating: "費", count: 201),
        ] {
            #expect(refusal { $0.description = text } != nil, "\(text)")
            if !text.hasPrefix("費") { #expect(refusal { $0.items = ["a", text] } != nil, "\(text)") }
        }
        #expect(refusal { $0.items = [] } != nil)
        #expect(refusal { $0.items = Array(repeating: String(repeating: "費", count: 99), count: 4) } == nil)
        #expect(refusal { $0.items = Array(repeating: String(repeating: "費", count: 101), count: 4) } != nil)
        for days in [0, 61] as [Int64] { #expect(refusal { $0.codeDays = days } != nil) }
        for address in [
            "", "http://pass.example/n", "ftp://pass.example", "https://pass.example/n?a=b", "https://pass.example/a&b",
            "https://pass.example/a b", "https://pass.example/%26", "https://pass.example/é",
            "https://pass.example/" + String(repeating: "a", count: 180),
        ] {
            #expect(refusal { $0.notify = address } != nil, "\(address)")
            #expect(refusal { $0.back = address } != nil, "\(address)")
        }
        #expect(refusal { $0.back = $0.notify.uppercased().replacing("HTTPS", with: "https") } != nil)
        #expect(
            refusal {
                $0.allowsPlainHTTP = true
                $0.notify = "http://127.0.0.1:8080/pay/ecpay/notify"
            } == nil)
    }

    @Test("has texts of what ECPay takes, and no more of them than it takes")
    func texts() {
        #expect(PaymentText.cleaned("人員 <定期> & \u{7}通行證#1", limit: 400) == "人員 定期 通行證 1")
        #expect(PaymentText.cleaned("  \u{0}", limit: 10) == "")
        #expect(PaymentText.cleaned(String(repeating: "費", count: 500), limit: 200).count == 200)
        #expect(PaymentText.cleaned("Thẻ ra vào cảng", limit: 200) == "Thẻ ra vào cảng")
        for limit in 1...20 {
            let cleaned = PaymentText.cleaned("a & b < c 港區；通行證 = 1", limit: limit)
            #expect(cleaned == PaymentText.cleaned(cleaned, limit: limit))
        }
    }

    @Test("at a stand-in goes where that is")
    func standIn() throws {
        let addresses = try ECPayAddresses(standIn: "http://127.0.0.1:8080/dev/ecpay")
        #expect(addresses.checkout == "http://127.0.0.1:8080/dev/ecpay/Cashier/AioCheckOut/V5")
        #expect(addresses.origin == "http://127.0.0.1:8080")
        #expect(throws: PaymentError.self) { try ECPayAddresses(standIn: "http://a b") }
    }
}
