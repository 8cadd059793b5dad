/// How a pass got lost, as its holder tells it. The raw value is the reason of its suspension.
package enum LossKind: String, Hashable, Sendable, CaseIterable {
    case lost, stolen
    /// Somewhere at home, perhaps: to be found again.
    case mislaid
}
