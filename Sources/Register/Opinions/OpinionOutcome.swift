/// What came of a decision that was looked at again. The raw value is what the database holds.
package enum OpinionOutcome: String, Hashable, Sendable, CaseIterable {
    /// The decision does not stand: a rejected application goes back to the staff.
    case upheld
    case dismissed
}
