import SQLStore

// Codes that a counter prints for who has neither e-mail nor phone.
extension Register {
    private static let codeKind = "retrieval"

    /// Makes a code that opens an application's progress, or a pass. One that was made for the same before is good no more.
    /// - Parameter lifetime: seconds.
    package func makeRetrievalCode(
        for target: RetrievalTarget, lifetime: Int64, by principal: Principal, now: Int64
    ) async throws -> RetrievalCode {
        let code = RetrievalCode(random: random.bytes(RetrievalCode.characterCount))
        let secret = try await shortSecret(code.bytes, Self.codeKind)
        try await engine.write { database in
            let event: AuditEvent
            switch target {
            case .application(let id):
                guard let known = try ApplicationStore.application(id, database) else {
                    throw RegisterError.unknownApplication
                }
                event = .retrievalCodeMade(number: known.number)
            case .pass(let number):
                guard try !PassStore.passes(number: number, database).isEmpty else {
                    throw RegisterError.unknownPass(number)
                }
                event = .passCodeMade(number: number)
            }
            try RetrievalCodeStore.put(
                secret, for: target, madeAt: now, expires: now + max(1, lifetime), by: principal.name, database)
            try AuditStore.append([event], at: now, by: principal, database)
        }
        return code
    }

    /// What a code opens; nil for a code that was never made, was replaced, or has run out.
    package func target(of code: RetrievalCode, now: Int64) async throws -> RetrievalTarget? {
        let (bytes, selector) = try keyed(code.bytes, Self.codeKind)
        let stored = try await engine.read { try RetrievalCodeStore.codes(selector: selector, at: now, $0) }
        let digest = try await match(bytes, among: stored)
        return try await engine.read { database in
            if let digest { return try RetrievalCodeStore.target(digest: digest, at: now, database) }
            return try RetrievalCodeStore.target(bytes, at: now, database)
        }
    }

    /// What a browser may do in which a code was typed; nil where it opens nothing.
    package func grant(of code: RetrievalCode, now: Int64) async throws -> SessionGrant? {
        switch try await target(of: code, now: now) {
        case nil: nil
        case .application(let id)?: .application(id)
        // By any id that goes by its number: a session lasts when the pass is reissued.
        case .pass(let number)?: try await passes(number: number).last.map { .pass($0.id) }
        }
    }
}
