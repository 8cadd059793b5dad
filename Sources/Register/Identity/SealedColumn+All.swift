import PassFormat
import SQLStore

extension SealedColumn {
    /// Every column of the register that the vault seals.
    static let all: [SealedColumn] = [
        SealedColumn(
            table: "account", column: "document", first: [.integer(.min)],
            page: """
                SELECT seq, document, id FROM account
                WHERE seq > ? AND length(document) > 0 AND substr(document, 1, 10) <> ?
                ORDER BY seq LIMIT ?
                """,
            put: "UPDATE account SET document = ? WHERE seq = ?",
            count: """
                SELECT CASE WHEN substr(document, 1, 8) = ? THEN substr(document, 9, 2) ELSE ? END AS number, COUNT(*)
                FROM account WHERE length(document) > 0 GROUP BY number
                """
        ) { row in SealedValues.context("account", try row.blob(2)) },
        SealedColumn(
            table: "account", column: "time_secret", first: [.integer(.min)],
            page: """
                SELECT seq, time_secret, id FROM account
                WHERE seq > ? AND length(time_secret) > 0 AND substr(time_secret, 1, 10) <> ?
                ORDER BY seq LIMIT ?
                """,
            put: "UPDATE account SET time_secret = ? WHERE seq = ?",
            count: """
                SELECT CASE WHEN substr(time_secret, 1, 8) = ? THEN substr(time_secret, 9, 2) ELSE ? END AS number, COUNT(*)
                FROM account WHERE length(time_secret) > 0 GROUP BY number
                """
        ) { row in try timeSecret(row.blob(2)) },
        SealedColumn(
            table: "account", column: "new_time_secret", first: [.integer(.min)],
            page: """
                SELECT seq, new_time_secret, id FROM account
                WHERE seq > ? AND length(new_time_secret) > 0 AND substr(new_time_secret, 1, 10) <> ?
                ORDER BY seq LIMIT ?
                """,
            put: "UPDATE account SET new_time_secret = ? WHERE seq = ?",
            count: """
                SELECT CASE WHEN substr(new_time_secret, 1, 8) = ? THEN substr(new_time_secret, 9, 2) ELSE ? END AS number, COUNT(*)
                FROM account WHERE length(new_time_secret) > 0 GROUP BY number
                """
        ) { row in try timeSecret(row.blob(2)) },
        SealedColumn(
            table: "application", column: "document", first: [.integer(.min)],
            page: """
                SELECT seq, document, id FROM application
                WHERE seq > ? AND length(document) > 0 AND substr(document, 1, 10) <> ?
                ORDER BY seq LIMIT ?
                """,
            put: "UPDATE application SET document = ? WHERE seq = ?",
            count: """
                SELECT CASE WHEN substr(document, 1, 8) = ? THEN substr(document, 9, 2) ELSE ? END AS number, COUNT(*)
                FROM application WHERE length(document) > 0 GROUP BY number
                """
        ) { row in try application(row.blob(2)) },
        SealedColumn(
            table: "attachment", column: "sealed", atOnce: 2, first: [.blob([])],
            page: """
                SELECT id, sealed FROM attachment
                WHERE id > ? AND length(sealed) > 0 AND substr(sealed, 1, 10) <> ?
                ORDER BY id LIMIT ?
                """,
            put: "UPDATE attachment SET sealed = ? WHERE id = ?",
            count: """
                SELECT CASE WHEN substr(sealed, 1, 8) = ? THEN substr(sealed, 9, 2) ELSE ? END AS number, COUNT(*)
                FROM attachment WHERE length(sealed) > 0 GROUP BY number
                """
        ) { row in Register.context(ofAttachment: try row.blob(0)) },
        SealedColumn(
            table: "company", column: "document", first: [.integer(.min)],
            page: """
                SELECT seq, document, id FROM company
                WHERE seq > ? AND length(document) > 0 AND substr(document, 1, 10) <> ?
                ORDER BY seq LIMIT ?
                """,
            put: "UPDATE company SET document = ? WHERE seq = ?",
            count: """
                SELECT CASE WHEN substr(document, 1, 8) = ? THEN substr(document, 9, 2) ELSE ? END AS number, COUNT(*)
                FROM company WHERE length(document) > 0 GROUP BY number
                """
        ) { row in SealedValues.context("company", try row.blob(2)) },
        SealedColumn(
            table: "company_hook", column: "secret", first: [.integer(.min)],
            page: """
                SELECT seq, secret, id FROM company_hook
                WHERE seq > ? AND length(secret) > 0 AND substr(secret, 1, 10) <> ?
                ORDER BY seq LIMIT ?
                """,
            put: "UPDATE company_hook SET secret = ? WHERE seq = ?",
            count: """
                SELECT CASE WHEN substr(secret, 1, 8) = ? THEN substr(secret, 9, 2) ELSE ? END AS number, COUNT(*)
                FROM company_hook WHERE length(secret) > 0 GROUP BY number
                """
        ) { row in try hook(row.blob(2)) },
        SealedColumn(
            table: "company_hook", column: "old_secret", first: [.integer(.min)],
            page: """
                SELECT seq, old_secret, id FROM company_hook
                WHERE seq > ? AND length(old_secret) > 0 AND substr(old_secret, 1, 10) <> ?
                ORDER BY seq LIMIT ?
                """,
            put: "UPDATE company_hook SET old_secret = ? WHERE seq = ?",
            count: """
                SELECT CASE WHEN substr(old_secret, 1, 8) = ? THEN substr(old_secret, 9, 2) ELSE ? END AS number, COUNT(*)
                FROM company_hook WHERE length(old_secret) > 0 GROUP BY number
                """
        ) { row in try hook(row.blob(2)) },
        SealedColumn(
            table: "company_invitation", column: "sealed", first: [.integer(.min)],
            page: """
                SELECT seq, sealed FROM company_invitation
                WHERE seq > ? AND length(sealed) > 0 AND substr(sealed, 1, 10) <> ?
                ORDER BY seq LIMIT ?
                """,
            put: "UPDATE company_invitation SET sealed = ? WHERE seq = ?",
            count: """
                SELECT CASE WHEN substr(sealed, 1, 8) = ? THEN substr(sealed, 9, 2) ELSE ? END AS number, COUNT(*)
                FROM company_invitation WHERE length(sealed) > 0 GROUP BY number
                """
        ) { row in IdentityVault.contactContext },
        SealedColumn(
            table: "contact_code", column: "sealed", first: [.blob([])],
            page: """
                SELECT id, sealed FROM contact_code
                WHERE id > ? AND length(sealed) > 0 AND substr(sealed, 1, 10) <> ?
                ORDER BY id LIMIT ?
                """,
            put: "UPDATE contact_code SET sealed = ? WHERE id = ?",
            count: """
                SELECT CASE WHEN substr(sealed, 1, 8) = ? THEN substr(sealed, 9, 2) ELSE ? END AS number, COUNT(*)
                FROM contact_code WHERE length(sealed) > 0 GROUP BY number
                """
        ) { row in IdentityVault.contactContext },
        SealedColumn(
            table: "contribution", column: "sealed", first: [.integer(.min)],
            page: """
                SELECT seq, sealed, number FROM contribution
                WHERE seq > ? AND length(sealed) > 0 AND substr(sealed, 1, 10) <> ?
                ORDER BY seq LIMIT ?
                """,
            put: "UPDATE contribution SET sealed = ? WHERE seq = ?",
            count: """
                SELECT CASE WHEN substr(sealed, 1, 8) = ? THEN substr(sealed, 9, 2) ELSE ? END AS number, COUNT(*)
                FROM contribution WHERE length(sealed) > 0 GROUP BY number
                """
        ) { row in try contribution(row.text(2), .text) },
        SealedColumn(
            table: "contribution", column: "sealed_contact", first: [.integer(.min)],
            page: """
                SELECT seq, sealed_contact, number FROM contribution
                WHERE seq > ? AND length(sealed_contact) > 0 AND substr(sealed_contact, 1, 10) <> ?
                ORDER BY seq LIMIT ?
                """,
            put: "UPDATE contribution SET sealed_contact = ? WHERE seq = ?",
            count: """
                SELECT CASE WHEN substr(sealed_contact, 1, 8) = ? THEN substr(sealed_contact, 9, 2) ELSE ? END AS number, COUNT(*)
                FROM contribution WHERE length(sealed_contact) > 0 GROUP BY number
                """
        ) { row in IdentityVault.contactContext },
        SealedColumn(
            table: "contribution", column: "sealed_name", first: [.integer(.min)],
            page: """
                SELECT seq, sealed_name, number FROM contribution
                WHERE seq > ? AND length(sealed_name) > 0 AND substr(sealed_name, 1, 10) <> ?
                ORDER BY seq LIMIT ?
                """,
            put: "UPDATE contribution SET sealed_name = ? WHERE seq = ?",
            count: """
                SELECT CASE WHEN substr(sealed_name, 1, 8) = ? THEN substr(sealed_name, 9, 2) ELSE ? END AS number, COUNT(*)
                FROM contribution WHERE length(sealed_name) > 0 GROUP BY number
                """
        ) { row in try contribution(row.text(2), .name) },
        SealedColumn(
            table: "expected_visitor", column: "sealed", first: [.integer(.min)],
            page: """
                SELECT id, sealed, context FROM expected_visitor
                WHERE id > ? AND length(sealed) > 0 AND substr(sealed, 1, 10) <> ?
                ORDER BY id LIMIT ?
                """,
            put: "UPDATE expected_visitor SET sealed = ? WHERE id = ?",
            count: """
                SELECT CASE WHEN substr(sealed, 1, 8) = ? THEN substr(sealed, 9, 2) ELSE ? END AS number, COUNT(*)
                FROM expected_visitor WHERE length(sealed) > 0 GROUP BY number
                """
        ) { row in Register.visitorContext(try row.blob(2)) },
        SealedColumn(
            table: "hot_entry", column: "sealed", first: [.text(""), .blob([])],
            page: """
                SELECT port, subject, sealed FROM hot_entry
                WHERE (port, subject) > (?, ?) AND length(sealed) > 0 AND substr(sealed, 1, 10) <> ?
                ORDER BY port, subject LIMIT ?
                """,
            put: "UPDATE hot_entry SET sealed = ? WHERE port = ? AND subject = ?",
            count: """
                SELECT CASE WHEN substr(sealed, 1, 8) = ? THEN substr(sealed, 9, 2) ELSE ? END AS number, COUNT(*)
                FROM hot_entry WHERE length(sealed) > 0 GROUP BY number
                """
        ) { row in Register.hotListContext(try row.blob(1)) },
        SealedColumn(
            table: "notice", column: "sealed", first: [.integer(.min)],
            page: """
                SELECT seq, sealed, created_at FROM notice
                WHERE seq > ? AND length(sealed) > 0 AND substr(sealed, 1, 10) <> ?
                ORDER BY seq LIMIT ?
                """,
            put: "UPDATE notice SET sealed = ? WHERE seq = ?",
            count: """
                SELECT CASE WHEN substr(sealed, 1, 8) = ? THEN substr(sealed, 9, 2) ELSE ? END AS number, COUNT(*)
                FROM notice WHERE length(sealed) > 0 GROUP BY number
                """
        ) { row in NoticeStore.context(try row.integer(0), createdAt: try row.integer(2)) },
        SealedColumn(
            table: "opinion", column: "sealed_contact", first: [.integer(.min)],
            page: """
                SELECT seq, sealed_contact FROM opinion
                WHERE seq > ? AND length(sealed_contact) > 0 AND substr(sealed_contact, 1, 10) <> ?
                ORDER BY seq LIMIT ?
                """,
            put: "UPDATE opinion SET sealed_contact = ? WHERE seq = ?",
            count: """
                SELECT CASE WHEN substr(sealed_contact, 1, 8) = ? THEN substr(sealed_contact, 9, 2) ELSE ? END AS number, COUNT(*)
                FROM opinion WHERE length(sealed_contact) > 0 GROUP BY number
                """
        ) { row in IdentityVault.contactContext },
        SealedColumn(
            table: "opinion_message", column: "sealed", first: [.integer(.min), .integer(.min)],
            page: """
                SELECT opinion_message.opinion, opinion_message.place, opinion_message.sealed, opinion.number FROM opinion_message JOIN opinion ON opinion.seq = opinion_message.opinion
                WHERE (opinion_message.opinion, opinion_message.place) > (?, ?) AND length(opinion_message.sealed) > 0 AND substr(opinion_message.sealed, 1, 10) <> ?
                ORDER BY opinion_message.opinion, opinion_message.place LIMIT ?
                """,
            put: "UPDATE opinion_message SET sealed = ? WHERE opinion = ? AND place = ?",
            count: """
                SELECT CASE WHEN substr(sealed, 1, 8) = ? THEN substr(sealed, 9, 2) ELSE ? END AS number, COUNT(*)
                FROM opinion_message WHERE length(sealed) > 0 GROUP BY number
                """
        ) { row in try opinion(row.text(3), row.integer(1)) },
        SealedColumn(
            table: "pass_identity", column: "sealed", first: [.integer(.min)],
            page: """
                SELECT pass, sealed, subject FROM pass_identity
                WHERE pass > ? AND length(sealed) > 0 AND substr(sealed, 1, 10) <> ?
                ORDER BY pass LIMIT ?
                """,
            put: "UPDATE pass_identity SET sealed = ? WHERE pass = ?",
            count: """
                SELECT CASE WHEN substr(sealed, 1, 8) = ? THEN substr(sealed, 9, 2) ELSE ? END AS number, COUNT(*)
                FROM pass_identity WHERE length(sealed) > 0 GROUP BY number
                """
        ) { row in try row.blob(2) },
        SealedColumn(
            table: "payment_order", column: "payer", first: [.integer(.min)],
            page: """
                SELECT seq, payer, number FROM payment_order
                WHERE seq > ? AND length(payer) > 0 AND substr(payer, 1, 10) <> ?
                ORDER BY seq LIMIT ?
                """,
            put: "UPDATE payment_order SET payer = ? WHERE seq = ?",
            count: """
                SELECT CASE WHEN substr(payer, 1, 8) = ? THEN substr(payer, 9, 2) ELSE ? END AS number, COUNT(*)
                FROM payment_order WHERE length(payer) > 0 GROUP BY number
                """
        ) { row in try order(row.text(2)) },
        SealedColumn(
            table: "port_key", column: "sealed", first: [.text("")],
            page: """
                SELECT port, sealed FROM port_key
                WHERE port > ? AND length(sealed) > 0 AND substr(sealed, 1, 10) <> ?
                ORDER BY port LIMIT ?
                """,
            put: "UPDATE port_key SET sealed = ? WHERE port = ?",
            count: """
                SELECT CASE WHEN substr(sealed, 1, 8) = ? THEN substr(sealed, 9, 2) ELSE ? END AS number, COUNT(*)
                FROM port_key WHERE length(sealed) > 0 GROUP BY number
                """
        ) { row in PortKeyring.context(WireText(try row.text(0))) },
        SealedColumn(
            table: "roster_entry", column: "document", first: [.integer(.min)],
            page: """
                SELECT seq, document, id FROM roster_entry
                WHERE seq > ? AND length(document) > 0 AND substr(document, 1, 10) <> ?
                ORDER BY seq LIMIT ?
                """,
            put: "UPDATE roster_entry SET document = ? WHERE seq = ?",
            count: """
                SELECT CASE WHEN substr(document, 1, 8) = ? THEN substr(document, 9, 2) ELSE ? END AS number, COUNT(*)
                FROM roster_entry WHERE length(document) > 0 GROUP BY number
                """
        ) { row in SealedValues.context("roster", try row.blob(2)) },
        SealedColumn(
            table: "roster_photo", column: "sealed", atOnce: 2, first: [.integer(.min)],
            page: """
                SELECT roster_photo.entry, roster_photo.sealed, roster_entry.id FROM roster_photo JOIN roster_entry ON roster_entry.seq = roster_photo.entry
                WHERE roster_photo.entry > ? AND length(roster_photo.sealed) > 0 AND substr(roster_photo.sealed, 1, 10) <> ?
                ORDER BY roster_photo.entry LIMIT ?
                """,
            put: "UPDATE roster_photo SET sealed = ? WHERE entry = ?",
            count: """
                SELECT CASE WHEN substr(sealed, 1, 8) = ? THEN substr(sealed, 9, 2) ELSE ? END AS number, COUNT(*)
                FROM roster_photo WHERE length(sealed) > 0 GROUP BY number
                """
        ) { row in try rosterPhoto(row.blob(2)) },
        SealedColumn(
            table: "satisfaction", column: "sealed", first: [.integer(.min)],
            page: """
                SELECT seq, sealed, subject, reference FROM satisfaction
                WHERE seq > ? AND length(sealed) > 0 AND substr(sealed, 1, 10) <> ?
                ORDER BY seq LIMIT ?
                """,
            put: "UPDATE satisfaction SET sealed = ? WHERE seq = ?",
            count: """
                SELECT CASE WHEN substr(sealed, 1, 8) = ? THEN substr(sealed, 9, 2) ELSE ? END AS number, COUNT(*)
                FROM satisfaction WHERE length(sealed) > 0 GROUP BY number
                """
        ) { row in SatisfactionStore.context(subject: try row.text(2), reference: try row.text(3)) },
        SealedColumn(
            table: "staff", column: "document", first: [.integer(.min)],
            page: """
                SELECT seq, document, handle FROM staff
                WHERE seq > ? AND length(document) > 0 AND substr(document, 1, 10) <> ?
                ORDER BY seq LIMIT ?
                """,
            put: "UPDATE staff SET document = ? WHERE seq = ?",
            count: """
                SELECT CASE WHEN substr(document, 1, 8) = ? THEN substr(document, 9, 2) ELSE ? END AS number, COUNT(*)
                FROM staff WHERE length(document) > 0 GROUP BY number
                """
        ) { row in SealedValues.context("staff", Array(try row.text(2).utf8)) },
        SealedColumn(
            table: "violation", column: "document", first: [.integer(.min)],
            page: """
                SELECT seq, document, number, reversed_at FROM violation
                WHERE seq > ? AND length(document) > 0 AND substr(document, 1, 10) <> ?
                ORDER BY seq LIMIT ?
                """,
            put: "UPDATE violation SET document = ? WHERE seq = ?",
            count: """
                SELECT CASE WHEN substr(document, 1, 8) = ? THEN substr(document, 9, 2) ELSE ? END AS number, COUNT(*)
                FROM violation WHERE length(document) > 0 GROUP BY number
                """
        ) { row in try violation(row.text(2), isReversed: row[3] != .null) },
        SealedColumn(
            table: "web_session_grant", column: "sealed", first: [.integer(.min), .text(""), .blob([])],
            page: """
                SELECT session, kind, subject, sealed FROM web_session_grant
                WHERE (session, kind, subject) > (?, ?, ?) AND length(sealed) > 0 AND substr(sealed, 1, 10) <> ?
                ORDER BY session, kind, subject LIMIT ?
                """,
            put: "UPDATE web_session_grant SET sealed = ? WHERE session = ? AND kind = ? AND subject = ?",
            count: """
                SELECT CASE WHEN substr(sealed, 1, 8) = ? THEN substr(sealed, 9, 2) ELSE ? END AS number, COUNT(*)
                FROM web_session_grant WHERE length(sealed) > 0 GROUP BY number
                """
        ) { row in IdentityVault.contactContext },
        SealedColumn(
            table: "seminar_signup", column: "sealed", first: [.integer(.min)],
            page: """
                SELECT seq, sealed, id FROM seminar_signup
                WHERE seq > ? AND length(sealed) > 0 AND substr(sealed, 1, 10) <> ?
                ORDER BY seq LIMIT ?
                """,
            put: "UPDATE seminar_signup SET sealed = ? WHERE seq = ?",
            count: """
                SELECT CASE WHEN substr(sealed, 1, 8) = ? THEN substr(sealed, 9, 2) ELSE ? END AS number, COUNT(*)
                FROM seminar_signup WHERE length(sealed) > 0 GROUP BY number
                """
        ) { row in SeminarSignUpStore.context(try row.blob(2)) },
        SealedColumn(
            table: "seminar_signup", column: "sealed_contact", first: [.integer(.min)],
            page: """
                SELECT seq, sealed_contact, id FROM seminar_signup
                WHERE seq > ? AND length(sealed_contact) > 0 AND substr(sealed_contact, 1, 10) <> ?
                ORDER BY seq LIMIT ?
                """,
            put: "UPDATE seminar_signup SET sealed_contact = ? WHERE seq = ?",
            count: """
                SELECT CASE WHEN substr(sealed_contact, 1, 8) = ? THEN substr(sealed_contact, 9, 2) ELSE ? END AS number, COUNT(*)
                FROM seminar_signup WHERE length(sealed_contact) > 0 GROUP BY number
                """
        ) { row in IdentityVault.contactContext },
    ]

