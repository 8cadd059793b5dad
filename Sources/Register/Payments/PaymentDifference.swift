package import Payments
import StrictJSON

/// Something in which our books and the payment service's differ, or that somebody has to look at.
package struct PaymentDifference: Hashable, Sendable {
    package enum Kind: String, Hashable, Sendable {
        /// It says paid, and the money is not on our books: its word never came.
        case paidThereNotHere = "paid-there-not-here"
        /// It is on our books, and it says that it was not paid.
        case paidHereNotThere = "paid-here-not-there"
        case amountDiffers = "amount-differs"
        /// It could not be asked.
        case unanswered
        /// A refund was begun, and how it ended is not known.
        case refundUnknown = "refund-unknown"
        /// Money that is held and has to go back.
        case surplusHeld = "surplus-held"
        /// Signed word that could not be used, or that says something else than before.
        case notificationUnused = "notification-unused"
    }

    /// What it is about, where that is no order and no trade.
    package enum Detail: Hashable, Sendable {
        /// Numbers of a payment and of a refund.
        case payment(Int64)
        case refund(Int64)
        /// What became of word that came, in one word: `incomplete`, `contradicts`, `unknown-trade`.
        case verdict(String)
        /// Why there is no answer: in one word, and in a sentence for whoever looks after the service.
        case failure(PaymentError.Code, String)

        package var text: String {
            switch self {
            case .payment(let number): "payment \(number)"
            case .refund(let number): "refund \(number)"
            case .verdict(let word): word
            case .failure(_, let sentence): sentence
            }
        }
    }

    package let kind: Kind
    package let order: OrderNumber?
    package let trade: String?
    /// On our books.
    package let here: Int64?
    package let there: Int64?
    package let detail: Detail?

    init(
        _ kind: Kind, order: OrderNumber? = nil, trade: String? = nil, here: Int64? = nil, there: Int64? = nil,
        detail: Detail? = nil
    ) {
        self.kind = kind
        self.order = order
        self.trade = trade
        self.here = here
        self.there = there
        self.detail = detail
    }

    /// One JSON object, without a newline.
    package var json: [UInt8] {
        var members: JSONObject = ["kind": .text(kind.rawValue)]
        members["order"] = order.map { .text($0.text) }
        members["trade"] = trade.map { .text($0) }
        members["here"] = here.map { .integer($0) }
        members["there"] = there.map { .integer($0) }
        members["detail"] = detail.map { .text($0.text) }
        return JSONWriter.compact(.object(members))
    }
}
