import Payments

/// A trade at the stand-in for the payment service.
struct StandInTrade: Hashable, Sendable {
    enum Way: String, CaseIterable, Sendable {
        case credit = "Credit_CreditCard"
        case account = "ATM_TAISHIN"
        case store = "CVS_CVS"
        case bars = "BARCODE_BARCODE"
    }

    let number: TradeNumber
    let gatewayNumber: String
    let amount: Int64
    let items: [String]
    /// Addresses of ours: for word of the payment, and for the browser.
    let notify: String
    let back: String
    let madeAt: Int64
    var way = Way.credit
    var paidAt: Int64?
    /// `RtnCode` of the last failure.
    var failure: Int64?
    var codeExpires: Int64?
    /// What went back to the card.
    var refunded: Int64 = 0

    // MARK: Words

    private func common(of merchant: ECPayMerchant) -> [PaymentField] {
        [
            PaymentField("CustomField1", ""), PaymentField("CustomField2", ""), PaymentField("CustomField3", ""),
            PaymentField("CustomField4", ""), PaymentField("MerchantID", merchant.id),
            PaymentField("MerchantTradeNo", number.text), PaymentField("PaymentType", way.rawValue),
            PaymentField("StoreID", ""), PaymentField("TradeAmt", String(amount)),
            PaymentField("TradeDate", TradeTime.text(madeAt)), PaymentField("TradeNo", gatewayNumber),
        ]
    }

    /// What is sent to `ReturnURL`.
    func word(of merchant: ECPayMerchant, isSimulated: Bool, at now: Int64) -> [PaymentField] {
        let isPaid = paidAt != nil || isSimulated
        return common(of: merchant) + [
            PaymentField("PaymentDate", TradeTime.text(paidAt ?? now)), PaymentField("PaymentTypeChargeFee", "5"),
            PaymentField("RtnCode", isPaid ? "1" : String(failure ?? 10_100_248)),
            PaymentField("RtnMsg", isPaid ? "交易成功" : "拒絕交易"), PaymentField("SimulatePaid", isSimulated ? "1" : "0"),
        ]
    }

    /// What is sent to `PaymentInfoURL`.
    func codeWord(of merchant: ECPayMerchant) -> [PaymentField] {
        let expires = TradeTime.text(codeExpires ?? madeAt)
        switch way {
        case .credit: return []
        case .account:
            return common(of: merchant) + [
                PaymentField("RtnCode", "2"), PaymentField("RtnMsg", "Get VirtualAccount Succeeded"),
                PaymentField("BankCode", "812"), PaymentField("vAccount", "9103522175887271"),
                PaymentField("ExpireDate", String(expires.prefix(10))),
            ]
        case .store, .bars:
            let isStore = way == .store
            return common(of: merchant) + [
                PaymentField("RtnCode", "10100073"), PaymentField("RtnMsg", "Get CVS Code Succeeded."),
                PaymentField("PaymentNo", isStore ? "GW130412257496" : ""), PaymentField("ExpireDate", expires),
                PaymentField("Barcode1", isStore ? "" : "021108CY9"),
                PaymentField("Barcode2", isStore ? "" : "2110800000000001"),
                PaymentField("Barcode3", isStore ? "" : "110810000000320"),
            ]
        }
    }

    /// What a question is answered.
    func answer(of merchant: ECPayMerchant) -> [PaymentField] {
        common(of: merchant) + [
            PaymentField("HandlingCharge", "5"), PaymentField("ItemName", items.joined(separator: "#")),
            PaymentField("PaymentDate", paidAt.map(TradeTime.text) ?? ""), PaymentField("PaymentTypeChargeFee", "5"),
            PaymentField("TradeStatus", paidAt != nil ? "1" : failure != nil ? "10200095" : "0"),
        ]
    }
}
