/// What ECPay says to such an order. It is not signed: that it is ECPay's is for TLS to show.
package struct CreditAnswer: Hashable, Sendable {
    /// `RtnCode` 1: it was done.
    package let isDone: Bool
    package let code: Int64
    /// ECPay's words, shortened and without control characters.
    package let message: String

    /// - Throws: ``PaymentError`` with code `badAnswer`: then it is not known whether anything was done.
    package init(_ body: [UInt8], to request: CreditRequest, of merchant: ECPayMerchant) throws {
        let form: PaymentForm
        do throws(PaymentFormProblem) {
            form = try PaymentForm(body, from: .reply)
        } catch {
            throw PaymentError(.badAnswer, "the answer can't be read: it is \(error.rawValue)")
        }
        guard form["MerchantID"] == merchant.id, form["MerchantTradeNo"].flatMap(TradeNumber.init) == request.trade,
            let code = form["RtnCode"].flatMap(PaymentNotification.number)
        else { throw PaymentError(.badAnswer, "the answer is about something else") }
        self.code = code
        isDone = code == 1
        message = String((form["RtnMsg"] ?? "").unicodeScalars.prefix(100).map(Character.init))
    }
}
