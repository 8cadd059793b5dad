/// A call that may be the one somebody meant.
package struct CallMatch: Hashable, Sendable {
    /// By what it was found, the surest first.
    package enum Mark: Int, Hashable, Comparable, Sendable, CaseIterable {
        case visaNumber, imo, callSign, name
        /// The name begins so; to be offered, never to be taken.
        case beginningOfName

        package static func < (left: Mark, right: Mark) -> Bool { left.rawValue < right.rawValue }
    }

    package let key: CallKey
    package let call: ShipCall
    package let mark: Mark
    package let fit: CallWindow.Fit

    /// Whether it may be taken without asking: found by a mark of its own, and at its time.
    package var isAccepted: Bool { mark != .beginningOfName && fit.isAccepted }
}