    private static func damaged(_ what: String) -> RegisterError { RegisterError.damaged("the key of \(what)") }

    private static func timeSecret(_ id: [UInt8]) throws -> [UInt8] {
        guard let id = AccountID(id) else { throw damaged("an account") }
        return SecondFactorCheck.context(of: id)
    }

    private static func application(_ id: [UInt8]) throws -> [UInt8] {
        guard let id = ApplicationID(id) else { throw damaged("an application") }
        return IdentityVault.context(of: id)
    }

    private static func hook(_ id: [UInt8]) throws -> [UInt8] {
        guard let id = HookID(id) else { throw damaged("an endpoint") }
        return Register.context(of: id)
    }

    private static func opinion(_ number: String, _ place: Int64) throws -> [UInt8] {
        guard let number = OpinionNumber(typed: number) else { throw damaged("an opinion") }
        return OpinionStore.context(number, place)
    }

    private static func contribution(_ number: String, _ part: ContributionStore.Part) throws -> [UInt8] {
        guard let number = ContributionNumber(typed: number) else { throw damaged("a contribution") }
        return ContributionStore.context(number, part)
    }

    private static func order(_ number: String) throws -> [UInt8] {
        guard let number = OrderNumber(number) else { throw damaged("an order") }
        return Register.context(of: number)
    }

    private static func rosterPhoto(_ id: [UInt8]) throws -> [UInt8] {
        guard let id = RosterEntryID(id) else { throw damaged("an entry of a list") }
        return Register.context(ofRosterPhoto: id)
    }

    private static func violation(_ number: String, isReversed: Bool) throws -> [UInt8] {
        guard let number = ViolationNumber(typed: number) else { throw damaged("a violation") }
        return ViolationNote.context(number, isReversed: isReversed)
    }
}
