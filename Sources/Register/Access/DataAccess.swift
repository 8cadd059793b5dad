/// That somebody of the staff looked at what is kept of a person: what that person is shown of it.
package struct DataAccess: Hashable, Sendable {
    /// What they looked at it for.
    package enum Purpose: String, Hashable, Sendable, CaseIterable {
        /// To decide the application.
        case review
        /// To look a pass up: for a guard, for a caller, to suspend it.
        case pass
        /// To give the person what is kept of them.
        case export
        /// To open the sealed identity number.
        case identity
    }

    package let purpose: Purpose
    /// Seconds since 1970.
    package let at: Int64
}
