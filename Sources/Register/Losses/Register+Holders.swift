import PassFormat
import SQLStore

// Whose a pass is, as a browser's session tells it.
extension Register {
    /// What a session has of a pass; nil for nothing, also where there is no such pass.
    package func holding(ofPass number: String, in session: WebSession) async throws -> PassHolding? {
        try await engine.look { try Self.holding(ofPass: number, in: session, $0) }
    }

    /// The same with the pass itself: what a session has of it, and as it is now. Nil where it has nothing of it.
    package func heldPass(
        number: String, in session: WebSession
    ) async throws -> (holding: PassHolding, pass: HeldPass)? {
        let found = try await engine.look { database -> (PassHolding, PassRow)? in
            guard let holding = try Self.holding(ofPass: number, in: session, database),
                let row = try PassStore.current(number: number, database)
            else { return nil }
            return (holding, row)
        }
        guard let (holding, row) = found else { return nil }
        return (holding, try await held(row))
    }

    private static func holding(
        ofPass number: String, in session: WebSession, _ database: any SQLReading
    ) throws -> PassHolding? {
        let rows = try database.rows(
            """
            SELECT pass.id, application.id, application.contact FROM pass
                LEFT JOIN application_pass ON application_pass.pass = pass.seq
                LEFT JOIN application ON application.seq = application_pass.application
            WHERE pass.number = ?
            """, .text(number))
        var isKept = false
        for row in rows {
            let pass = PassID(rawValue: UInt64(bitPattern: try row.integer(0)))
            if session.passes.contains(pass) { return .proved }
            if let id = try row.optionalBlob(1).flatMap(ApplicationID.init), session.applications.contains(id) {
                return .proved
            }
            if let contact = try row.optionalBlob(2), session.hasContact(of: contact) { return .proved }
            isKept = isKept || session.phones.contains(pass)
        }
        return isKept ? .kept : nil
    }

    /// Takes a pass off every browser that has it open, and ends its code: a phone was lost, or the pass is over. Within the
    /// transaction in which it is: who found the phone sees nothing from then on, whatever breaks after.
    func endHoldings(ofPass number: String, _ database: any SQLWriting) throws {
        for pass in try PassStore.passes(number: number, database) {
            try endGrants(of: .pass(pass.id), database)
            try endGrants(of: .phone(pass.id), database)
        }
        try RetrievalCodeStore.remove(.pass(number), database)
    }
}
