import SQLStore

// Codes that a counter prints for who has neither e-mail nor phone.
extension Register {
    /// Makes a code that opens an application's progress. One that was made for it before is good no more.
    /// - Parameter lifetime: seconds.
    package func makeRetrievalCode(
        for application: ApplicationID, lifetime: Int64, by principal: Principal, now: Int64
    ) async throws -> RetrievalCode {
        let code = RetrievalCode(random: random.bytes(RetrievalCode.characterCount))
        let verifier = try vault.mac(code.bytes, "retrieval")
        try await engine.write { database in
            guard let known = try ApplicationStore.application(application, database) else {
                throw RegisterError.unknownApplication
            }
            try RetrievalCodeStore.put(
                verifier, for: application, madeAt: now, expires: now + max(1, lifetime), by: principal.name, database)
            try AuditStore.append([.retrievalCodeMade(number: known.number)], at: now, by: principal, database)
        }
        return code
    }

    /// The application that a code opens; nil for a code that was never made, was replaced, or has run out.
    package func application(_ code: RetrievalCode, now: Int64) async throws -> ApplicationID? {
        let verifier = try vault.mac(code.bytes, "retrieval")
        return try await engine.read { try RetrievalCodeStore.application(verifier, at: now, $0) }
    }
}
