import SQLStore

/// What is left of how somebody is reached when the application is gone that it was proved for: its keyed hash beside messages, codes,
/// sessions and surveys. Whoever has the vault's index tells by it whether an address was ever written to.
enum ContactTraces {
    /// Whether something that stays is of the same contact: another application, an account, an invitation, a petition that is open,
    /// a contribution that waits for its answer, a seminar that is to come.
    static func isNeeded(_ contact: [UInt8], at now: Int64, _ database: any SQLReading) throws -> Bool {
        let contact = SQLValue.blob(contact)
        return try database.row(
            """
            SELECT 1 WHERE EXISTS (SELECT 1 FROM application WHERE contact = ? AND erased_at IS NULL)
                OR EXISTS (SELECT 1 FROM account WHERE email = ?) OR EXISTS (SELECT 1 FROM staff WHERE email = ?)
                OR EXISTS (SELECT 1 FROM company_invitation WHERE email = ?)
                OR EXISTS (SELECT 1 FROM opinion WHERE contact = ? AND closed_at IS NULL)
                OR EXISTS (SELECT 1 FROM contribution JOIN consultation ON consultation.seq = contribution.consultation
                    WHERE contribution.contact = ? AND consultation.closed_at IS NULL)
                OR EXISTS (SELECT 1 FROM seminar_signup JOIN seminar ON seminar.seq = seminar_signup.seminar
                    WHERE seminar_signup.contact = ? AND seminar.state = 'published' AND seminar.ends_at > ?)
            """, contact, contact, contact, contact, contact, contact, contact, .integer(now)) != nil
    }

    /// Takes it away wherever it stands. Messages that wait are not sent; counts of messages and scores stay, of nobody.
    static func erase(_ contact: [UInt8], at now: Int64, _ database: any SQLWriting) throws {
        let nobody = SQLValue.blob([UInt8](repeating: 0, count: contact.count))
        let contact = SQLValue.blob(contact)
        try database.execute(
            """
            UPDATE notice SET state = 'void', ended_at = ?, error = NULL
            WHERE contact = ? AND state IN ('waiting', 'sending')
            """, .integer(now), contact)
        try database.execute("UPDATE notice SET contact = ?, sealed = NULL WHERE contact = ?", nobody, contact)
        // Also what was asked for in other words than the contact's own.
        try database.execute(
            "DELETE FROM contact_code WHERE asked IN (SELECT asked FROM contact_code WHERE contact = ?)", contact)
        try database.execute("DELETE FROM web_session_grant WHERE kind = 'contact' AND subject = ?", contact)
        try database.execute("DELETE FROM sign_in_attempt WHERE account = ?", contact)
        try database.execute("UPDATE satisfaction SET contact = NULL, sealed = NULL WHERE contact = ?", contact)
        try database.execute(
            "UPDATE opinion_message SET sealed = NULL WHERE opinion IN (SELECT seq FROM opinion WHERE contact = ?)",
            contact)
        try database.execute("UPDATE opinion SET contact = NULL, sealed_contact = NULL WHERE contact = ?", contact)
        // What stands on the page of a consultation is nobody's: its writer agreed to that, and no name stands there.
        try database.execute(
            """
            UPDATE contribution SET contact = NULL, sealed_contact = NULL, sealed_name = NULL,
                sealed = CASE WHEN state = 'published' THEN sealed ELSE NULL END
            WHERE contact = ?
            """, contact)
        try database.execute(
            "UPDATE seminar_signup SET contact = NULL, sealed_contact = NULL, sealed = NULL WHERE contact = ?", contact)
    }
}
