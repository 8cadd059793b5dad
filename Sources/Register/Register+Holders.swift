package import PassFormat
import SQLStore

extension Register {
    /// Whether a pass came of an application of one of these contacts, or of one of these applications, or is one of these.
    package func isHolder(
        ofPass number: String, contacts: [Contact], applications: [ApplicationID], passes: [PassID]
    ) async throws -> Bool {
        let subjects = try contacts.map { try vault.subject(contact: $0) }
        return try await engine.read { database in
            let rows = try database.rows(
                """
                SELECT pass.id, application.id, application.contact FROM pass
                    LEFT JOIN application_pass ON application_pass.pass = pass.seq
                    LEFT JOIN application ON application.seq = application_pass.application
                WHERE pass.number = ?
                """, .text(number))
            return try rows.contains { row in
                if passes.contains(PassID(rawValue: UInt64(bitPattern: try row.integer(0)))) { return true }
                if let id = try row.optionalBlob(1).flatMap(ApplicationID.init), applications.contains(id) {
                    return true
                }
                return try row.optionalBlob(2).map(subjects.contains) ?? false
            }
        }
    }
}
