import PassCrypto
import Payments
import Testing

@Suite("The check value of a message")
struct CheckMacValueTests {
    private let merchant: ECPayMerchant

    init() throws { merchant = try ECPayMerchant.test() }

    private func value(_ fields: [PaymentField]) -> String? { merchant.signed(fields).last?.value }

    /// developers.ecpay.com.tw/?p=2902.
    private static let published: [PaymentField] = [
        PaymentField("TradeDesc", "促銷方案"), PaymentField("PaymentType", "aio"),
        PaymentField("MerchantTradeDate", "2023/03/12 15:30:23"),
        PaymentField("MerchantTradeNo", "ecpay20230312153023"),
        PaymentField("MerchantID", "3002607"), PaymentField("ReturnURL", "https://www.ecpay.com.tw/receive.php"),
        PaymentField("ItemName", "Apple iphone 15"), PaymentField("TotalAmount", "30000"),
        PaymentField("ChoosePayment", "ALL"),
        PaymentField("EncryptType", "1"),
    ]

    @Test("is the one of ECPay's own example")
    func published() {
        #expect(value(Self.published) == "6C51C9E6888DE861FD62FB1DD17029FC742634498FD813DC43D4243B5685B840")
    }

    /// Made with Python's urllib.parse and hashlib, as in Tests/Interop/payments.
    @Test(
        "escapes as .NET does",
        arguments: [
            ("Tom's Shop", "CF0A3D4901D99459D8641516EC57210700E8A5C9AB26B1D021301E9CB93EF78D", "100"),
            ("Test~Product", "CEEAE01D2F9A8E74D4AC0DCE7735B046D73F35A5EC99558A31A2EE03159DA1C9", "200"),
            ("My Test Product", "7712A5E6EDC3B57086063C88568084C66CE882A21D40E74DE5ACA3B478C6F316", "300"),
        ])
    func escapes(item: String, expected: String, amount: String) {
        let fields = [
            PaymentField("MerchantID", "3002607"), PaymentField("ItemName", item), PaymentField("TotalAmount", amount),
        ]
        #expect(value(fields) == expected)
    }

    @Test(
        "does not depend on the order of the fields, nor on a check value among them",
        arguments: 0..<50 as Range<UInt64>)
    func order(seed: UInt64) {
        var random = SplitMix(seed: seed)
        let expected = value(Messages.paid)
        var fields = Messages.paid + [PaymentField("CheckMacValue", "anything")]
        fields.shuffle(using: &random)
        #expect(value(fields) == expected)
    }

    @Test("changes with every byte of every value and name, but for the case of a letter, which it does not see")
    func everyByte() {
        let expected = value(Self.published)
        for (place, field) in Self.published.enumerated() {
            for isName in [true, false] {
                let bytes = Array((isName ? field.name : field.value).utf8)
                for index in bytes.indices where bytes[index] < 0x80 {
                    for bit in 0..<7 {
                        var changed = bytes
                        changed[index] ^= 1 << bit
                        let text = String(decoding: changed, as: UTF8.self)
                        var fields = Self.published
                        fields[place] = isName ? PaymentField(text, field.value) : PaymentField(field.name, text)
                        let isCase = text.lowercased() == String(decoding: bytes, as: UTF8.self).lowercased()
                        // An `=` that moves from the value into the name is the one thing that is not seen; see PaymentForm.
                        #expect((value(fields) == expected) == isCase, "\(field.name) \(index) \(bit)")
                    }
                }
            }
        }
        for place in Self.published.indices {
            var fields = Self.published
            fields.remove(at: place)
            #expect(value(fields) != expected)
        }
        #expect(value(Self.published + [PaymentField("StoreID", "")]) != expected)
    }

    @Test("is another with another key")
    func keys() throws {
        for keys in ["pwFHCqoQZGmho4w7EkRm7iFT261dpevs", "EkRm7iFT261dpevspwFHCqoQZGmho4w6"] {
            let other = try ECPayMerchant(id: "3002607", keys: SecretBytes(copying: Array(keys.utf8).span))
            #expect(other.signed(Self.published).last?.value != value(Self.published))
        }
    }
}
