import PassCrypto
import Payments
import Testing

@Suite("A notification")
struct NotificationTests {
    private let merchant: ECPayMerchant

    init() throws { merchant = try ECPayMerchant.test() }

    private func read(_ fields: [PaymentField]) throws(NotificationRefusal) -> PaymentNotification {
        try PaymentNotification(merchant.signedBody(fields), for: merchant)
    }

    private func refusal(_ body: [UInt8]) -> NotificationRefusal? {
        do throws(NotificationRefusal) {
            _ = try PaymentNotification(body, for: merchant)
            return nil
        } catch {
            return error
        }
    }

    private func refusal(_ fields: [PaymentField]) -> NotificationRefusal? { refusal(merchant.signedBody(fields)) }

    @Test("of a payment says what was paid, when and how")
    func paid() throws {
        let message = try read(Messages.paid)
        #expect(message.trade.text == "PP261201ABCDEFGH0001" && message.amount == 320)
        #expect(message.gatewayNumber == "2612011158020001" && message.way?.isCredit == true)
        #expect(message.result == .paid(at: Messages.now - 30))
        #expect(message.kept.contains(PaymentField("RtnMsg", "交易成功")))
        #expect(!message.kept.contains { $0.name == "CheckMacValue" || $0.name.hasPrefix("Custom") })
    }

