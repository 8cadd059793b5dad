package import PassFormat

/// The clock's state changed.
package struct ClockEvent: Hashable, Sendable {
    package enum Change: Int64, Hashable, Sendable {
        case suspect = 1
        case trusted = 2
        /// Two people set the floor back.
        case reset = 3
    }

    package let change: Change
    /// Who, for a reset: two names.
    package let people: [WireText]

    package init(change: Change, people: [WireText] = []) {
        self.change = change
        self.people = people
    }
}
