import SQLStore

/// The staff in the database.
enum StaffStore {
    struct New: Sendable {
        let handle: StaffHandle
        let document: [UInt8]
        let email: [UInt8]
        let language: SiteLanguage
        let roles: Set<StaffRole>
    }

    static func member(seq: Int64, _ database: any SQLReading) throws -> StaffRow? {
        try database.row(
            """
            SELECT seq, handle, account, document, email, language, roles, state, created_at FROM staff WHERE seq = ?
            """, .integer(seq)
        ).map(StaffRow.init)
    }

    private static func member(_ seq: Int64?, _ database: any SQLReading) throws -> StaffRow? {
        try seq.flatMap { try member(seq: $0, database) }
    }

    static func member(_ handle: StaffHandle, _ database: any SQLReading) throws -> StaffRow? {
        try member(database.integer("SELECT seq FROM staff WHERE handle = ?", .text(handle.text)), database)
    }

    static func member(account: Int64, _ database: any SQLReading) throws -> StaffRow? {
        try member(database.integer("SELECT seq FROM staff WHERE account = ?", .integer(account)), database)
    }

    /// All who ever were, by handle.
    static func all(_ database: any SQLReading) throws -> [StaffRow] {
        try database.rows("SELECT seq FROM staff ORDER BY handle").compactMap {
            try member(seq: $0.integer(0), database)
        }
    }

    /// - Returns: false when the handle or the address is taken.
    static func insert(_ new: New, at now: Int64, _ database: any SQLWriting) throws -> Bool {
        try database.execute(
            """
            INSERT INTO staff (handle, document, email, language, roles, state, created_at)
            VALUES (?, ?, ?, ?, ?, 'invited', ?) ON CONFLICT DO NOTHING
            """, .text(new.handle.text), .blob(new.document), .blob(new.email), .text(new.language.rawValue),
            .text(StaffRow.text(new.roles)), .integer(now)) == 1
    }

    static func setRoles(_ roles: Set<StaffRole>, of seq: Int64, _ database: any SQLWriting) throws {
        try database.execute(
            "UPDATE staff SET roles = ? WHERE seq = ?", .text(StaffRow.text(roles)), .integer(seq))
    }

    static func setState(
        _ state: StaffMember.State, account: Int64?, of seq: Int64, _ database: any SQLWriting
    ) throws {
        try database.execute(
            "UPDATE staff SET state = ?, account = ? WHERE seq = ?", .text(state.rawValue), .integer(account),
            .integer(seq))
    }

    // MARK: Invitations

    /// Puts an invitation in the place of any other.
    static func invite(
        _ seq: Int64, verifier: [UInt8], expires: Int64, _ database: any SQLWriting
    ) throws {
        try endInvitation(of: seq, database)
        try database.execute(
            "INSERT INTO staff_invitation (staff, verifier, expires) VALUES (?, ?, ?)", .integer(seq),
            .blob(verifier), .integer(expires))
    }

    static func invited(_ verifier: [UInt8], at now: Int64, _ database: any SQLReading) throws -> StaffRow? {
        try database.row(
            "SELECT staff FROM staff_invitation WHERE verifier = ? AND expires > ?", .blob(verifier), .integer(now)
        ).flatMap { try member(seq: $0.integer(0), database) }
    }

    /// Whether somebody may still set up what they sign in with.
    static func isInvited(_ seq: Int64, at now: Int64, _ database: any SQLReading) throws -> Bool {
        try database.row(
            "SELECT 1 FROM staff_invitation WHERE staff = ? AND expires > ?", .integer(seq), .integer(now)) != nil
    }

    static func endInvitation(of seq: Int64, _ database: any SQLWriting) throws {
        try database.execute("DELETE FROM staff_invitation WHERE staff = ?", .integer(seq))
    }
}