    @Test("of a code says where it can be paid and until when")
    func codes() throws {
        let endOfDay = try #require(TradeTime.seconds("2026/12/04 23:59:59"))
        #expect(
            try read(Messages.account).result
                == .codeIssued(.account(bank: "812", number: "9103522175887271"), expires: endOfDay))
        let week = Messages.now + 7 * 86_400
        #expect(try read(Messages.storeNumber).result == .codeIssued(.number("GW130412257496"), expires: week))
        #expect(
            try read(Messages.bars).result
                == .codeIssued(.bars(["021108CY9", "2110800000000001", "110810000000320"]), expires: week))
        #expect(try read(Messages.account).way?.isCredit == false)
    }

    @Test("that was made by hand to try the address is no payment, and one that does not say is none either")
    func simulated() throws {
        #expect(try read(Messages.changed(["SimulatePaid": "1"])).result == .simulated)
        for value in [nil, "", "2", "00", "O"] as [String?] {
            guard case .incomplete("SimulatePaid", let kept)? = refusal(Messages.changed(["SimulatePaid": value]))
            else {
                Issue.record("\(value ?? "nothing")")
                continue
            }
            #expect(kept.contains(PaymentField("TradeAmt", "320")))
        }
    }

    @Test("of a failure says so, whatever its code")
    func failed() throws {
        for code in ["0", "3", "10100248", "10200095", "9999999999"] {
            #expect(
                try read(Messages.changed(["RtnCode": code, "PaymentDate": ""])).result
                    == .failed(code: #require(Int64(code))))
        }
    }

    @Test("of a trade in small letters is of the same trade: the check value would not notice")
    func smallLetters() throws {
        let body = merchant.signedBody(Messages.paid)
        let small = String(decoding: body, as: UTF8.self).replacing(
            "PP261201ABCDEFGH0001", with: "pp261201abcdefgh0001")
        let message = try PaymentNotification(Array(small.utf8), for: merchant)
        #expect(message.trade.text == "PP261201ABCDEFGH0001")
        // Else one payment, sent again with a letter changed, would be two.
        #expect(
            try read(Messages.changed(["TradeNo": "ec2612x"])).gatewayNumber
                == read(Messages.changed(["TradeNo": "EC2612X"])).gatewayNumber)
    }

    @Test("with any byte changed is refused, unless it says the same")
    func everyByte() throws {
        let body = merchant.signedBody(Messages.paid)
        let whole = try read(Messages.paid)
        for index in body.indices {
            for bit in 0..<8 {
                var changed = body
                changed[index] ^= 1 << bit
                guard let message = try? PaymentNotification(changed, for: merchant) else { continue }
                // A digit of an escape in the other case, or a letter of a text that nothing goes by.
                #expect(message.trade == whole.trade && message.amount == whole.amount, "\(index) \(bit)")
                #expect(message.result == whole.result, "\(index) \(bit)")
                #expect(
                    message.gatewayNumber.lowercased() == whole.gatewayNumber.lowercased()
                        && message.kept.map { $0.value.lowercased() } == whole.kept.map { $0.value.lowercased() },
                    "\(index) \(bit)")
            }
        }
    }

    @Test("can't be cut up anew under the same check value")
    func cutUp() throws {
        // One field for two: `SimulatePaid=1` hidden in the text before it, and the message then says nothing of it.
        let simulated = merchant.signedBody(Messages.changed(["SimulatePaid": "1"]))
        let hidden = String(decoding: simulated, as: UTF8.self).replacing(
            "&SimulatePaid=1", with: "%26SimulatePaid%3d1")
        #expect(hidden.utf8.count > simulated.count)
        #expect(refusal(Array(hidden.utf8)) == .unreadable(.ambiguous))
        // A name that takes the sign and the value with it.
        let merged = String(decoding: simulated, as: UTF8.self).replacing("SimulatePaid=1", with: "SimulatePaid%3d1=")
        #expect(refusal(Array(merged.utf8)) == .unreadable(.malformed))
        // Twice, also in another case: which one counts would be anybody's guess.
        for again in ["RtnCode=1", "rtncode=1", "RtnCode=0", "CheckMacValue=0"] {
            let body = merchant.signedBody(Messages.paid) + Array("&\(again)".utf8)
            #expect(refusal(body) == .unreadable(.repeated), "\(again)")
        }
    }

    @Test("of nobody, of another merchant and of other keys is refused before anything in it is looked at")
    func forged() throws {
        #expect(refusal(Messages.changed(["MerchantID": "3002608"]))?.word == "other-merchant")
        var keys = Array("pwFHCqoQZGmho4w7EkRm7iFT261dpevs".utf8)
        let thief = try ECPayMerchant(id: "3002607", keys: SecretBytes(wiping: &keys))
        #expect(refusal(thief.signedBody(Messages.paid))?.word == "forged")
        let text = String(decoding: merchant.signedBody(Messages.paid), as: UTF8.self)
        let parts = text.split(separator: "&CheckMacValue=")
        #expect(parts.count == 2)
        #expect(refusal(Array(parts[0].utf8))?.word == "forged")
        for value in ["", parts[1].lowercased(), String(parts[1].dropLast()), parts[1] + "0"] {
            #expect(refusal(Array("\(parts[0])&CheckMacValue=\(value)".utf8))?.word == "forged", "\(value)")
        }
    }

    @Test("is none of our own forms, which are signed with the same keys")
    func ownForm() throws {
        let request = CheckoutRequest(
            trade: try #require(TradeNumber("PP261201ABCDEFGH0001")), time: Messages.now, amount: 320,
            description: "港區通行證規費", items: ["人員定期通行證"], notify: "https://pass.example/pay/ecpay/notify",
            back: "https://pass.example/pay/ecpay/return/en", codeDays: 3, isInEnglish: false, allowsPlainHTTP: false)
        let form = try request.form(of: merchant, at: .stage)
        #expect(refusal(merchant.body(unsigned: form.fields))?.word == "forged")
    }

    @Test("that is signed but lacks something is kept and not believed")
    func incomplete() throws {
        for (name, values) in [
            ("MerchantTradeNo", ["", "PP-1", String(repeating: "A", count: 21), "Ａ1"]),
            ("RtnCode", ["", "01", "-1", "1.0", "1 ", "12345678901"]), ("TradeAmt", ["", "0", "-320", "3e2", "٣"]),
            ("TradeNo", ["", "2612011158020001X2345", "a-b"]),
            ("PaymentDate", ["", "2026-12-01 11:59:30", "2026/02/30 11:59:30", "2026/12/01 24:00:00", "2026/12/01"]),
        ] {
            for value in values {
                guard case .incomplete(_, let kept)? = refusal(Messages.changed([name: value])) else {
                    Issue.record("\(name) \(value)")
                    continue
                }
                #expect(kept.contains { $0.name == "TradeDate" })
            }
        }
        guard case .incomplete = refusal(Messages.account.filter { $0.name != "vAccount" }) else {
            Issue.record("a code of nothing")
            return
        }
    }

    @Test("that no server sends is refused, whatever it is")
    func unreadable() {
        let good = merchant.signedBody(Messages.paid)
        let cases: [([UInt8], PaymentFormProblem)] = [
            ([], .malformed), (Array("=".utf8), .malformed), (Array("a".utf8), .malformed),
            (Array("a=%".utf8), .malformed),
            (Array("a=%4".utf8), .malformed), (Array("a=%zz".utf8), .malformed), (Array("a=b&&c=d".utf8), .malformed),
            (Array("a=%00".utf8), .malformed), (Array("a=%0a".utf8), .malformed), (Array("a=%ff".utf8), .malformed),
            (Array("a=é".utf8), .malformed), (Array("a b=c".utf8), .malformed), (Array("a%20b=c".utf8), .malformed),
            (good + [UInt8(ascii: "&")], .malformed), (good + Array("\r\n".utf8), .malformed),
            (Array("a=\(String(repeating: "b", count: 1_025))".utf8), .malformed),
            (Array("\(String(repeating: "b", count: 41))=a".utf8), .malformed),
            (Array((0..<65).map { "a\($0)=b" }.joined(separator: "&").utf8), .tooLarge),
            ([UInt8](repeating: 0x61, count: PaymentForm.limit + 1), .tooLarge),
        ]
        for (body, problem) in cases {
            #expect(refusal(body) == .unreadable(problem), "\(String(decoding: body.prefix(40), as: UTF8.self))")
        }
    }

    @Test("that comes again is known by its digest, and another is not")
    func digest() throws {
        let message = try read(Messages.paid)
        #expect(try read(Messages.paid.reversed()).digest == message.digest)
        #expect(try read(Messages.changed(["RtnMsg": "paid"])).digest != message.digest)
    }
}
