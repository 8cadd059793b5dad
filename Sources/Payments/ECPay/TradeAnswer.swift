/// How a trade stands, in ECPay's own words and signed.
package struct TradeAnswer: Hashable, Sendable {
    package enum Status: Hashable, Sendable {
        /// `TradeStatus` 0: not paid, or not yet.
        case unpaid
        /// 1. `at` is when it was paid; seconds since 1970.
        case paid(at: Int64)
        /// 10200047: there is no such trade; the payer never got as far.
        case unknown
        /// Any other: it came to nothing.
        case failed(Int64)
    }

    package let trade: TradeNumber
    package let gatewayNumber: String
    package let amount: Int64
    package let way: PaymentWay?
    package let status: Status
    package let kept: [PaymentField]
    package let digest: [UInt8]

    /// - Throws: ``PaymentError`` with code `badAnswer`.
    package init(_ body: [UInt8], to trade: TradeNumber, of merchant: ECPayMerchant) throws {
        let form: PaymentForm
        do throws(PaymentFormProblem) {
            form = try PaymentForm(body, from: .reply)
        } catch {
            throw Self.bad("it is \(error.rawValue)")
        }
        guard merchant.accepts(form) else { throw Self.bad("it is not signed with the merchant's keys") }
        guard form["MerchantID"] == merchant.id, form["MerchantTradeNo"].flatMap(TradeNumber.init) == trade else {
            throw Self.bad("it is about another trade")
        }
        guard let code = form["TradeStatus"].flatMap(PaymentNotification.number) else {
            throw Self.bad("it has no TradeStatus")
        }
        let amount = form["TradeAmt"].flatMap(PaymentNotification.number) ?? 0
        let number = (form["TradeNo"] ?? "").uppercased()
        switch code {
        case 0: status = .unpaid
        case 1:
            guard let time = form["PaymentDate"].flatMap(TradeTime.seconds), amount > 0, PaymentForm.isName(number),
                number.utf8.count <= 20
            else { throw Self.bad("a paid trade has a TradeNo, an amount and a time") }
            status = .paid(at: time)
        case 10_200_047: status = .unknown
        default: status = .failed(code)
        }
        self.trade = trade
        self.amount = amount
        gatewayNumber = number
        way = form["PaymentType"].flatMap(PaymentWay.init)
        kept = PaymentNotification.kept(of: form)
        digest = PaymentNotification.digest(of: kept)
    }

    private static func bad(_ problem: String) -> PaymentError {
        PaymentError(.badAnswer, "the answer can't be used: \(problem)")
    }
}
