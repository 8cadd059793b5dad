/// Whose a violation is. The raw value is what rule sets and the database hold.
package enum ViolationParty: String, Hashable, Sendable, CaseIterable {
    case person, vehicle
    /// Its own, and not one of its people's.
    case company
}
