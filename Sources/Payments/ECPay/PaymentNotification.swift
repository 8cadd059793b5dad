import PassCrypto

/// What ECPay tells of a trade, at `ReturnURL` (a payment) or `PaymentInfoURL` (a code to pay with). Only a message that was signed
/// with our merchant's keys becomes one; that its trade is ours, and its amount the trade's, is for whoever has the books to see.
package struct PaymentNotification: Hashable, Sendable {
    /// What happened.
    package enum Result: Hashable, Sendable {
        /// `RtnCode` 1. `at` is when it was paid; seconds since 1970.
        case paid(at: Int64)
        /// Also `RtnCode` 1, but made by hand on the merchant's page to try the address (`SimulatePaid` 1): no money came.
        case simulated
        /// `RtnCode` 2 or 10100073: nothing was paid yet.
        case codeIssued(PaymentCode, expires: Int64)
        /// Nothing was paid with this attempt.
        case failed(code: Int64)
    }

    package let trade: TradeNumber
    /// ECPay's own number of the trade, in great letters: one that a browser put into small ones on its way is no other payment.
    package let gatewayNumber: String
    package let amount: Int64
    package let way: PaymentWay?
    package let result: Result
    /// What is kept of the message: no check value, and no field that it is not known to have.
    package let kept: [PaymentField]
    /// SHA-256 over what is kept: the same message again has the same.
    package let digest: [UInt8]

    /// Fields that stay in the books; none of them is about the payer.
    private static let keptNames: Set<String> = [
        "MerchantID", "MerchantTradeNo", "StoreID", "RtnCode", "RtnMsg", "TradeNo", "TradeAmt", "PaymentDate",
        "PaymentType", "PaymentTypeChargeFee", "TradeDate", "SimulatePaid", "BankCode", "vAccount", "ExpireDate",
        "PaymentNo", "Barcode1", "Barcode2", "Barcode3", "TradeStatus", "HandlingCharge",
    ]

    /// Reads a body that anybody may have sent.
    /// - Throws: ``NotificationRefusal``.
    package init(_ body: [UInt8], for merchant: ECPayMerchant) throws(NotificationRefusal) {
        let form: PaymentForm
        do throws(PaymentFormProblem) { form = try PaymentForm(body, from: .request) } catch {
            throw .unreadable(error)
        }
        guard form["MerchantID"] == merchant.id else { throw .otherMerchant(kept: Self.kept(of: form)) }
        // Our own checkout forms, which every payer's browser has, are signed with the same keys: they have no result.
        guard merchant.accepts(form), form["RtnCode"] != nil else { throw .forged(kept: Self.kept(of: form)) }
        try self.init(authentic: form)
    }

    /// - Throws: ``NotificationRefusal/incomplete(_:kept:)`` for a message of ECPay's that lacks what it should have.
    private init(authentic form: PaymentForm) throws(NotificationRefusal) {
        let kept = Self.kept(of: form)
        func fail(_ name: String) -> NotificationRefusal { .incomplete(name, kept: kept) }
        // A name in other letters passes the check value, and would be a field that is not there.
        if let odd = form.fields.first(where: { Self.isMisspelt($0.name) }) { throw fail(odd.name) }
        guard let trade = form["MerchantTradeNo"].flatMap(TradeNumber.init) else { throw fail("MerchantTradeNo") }
        guard let code = form["RtnCode"].flatMap(Self.number) else { throw fail("RtnCode") }
        guard let amount = form["TradeAmt"].flatMap(Self.number) else { throw fail("TradeAmt") }
        let number = (form["TradeNo"] ?? "").uppercased()
        self.trade = trade
        self.amount = amount
        way = form["PaymentType"].flatMap(PaymentWay.init)
        switch code {
        case 1:
            guard number.utf8.count <= 20, PaymentForm.isName(number), amount > 0 else { throw fail("TradeNo") }
            switch form["SimulatePaid"] {
            case "0":
                guard let time = form["PaymentDate"].flatMap(TradeTime.seconds) else { throw fail("PaymentDate") }
                result = .paid(at: time)
            case "1": result = .simulated
            // A message that does not say is not taken for money.
            default: throw fail("SimulatePaid")
            }
        case 2, 10_100_073:
            guard let issued = Self.code(in: form) else { throw fail("ExpireDate") }
            result = .codeIssued(issued.code, expires: issued.expires)
        default: result = .failed(code: code)
        }
        gatewayNumber = number
        self.kept = kept
        digest = Self.digest(of: kept)
    }

    private static let keptInSmallLetters = Set(keptNames.map { $0.lowercased() })

    private static func isMisspelt(_ name: String) -> Bool {
        !keptNames.contains(name) && keptInSmallLetters.contains(name.lowercased())
    }

    static func kept(of form: PaymentForm) -> [PaymentField] {
        form.fields.filter { keptNames.contains($0.name) }.sorted { $0.name < $1.name }
    }

    static func digest(of fields: [PaymentField]) -> [UInt8] { Hash.sha256(FormEncoding.body(fields)) }

    /// A whole number of at most 10 digits, with no sign and no zero in front.
    static func number(_ text: String) -> Int64? {
        guard (1...10).contains(text.utf8.count), text.utf8.allSatisfy({ (0x30...0x39).contains($0) }),
            text == "0" || !text.hasPrefix("0")
        else { return nil }
        return Int64(text)
    }

    private static func code(in form: PaymentForm) -> (code: PaymentCode, expires: Int64)? {
        guard let expires = form["ExpireDate"].flatMap(TradeTime.expiry) else { return nil }
        func plain(_ name: String) -> String? {
            guard let text = form[name], (1...40).contains(text.utf8.count), PaymentForm.isName(text) else {
                return nil
            }
            return text
        }
        if let bank = plain("BankCode"), let account = plain("vAccount") {
            return (.account(bank: bank, number: account), expires)
        }
        let bars = ["Barcode1", "Barcode2", "Barcode3"].compactMap(plain)
        if bars.count == 3 { return (.bars(bars), expires) }
        return plain("PaymentNo").map { (.number($0), expires) }
    }
}
