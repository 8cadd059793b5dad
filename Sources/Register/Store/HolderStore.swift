import PassFormat
import SQLStore

/// What the register knows of somebody, by keyed hash, that a new application meets.
enum HolderStore {
    /// The periodic pass that stands in the way of another one.
    struct Standing: Sendable {
        let number: String
        /// Whether an application of this contact led to it: only then is its number told.
        let isTheirs: Bool
    }

    static func periodicPass(
        of subject: [UInt8], notBefore: Int64, expires: Int64, otherThan number: String?, contact: [UInt8]?,
        company: Int64?, _ database: any SQLReading
    ) throws -> Standing? {
        guard
            let standing = try PassStore.periodicPass(
                of: subject, notBefore: notBefore, expires: expires, otherThan: number, database)
        else { return nil }
        guard contact != nil || company != nil else { return Standing(number: standing, isTheirs: false) }
        let owner = try database.row(
            """
            SELECT 1 FROM application_pass JOIN pass ON pass.seq = application_pass.pass
                JOIN application ON application.seq = application_pass.application
            WHERE pass.number = ? AND (application.contact = ? OR application.company = ?) LIMIT 1
            """, .text(standing), .blob(contact), .integer(company))
        return Standing(number: standing, isTheirs: owner != nil)
    }

    /// How many single visits of a person began, or will begin, in a time: of passes that were not taken back, and of
    /// applications that are still under way.
    /// - Parameters:
    ///   - isOfAll: whether everybody's are counted, and not only what this contact or this company applied for.
    static func visits(
        of subject: [UInt8], from: Int64, until: Int64, otherThan application: Int64, isOfAll: Bool, contact: [UInt8]?,
        company: Int64?, _ database: any SQLReading
    ) throws -> Int64 {
        try database.integer(
            """
            SELECT COUNT(*) FROM pass_subject JOIN pass ON pass.seq = pass_subject.pass
                LEFT JOIN application_pass ON application_pass.pass = pass.seq
                LEFT JOIN application ON application.seq = application_pass.application
            WHERE pass_subject.subject = ? AND pass.term = 3 AND pass.state IN (0, 1, 2, 3)
                AND pass.not_before >= ? AND pass.not_before < ?
                AND (application.seq IS NULL OR application.seq <> ?)
                AND (? = 1 OR application.contact = ? OR application.company = ?)
            """,
            .blob(subject), .integer(from), .integer(until), .integer(application), .integer(isOfAll ? 1 : 0),
            .blob(contact), .integer(company)) ?? 0
    }

    /// The number of another application for the same that this contact, or this company, has under way.
    static func openApplication(
        of subject: [UInt8], kind: ApplicationKind, otherThan application: Int64, contact: [UInt8]?,
        company: Int64?, _ database: any SQLReading
    ) throws -> String? {
        try database.row(
            """
            SELECT application.number FROM application_subject
                JOIN application ON application.seq = application_subject.application
            WHERE application_subject.subject = ? AND application.kind = ? AND application.seq <> ?
                AND (application.contact = ? OR application.company = ?)
                AND application.state IN ('submitted', 'correction', 'checking', 'approved', 'awaiting-payment')
            """, .blob(subject), .text(kind.rawValue), .integer(application), .blob(contact),
            .integer(company))?.text(0)
    }
}
