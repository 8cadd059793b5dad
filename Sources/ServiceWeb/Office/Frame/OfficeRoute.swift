package import HTTPTypes
package import Register

/// A route of the back office and what it asks of who comes: the table that tests go through, made as the routes are.
package struct OfficeRoute: Hashable, Sendable {
    package let method: HTTPRequest.Method
    /// As the router has it: `/staff/passes/:id`.
    package let path: String
    /// All of these; none for those with which somebody signs in.
    package let permissions: Set<Permission>
    /// Whether the second factor has to be fresh.
    package let isGrave: Bool
    /// The fields of its form.
    package let fields: Set<String>

    /// Whether it is there before anybody signed in.
    package var isOpen: Bool { permissions.isEmpty }

    package func admits(_ roles: Set<StaffRole>) -> Bool {
        permissions.isSubset(of: roles.permissions.union([.ownAccount]))
    }
}
