import PassCrypto
import Payments

extension HostileInput {
    private static let merchant = Specimen.made { try ECPayMerchant.test() }
    private static let trade = Specimen.made { try TradeNumber("PP261201ABCDEFGH0001").unwrapped() }

    private static let word: [PaymentField] = [
        PaymentField("MerchantID", "3002607"), PaymentField("MerchantTradeNo", "PP261201ABCDEFGH0001"),
        PaymentField("PaymentDate", "2026/12/01 11:59:30"), PaymentField("PaymentType", "Credit_CreditCard"),
        PaymentField("RtnCode", "1"), PaymentField("RtnMsg", "交易成功"), PaymentField("SimulatePaid", "0"),
        PaymentField("TradeAmt", "320"), PaymentField("TradeNo", "2612011158020001"),
    ]

    private static let account: [PaymentField] = [
        PaymentField("MerchantID", "3002607"), PaymentField("MerchantTradeNo", "PP261201ABCDEFGH0001"),
        PaymentField("RtnCode", "2"), PaymentField("TradeAmt", "320"), PaymentField("TradeNo", "2612011158020001"),
        PaymentField("BankCode", "812"), PaymentField("vAccount", "9103522175887271"),
        PaymentField("ExpireDate", "2026/12/04"),
    ]

    private static let answer: [PaymentField] = [
        PaymentField("MerchantID", "3002607"), PaymentField("MerchantTradeNo", "PP261201ABCDEFGH0001"),
        PaymentField("PaymentDate", "2026/12/01 11:59:30"), PaymentField("TradeStatus", "1"),
        PaymentField("TradeAmt", "320"), PaymentField("TradeNo", "2612011158020001"),
    ]

    /// Word of payments, as anybody may send it, and what a payment service answers; once as it is, and once signed anew, so that
    /// what lies behind the check value is reached.
    static let payments = HostileInput(
        "payments", cost: 4,
        seeds: { [word, account, answer].map { merchant.signedBody($0) } }
    ) { bytes in
        try believed(bytes, isOurs: false)
        guard let form = try? PaymentForm(bytes, from: .request) else { return }
        try believed(merchant.signedBody(form.fields.filter { $0.name != "CheckMacValue" }), isOurs: true)
    }

    private static func believed(_ bytes: [UInt8], isOurs: Bool) throws {
        if let message = try? PaymentNotification(bytes, for: merchant) {
            // Not signed anew, it says what a specimen said.
            try require(
                isOurs || (message.amount == 320 && message.trade == trade), "word was believed that nobody signed")
            try require(message.amount >= 0 && message.digest.count == 32, "an amount or a digest that makes no sense")
            if case .paid = message.result { try require(message.amount > 0, "nothing was paid") }
            try require(!message.kept.contains { $0.name == "CheckMacValue" }, "a check value was kept")
        }
        if let answer = try? TradeAnswer(bytes, to: trade, of: merchant), case .paid = answer.status {
            try require(answer.amount > 0, "nothing was paid")
        }
        if let request = CreditRequest(trade: trade, gatewayNumber: "1", action: .refund, amount: 1) {
            _ = try? CreditAnswer(bytes, to: request, of: merchant)
        }
    }
}

extension Optional {
    private struct Nothing: Error {}

    fileprivate func unwrapped() throws -> Wrapped {
        guard let self else { throw Nothing() }
        return self
    }
}
