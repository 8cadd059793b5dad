import SQLStore

/// Why somebody of the staff keeps their hands off an application: nobody decides on their own.
package enum ReviewConflict: String, Hashable, Sendable {
    /// It was sent with their own address or telephone.
    case own
    /// They filled it in for somebody.
    case filledIn = "filled-in"

    /// - Returns: nil where nothing stands between them, and for who is not of the staff.
    static func between(
        _ principal: Principal, _ application: PassApplication, _ database: any SQLReading
    ) throws -> ReviewConflict? {
        guard let handle = StaffHandle(principal), let member = try StaffStore.member(handle, database) else {
            return nil
        }
        if let contact = application.contact, contact == member.email { return .own }
        let filledBy = try database.row(
            "SELECT filled_by FROM application WHERE seq = ?", .integer(application.seq))?.optionalText(0)
        return filledBy == principal.name ? .filledIn : nil
    }
}

extension RegisterError {
    static func conflict(_ conflict: ReviewConflict, _ number: String) -> RegisterError {
        RegisterError(
            .denied,
            conflict == .own
                ? "application \(number) is your own: somebody else decides it"
                : "you filled in application \(number) yourself: somebody else decides it")
    }
}
