import PassCrypto
import PassFormat
import Payments
import Register
import Testing

/// A register that takes payments, and the payment service's side of it.
struct PaymentScene {
    static let now = ScratchRegister.now
    static let week: Int64 = 7 * 86_400

    let scratch: ScratchRegister
    let register: Register
    let merchant: ECPayMerchant
    let cashier: Cashier
    var by: Principal { scratch.by }

    init() async throws {
        scratch = try ScratchRegister()
        register = try await scratch.create()
        merchant = try ECPayMerchant.test()
        cashier = Cashier(
            merchant: merchant, addresses: .stage, site: "https://pass.example", isDevelopment: false)
    }

    static func application(_ number: Int) throws -> ApplicationID {
        try #require(ApplicationID((0..<16).map { UInt8(truncatingIfNeeded: $0 < 8 ? number >> ($0 * 8) : $0) }))
    }

    static func line(_ number: Int, amount: Int64 = 200) throws -> OrderLine {
        OrderLine(application: try application(number), kind: .person, term: .periodic, hasCard: false, amount: amount)
    }

    static func payer() throws -> Payer { try Payer(name: "基隆港埠裝卸股份有限公司", companyNumber: "04595257") }

    func order(_ application: Int = 1, amount: Int64 = 200) async throws -> OrderNumber {
        try #require(
            try await register.openOrder(
                [Self.line(application, amount: amount)], payer: Self.payer(), expires: Self.now + Self.week, by: by,
                now: Self.now))
    }

    /// Begins an attempt.
    /// - Returns: its number.
    func attempt(_ order: OrderNumber, now: Int64 = Self.now) async throws -> String {
        let form = try await register.checkout(
            order, at: cashier, back: "/en/my/applications/A26-4F7K2M", inEnglish: false, now: now)
        return try #require(form.fields.first { $0.name == "MerchantTradeNo" }).value
    }

    /// Word of a payment, as the payment service signs it.
    func word(
        _ trade: String, amount: Int64 = 200, gatewayNumber: String? = nil, changing values: [String: String?] = [:],
        by signer: ECPayMerchant? = nil
    ) -> [UInt8] {
        var fields = [
            "MerchantID": "3002607", "MerchantTradeNo": trade, "RtnCode": "1", "RtnMsg": "交易成功",
            "TradeNo": gatewayNumber ?? Self.gatewayNumber(trade), "TradeAmt": String(amount),
            "PaymentDate": TradeTime.text(Self.now + 60), "PaymentType": "Credit_CreditCard",
            "PaymentTypeChargeFee": "5", "TradeDate": TradeTime.text(Self.now), "SimulatePaid": "0",
        ]
        for (name, value) in values { fields[name] = value }
        return (signer ?? merchant).signedBody(fields.sorted { $0.key < $1.key }.map { PaymentField($0.key, $0.value) })
    }

    /// ECPay's own number of a trade.
    static func gatewayNumber(_ trade: String) -> String { "EC" + trade.suffix(14) }

    func take(_ body: [UInt8], now: Int64 = Self.now + 100) async throws -> PaymentOutcome {
        try await register.take(notification: body, for: merchant, now: now)
    }

    func state(_ order: OrderNumber) async throws -> OrderState? { try await register.order(order)?.state }

    /// Somebody else, with keys of their own.
    static func thief() throws -> ECPayMerchant {
        var keys = Array("abcdefghijklmnop0123456789ABCDEF".utf8)
        return try ECPayMerchant(id: "3002607", keys: SecretBytes(wiping: &keys))
    }
}
