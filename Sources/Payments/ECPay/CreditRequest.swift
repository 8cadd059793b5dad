/// An order to ECPay about a payment by credit card.
package struct CreditRequest: Hashable, Sendable {
    package let trade: TradeNumber
    package let gatewayNumber: String
    package let action: CreditAction
    package let amount: Int64

    /// Nil without an amount, or a number of ECPay's.
    package init?(trade: TradeNumber, gatewayNumber: String, action: CreditAction, amount: Int64) {
        guard CheckoutRequest.amounts.contains(amount), PaymentForm.isName(gatewayNumber),
            gatewayNumber.utf8.count <= 20
        else { return nil }
        self.trade = trade
        self.gatewayNumber = gatewayNumber
        self.action = action
        self.amount = amount
    }

    package func body(of merchant: ECPayMerchant) -> [UInt8] {
        merchant.signedBody([
            PaymentField("MerchantID", merchant.id), PaymentField("MerchantTradeNo", trade.text),
            PaymentField("TradeNo", gatewayNumber), PaymentField("Action", action.rawValue),
            PaymentField("TotalAmount", String(amount)),
        ])
    }
}
