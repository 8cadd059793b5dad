import SQLStore

/// Somebody of the staff in the database.
struct StaffRow: Sendable {
    let seq: Int64
    let handle: StaffHandle
    /// Nil until they have a password.
    let account: Int64?
    /// Name and address, sealed.
    let document: [UInt8]
    /// The keyed hash of the e-mail address.
    let email: [UInt8]
    let language: SiteLanguage
    let roles: Set<StaffRole>
    let state: StaffMember.State
    let createdAt: Int64

    init(_ row: SQLRow) throws {
        guard let handle = StaffHandle(try row.text(1)), let language = SiteLanguage(rawValue: try row.text(5)),
            let roles = Self.roles(try row.text(6)), let state = StaffMember.State(rawValue: try row.text(7))
        else { throw RegisterError.damaged("somebody of the staff") }
        seq = try row.integer(0)
        self.handle = handle
        account = try row.optionalInteger(2)
        document = try row.blob(3)
        email = try row.blob(4)
        self.language = language
        self.roles = roles
        self.state = state
        createdAt = try row.integer(8)
    }

    static func text(_ roles: Set<StaffRole>) -> String { roles.sorted().map(\.rawValue).joined(separator: ",") }

    private static func roles(_ text: String) -> Set<StaffRole>? {
        let parts = text.split(separator: ",").map { StaffRole(rawValue: String($0)) }
        return parts.contains(nil) ? nil : Set(parts.compactMap { $0 })
    }
}
