import Payments
import StrictJSON

/// Money on the books.
package struct BookedPayment: Hashable, Sendable {
    package let id: Int64
    /// Nil when nobody knows what it is for.
    package let order: OrderNumber?
    package let method: PaymentMethod
    package let reference: String
    package let trade: String?
    package let way: String?
    package let amount: Int64
    /// How much of it counts for the order.
    package let applied: Int64
    /// What went back of the rest, and what is asked to.
    package let refunded: Int64
    package let asked: Int64
    package let receivedAt: Int64

    /// What we hold and nobody owes us.
    package var surplus: Int64 { amount - applied - refunded }
    /// What of it nobody has asked to be paid back yet.
    package var refundable: Int64 { surplus - asked }

    var isByCard: Bool { method == .ecpay && way.flatMap(PaymentWay.init)?.isCredit == true }

    /// One JSON object, without a newline.
    package var json: [UInt8] {
        var members: JSONObject = [
            "payment": .integer(id), "method": .text(method.rawValue), "reference": .text(reference),
            "amount": .integer(amount), "applied": .integer(applied), "refunded": .integer(refunded),
            "surplus": .integer(surplus), "receivedAt": .integer(receivedAt),
        ]
        members["order"] = order.map { .text($0.text) }
        members["trade"] = trade.map { .text($0) }
        members["way"] = way.map { .text($0) }
        return JSONWriter.compact(.object(members))
    }
}
