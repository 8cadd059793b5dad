/// One line of an order's ledger: something that happened, and what we held for the order after it.
package struct LedgerEntry: Hashable, Sendable {
    package enum Kind: Hashable, Sendable {
        case opened
        case received(PaymentMethod)
        case receiptIssued
        case closed(OrderState)
        case receiptVoided
        case refundBegun(means: String)
        case refundDone(means: String)
        case refundFailed(means: String)
    }

    package let kind: Kind
    package let at: Int64
    /// What it is about: what was due, what came, what went.
    package let amount: Int64
    /// A reference, or a receipt's number.
    package let reference: String?
    /// What of the order's money is with us after it.
    package let held: Int64
}

extension OrderAccount {
    /// All that happened to the order's money, by time. Pure: from what the books hold.
    package var ledger: [LedgerEntry] {
        typealias Event = (kind: LedgerEntry.Kind, at: Int64, amount: Int64, reference: String?, moved: Int64)
        var events: [Event] = [(.opened, order.madeAt, order.total, nil, 0)]
        for one in money {
            let payment = one.payment
            events.append(
                (.received(payment.method), one.bookedAt, payment.amount, payment.reference, payment.amount))
        }
        if let receipt { events.append((.receiptIssued, receipt.issuedAt, receipt.amount, receipt.number, 0)) }
        if let closed = order.closedAt {
            switch order.state {
            case .cancelled, .expired: events.append((.closed(order.state), closed, order.total, nil, 0))
            case .open, .paid, .refunding, .refunded: break
            }
        }
        if let receipt, let void = receipt.voidAt {
            events.append((.receiptVoided, void, receipt.amount, receipt.number, 0))
        }
        for refund in money.flatMap(\.refunds) {
            events.append((.refundBegun(means: refund.means), refund.askedAt, refund.amount, nil, 0))
            guard let ended = refund.endedAt else { continue }
            switch refund.state {
            case .asked: break
            case .done:
                events.append((.refundDone(means: refund.means), ended, refund.amount, refund.note, -refund.amount))
            case .failed: events.append((.refundFailed(means: refund.means), ended, refund.amount, refund.note, 0))
            }
        }
        // Of one second as they are listed, which is the order in which they can happen.
        let sorted = events.enumerated().sorted { ($0.element.at, $0.offset) < ($1.element.at, $1.offset) }
        var held: Int64 = 0
        return sorted.map { _, event in
            held += event.moved
            return LedgerEntry(
                kind: event.kind, at: event.at, amount: event.amount, reference: event.reference, held: held)
        }
    }
}
