import StrictJSON

/// What the audit log records of the staff: by handle, which is no personal datum of an applicant.
enum StaffEvent: Hashable, Sendable {
    case invited(StaffHandle, Set<StaffRole>)
    /// Has chosen a password, and proved an authenticator app.
    case joined(StaffHandle)
    case rolesSet(StaffHandle, Set<StaffRole>)
    case left(StaffHandle)
    /// Where from: the address of the connection as the service saw it.
    case signedIn(StaffHandle, client: String)
    case signedOut(StaffHandle, everywhere: Bool)

    var name: String {
        switch self {
        case .invited: "staff-invited"
        case .joined: "staff-joined"
        case .rolesSet: "staff-roles-set"
        case .left: "staff-left"
        case .signedIn: "staff-signed-in"
        case .signedOut: "staff-signed-out"
        }
    }

    var members: JSONObject {
        switch self {
        case .invited(let handle, let roles), .rolesSet(let handle, let roles):
            return ["staff": .text(handle.text), "roles": .texts(roles.sorted().map(\.rawValue))]
        case .joined(let handle), .left(let handle):
            return ["staff": .text(handle.text)]
        case .signedIn(let handle, let client): return ["staff": .text(handle.text), "client": .text(client)]
        case .signedOut(let handle, let everywhere):
            return ["staff": .text(handle.text), "scope": .text(everywhere ? "everywhere" : "here")]
        }
    }
}
