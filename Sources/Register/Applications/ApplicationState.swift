/// Where an application stands. The raw value is what the database holds.
package enum ApplicationState: String, Hashable, Sendable, CaseIterable {
    case submitted, approved, rejected
}
