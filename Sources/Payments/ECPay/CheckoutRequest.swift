/// What is asked of ECPay's page (developers.ecpay.com.tw/?p=2864): an amount for a trade, and where to tell of it.
package struct CheckoutRequest: Sendable {
    /// The least and the most of `TotalAmount`; each way to pay has limits of its own inside them.
    package static let amounts: ClosedRange<Int64> = 1...99_999_999
    /// What a convenience store takes (`AioCheckOut` in the official SDK): outside it this way is not offered.
    package static let storeAmounts: ClosedRange<Int64> = 27...20_000

    package var trade: TradeNumber
    /// When the attempt was made; seconds since 1970.
    package var time: Int64
    package var amount: Int64
    package var description: String
    /// One line each on ECPay's page.
    package var items: [String]
    /// Told by ECPay's server of the payment, and of a code to pay with at a machine or a store.
    package var notify: String
    /// Where the browser is sent with the result, which nobody believes.
    package var back: String
    /// Days that a code for a cash machine is good for: 1 to 60.
    package var codeDays: Int64
    /// Whether ECPay's page is in English and not in Chinese.
    package var isInEnglish: Bool
    /// Whether addresses may begin with `http://`: for development.
    package var allowsPlainHTTP: Bool

    package init(
        trade: TradeNumber, time: Int64, amount: Int64, description: String, items: [String], notify: String,
        back: String, codeDays: Int64, isInEnglish: Bool, allowsPlainHTTP: Bool
    ) {
        self.trade = trade
        self.time = time
        self.amount = amount
        self.description = description
        self.items = items
        self.notify = notify
        self.back = back
        self.codeDays = codeDays
        self.isInEnglish = isInEnglish
        self.allowsPlainHTTP = allowsPlainHTTP
    }

    /// The form that the payer's browser posts.
    /// - Throws: ``PaymentError`` with code `invalidField` for what ECPay would refuse, or change behind the check value.
    package func form(of merchant: ECPayMerchant, at addresses: ECPayAddresses) throws -> CheckoutForm {
        let names = items.joined(separator: "#")
        guard Self.amounts.contains(amount) else { throw PaymentError.field("TotalAmount", "must be 1 to 99,999,999") }
        guard PaymentText.isClean(description, limit: 200) else {
            throw PaymentError.field("TradeDesc", "must be 1 to 200 plain characters")
        }
        guard PaymentText.isClean(names, limit: 400, besides: "#"),
            items.allSatisfy({ PaymentText.isClean($0, limit: 400) })
        else {
            throw PaymentError.field("ItemName", "must be 1 to 400 plain characters")
        }
        guard (1...60).contains(codeDays) else { throw PaymentError.field("ExpireDate", "must be 1 to 60 days") }
        try ECPayAddresses.check(notify, "ReturnURL", mayBePlain: allowsPlainHTTP)
        try ECPayAddresses.check(back, "OrderResultURL", mayBePlain: allowsPlainHTTP)
        // "Do not set the same place": the browser's form would be taken for the server's.
        guard notify.lowercased() != back.lowercased() else {
            throw PaymentError.field("OrderResultURL", "must be another address than ReturnURL")
        }
        var fields = [
            PaymentField("MerchantID", merchant.id), PaymentField("MerchantTradeNo", trade.text),
            PaymentField("MerchantTradeDate", TradeTime.text(time)), PaymentField("PaymentType", "aio"),
            PaymentField("TotalAmount", String(amount)), PaymentField("TradeDesc", description),
            PaymentField("ItemName", names),
            PaymentField("ReturnURL", notify), PaymentField("ChoosePayment", "ALL"), PaymentField("EncryptType", "1"),
            PaymentField("IgnorePayment", ignored), PaymentField("NeedExtraPaidInfo", "N"),
            PaymentField("OrderResultURL", back), PaymentField("PaymentInfoURL", notify),
            PaymentField("ClientRedirectURL", back), PaymentField("ExpireDate", String(codeDays)),
        ]
        if isInEnglish { fields.append(PaymentField("Language", "ENG")) }
        return CheckoutForm(action: addresses.checkout, origin: addresses.origin, fields: merchant.signed(fields))
    }

    /// Instalments by a lender are no way to pay a fee, and the store's ways have limits.
    private var ignored: String {
        Self.storeAmounts.contains(amount) ? "BNPL" : "BNPL#CVS#BARCODE"
    }
}
