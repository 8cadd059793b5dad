package import GateMessages
package import PassFormat

/// Whose shift it is.
package struct OnDuty: Hashable, Sendable {
    package let name: WireText
    /// Seconds since 1970.
    package let since: Int64
    /// The record with which the shift began.
    package let place: JournalPlace
}
