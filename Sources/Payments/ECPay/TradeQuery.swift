/// The question how a trade stands (developers.ecpay.com.tw/?p=2890). ECPay takes it for three minutes after its time.
package enum TradeQuery {
    package static func body(_ trade: TradeNumber, of merchant: ECPayMerchant, now: Int64) -> [UInt8] {
        merchant.signedBody([
            PaymentField("MerchantID", merchant.id), PaymentField("MerchantTradeNo", trade.text),
            PaymentField("TimeStamp", String(now)),
        ])
    }
}
