/// Where a company stands. The raw value is what the database holds.
package enum CompanyState: String, Hashable, Sendable, CaseIterable {
    /// Somebody says that they act for it; staff have not looked yet. It prepares, and sends nothing.
    case applied
    case active
    /// Turned down, or given up.
    case closed
}
