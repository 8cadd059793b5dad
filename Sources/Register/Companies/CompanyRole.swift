/// What somebody is in a company. The raw value is what the database holds.
package enum CompanyRole: String, Hashable, Sendable, CaseIterable {
    case owner, manager, clerk, viewer
}
