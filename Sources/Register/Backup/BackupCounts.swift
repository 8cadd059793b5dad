import SQLStore

/// How many rows the tables of a register have, so that a restored one can be compared with what was saved.
enum BackupCounts {
    private static let tables: [(name: String, count: StaticString)] = [
        ("account", "SELECT COUNT(*) FROM account"), ("application", "SELECT COUNT(*) FROM application"),
        ("announcement", "SELECT COUNT(*) FROM announcement"),
        ("announcement_revision", "SELECT COUNT(*) FROM announcement_revision"),
        ("consultation", "SELECT COUNT(*) FROM consultation"),
        ("consultation_reply", "SELECT COUNT(*) FROM consultation_reply"),
        ("consultation_revision", "SELECT COUNT(*) FROM consultation_revision"),
        ("contribution", "SELECT COUNT(*) FROM contribution"),
        ("seminar", "SELECT COUNT(*) FROM seminar"),
        ("seminar_question", "SELECT COUNT(*) FROM seminar_question"),
        ("seminar_revision", "SELECT COUNT(*) FROM seminar_revision"),
        ("seminar_signup", "SELECT COUNT(*) FROM seminar_signup"),
        ("attachment", "SELECT COUNT(*) FROM attachment"), ("audit_record", "SELECT COUNT(*) FROM audit_record"),
        ("call_tally", "SELECT COUNT(*) FROM call_tally"),
        ("company", "SELECT COUNT(*) FROM company"), ("enrolled_gate", "SELECT COUNT(*) FROM enrolled_gate"),
        ("gate_record", "SELECT COUNT(*) FROM gate_record"), ("notice", "SELECT COUNT(*) FROM notice"),
        ("opinion", "SELECT COUNT(*) FROM opinion"), ("pass", "SELECT COUNT(*) FROM pass"),
        ("pass_identity", "SELECT COUNT(*) FROM pass_identity"),
        ("pass_signature", "SELECT COUNT(*) FROM pass_signature"), ("payment", "SELECT COUNT(*) FROM payment"),
        ("payment_order", "SELECT COUNT(*) FROM payment_order"), ("photo", "SELECT COUNT(*) FROM photo"),
        ("receipt", "SELECT COUNT(*) FROM receipt"), ("roster_entry", "SELECT COUNT(*) FROM roster_entry"),
        ("mass_suspension", "SELECT COUNT(*) FROM mass_suspension"), ("staff", "SELECT COUNT(*) FROM staff"),
        ("staff_change", "SELECT COUNT(*) FROM staff_change"),
        ("status_change", "SELECT COUNT(*) FROM status_change"),
        ("status_list", "SELECT COUNT(*) FROM status_list"),
    ]

    static func all(_ database: any SQLReading) throws -> [String: Int64] {
        var counts: [String: Int64] = [:]
        for table in tables { counts[table.name] = try database.integer(table.count) ?? 0 }
        return counts
    }
}
