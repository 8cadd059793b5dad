/// What may become of an order, and of money that comes for it. Pure: what is stored is what this says.
///
/// Money is never turned away, as it has come already. What an open order needs is applied to it; everything else is surplus, is kept on
/// the books and goes back. So an order is paid once, in whatever order callbacks, staff and time arrive.
package struct OrderMachine: Hashable, Sendable {
    package private(set) var state: OrderState
    package let total: Int64
    /// What came and counts for it: all of the total when it is paid, nothing when it was closed without.
    package private(set) var applied: Int64

    /// - Precondition: `0 <= applied <= total`, `0 < total`.
    package init(state: OrderState, total: Int64, applied: Int64) {
        precondition(total > 0 && (0...total).contains(applied))
        self.state = state
        self.total = total
        self.applied = applied
    }

    /// What is still to be paid.
    package var due: Int64 { state == .open ? total - applied : 0 }

    package enum Answer: Hashable, Sendable {
        case done
        /// It had happened before.
        case already
        /// It can't happen any more, or not yet.
        case impossible
    }

    /// Takes money that has come.
    /// - Parameter isExpected: whether it is what was asked for. What is not is not counted, whatever it would pay.
    /// - Returns: how much of it is applied; the rest is surplus.
    /// - Precondition: the amount is positive.
    package mutating func receive(_ amount: Int64, isExpected: Bool = true) -> Int64 {
        precondition(amount > 0)
        guard isExpected else { return 0 }
        let part = min(amount, due)
        applied += part
        if state == .open, applied == total { state = .paid }
        return part
    }

    /// Closes an order that was not paid in full. What came for it becomes surplus.
    package mutating func close(_ end: OrderState) -> Answer {
        precondition(end == .cancelled || end == .expired)
        switch state {
        case .open:
            state = end
            applied = 0
            return .done
        case end: return .already
        default: return .impossible
        }
    }

    /// Makes what was paid surplus, to be paid back.
    package mutating func release() -> Answer {
        switch state {
        case .paid:
            state = .refunding
            applied = 0
            return .done
        case .refunding, .refunded: return .already
        default: return .impossible
        }
    }

    /// Looks whether everything went back.
    /// - Parameter held: what is left of the surplus.
    package mutating func gaveBack(held: Int64) {
        if state == .refunding, held == 0 { state = .refunded }
    }
}
