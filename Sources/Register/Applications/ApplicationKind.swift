/// What is applied for. The raw value is what the database and addresses hold.
package enum ApplicationKind: String, Hashable, Sendable, CaseIterable {
    case person, vehicle, visit
}
