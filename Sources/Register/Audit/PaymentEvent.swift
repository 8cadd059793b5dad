import StrictJSON

/// What the audit log records of money. No personal data: numbers, amounts and codes.
enum PaymentEvent: Hashable, Sendable {
    case orderOpened(OrderNumber, total: Int64, lines: Int)
    /// Also that it was paid in full.
    case orderBecame(OrderState, OrderNumber, reason: String?)
    case orderSettled(OrderNumber)
    /// `applied` is what counts for the order.
    case received(Int64, order: OrderNumber?, method: PaymentMethod, amount: Int64, applied: Int64)
    /// Some of it counts for nothing and has to go back.
    case surplus(Int64, amount: Int64)
    case receiptIssued(String, OrderNumber, amount: Int64)
    case receiptVoided(String)
    case refundAsked(Int64, payment: Int64, amount: Int64, means: String)
    case refundEnded(Int64, isDone: Bool)

    var name: String {
        switch self {
        case .orderOpened: "order-opened"
        case .orderBecame(let state, _, _): "order-\(state.rawValue)"
        case .orderSettled: "order-settled"
        case .received: "payment-received"
        case .surplus: "payment-surplus"
        case .receiptIssued: "receipt-issued"
        case .receiptVoided: "receipt-voided"
        case .refundAsked: "payment-refund-asked"
        case .refundEnded(_, let isDone): isDone ? "payment-refunded" : "payment-refund-failed"
        }
    }

    var members: JSONObject {
        switch self {
        case .orderOpened(let order, let total, let lines):
            return ["order": .text(order.text), "total": .integer(total), "lines": .integer(Int64(lines))]
        case .orderBecame(_, let order, let reason):
            var members: JSONObject = ["order": .text(order.text)]
            members["reason"] = reason.map { .text($0) }
            return members
        case .orderSettled(let order): return ["order": .text(order.text)]
        case .received(let payment, let order, let method, let amount, let applied):
            var members: JSONObject = [
                "payment": .integer(payment), "method": .text(method.rawValue), "amount": .integer(amount),
                "applied": .integer(applied),
            ]
            members["order"] = order.map { .text($0.text) }
            return members
        case .surplus(let payment, let amount): return ["payment": .integer(payment), "amount": .integer(amount)]
        case .receiptIssued(let receipt, let order, let amount):
            return ["receipt": .text(receipt), "order": .text(order.text), "amount": .integer(amount)]
        case .receiptVoided(let receipt): return ["receipt": .text(receipt)]
        case .refundAsked(let refund, let payment, let amount, let means):
            return [
                "refund": .integer(refund), "payment": .integer(payment), "amount": .integer(amount),
                "means": .text(means),
            ]
        case .refundEnded(let refund, _): return ["refund": .integer(refund)]
        }
    }
}
