import Payments

/// Messages as ECPay sends them.
enum Messages {
    /// 2026-12-01T12:00:00+08:00.
    static let now: Int64 = 1_796_097_600

    static let paid: [PaymentField] = [
        PaymentField("CustomField1", ""), PaymentField("CustomField2", ""), PaymentField("CustomField3", ""),
        PaymentField("CustomField4", ""), PaymentField("MerchantID", "3002607"),
        PaymentField("MerchantTradeNo", "PP261201ABCDEFGH0001"), PaymentField("PaymentDate", "2026/12/01 11:59:30"),
        PaymentField("PaymentType", "Credit_CreditCard"), PaymentField("PaymentTypeChargeFee", "6"),
        PaymentField("RtnCode", "1"), PaymentField("RtnMsg", "交易成功"), PaymentField("SimulatePaid", "0"),
        PaymentField("StoreID", ""), PaymentField("TradeAmt", "320"), PaymentField("TradeDate", "2026/12/01 11:58:02"),
        PaymentField("TradeNo", "2612011158020001"),
    ]

    static let account: [PaymentField] = changed([
        "RtnCode": "2", "RtnMsg": "Get VirtualAccount Succeeded", "PaymentType": "ATM_TAISHIN", "PaymentDate": nil,
        "SimulatePaid": nil, "BankCode": "812", "vAccount": "9103522175887271", "ExpireDate": "2026/12/04",
    ])

    static let storeNumber: [PaymentField] = changed([
        "RtnCode": "10100073", "RtnMsg": "Get CVS Code Succeeded.", "PaymentType": "CVS_CVS", "PaymentDate": nil,
        "SimulatePaid": nil, "PaymentNo": "GW130412257496", "ExpireDate": "2026/12/08 12:00:00", "Barcode1": "",
        "Barcode2": "", "Barcode3": "",
    ])

    static let bars: [PaymentField] = changed([
        "RtnCode": "10100073", "PaymentType": "BARCODE_BARCODE", "PaymentDate": nil, "SimulatePaid": nil,
        "PaymentNo": "", "ExpireDate": "2026/12/08 12:00:00", "Barcode1": "021108CY9", "Barcode2": "2110800000000001",
        "Barcode3": "110810000000320",
    ])

    /// The message of a payment, with other values, without what is nil.
    static func changed(_ values: [String: String?]) -> [PaymentField] {
        var fields: [PaymentField] = []
        for field in paid {
            guard let value = values[field.name] else {
                fields.append(field)
                continue
            }
            if let value { fields.append(PaymentField(field.name, value)) }
        }
        for (name, value) in values.sorted(by: { $0.key < $1.key }) where !paid.contains(where: { $0.name == name }) {
            if let value { fields.append(PaymentField(name, value)) }
        }
        return fields
    }
}
