/// Somebody who works with the register.
package struct StaffMember: Hashable, Sendable {
    package enum State: String, Hashable, Sendable {
        /// Has a code, and no password yet.
        case invited
        case active
        /// Was here once: signs in no more, and stays in the log.
        case left
    }

    package let handle: StaffHandle
    /// As they want to be called.
    package let name: String
    package let email: Contact
    package let language: SiteLanguage
    package let roles: Set<StaffRole>
    package let state: State
    package let createdAt: Int64
    /// When they were seen last; nil for never.
    package let seenAt: Int64?
    package let hasTimeCodes: Bool
    package let recoveryCodesLeft: Int64

    package func may(_ permission: Permission) -> Bool {
        permission == .ownAccount || roles.permissions.contains(permission)
    }
}
