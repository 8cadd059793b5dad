import PassCrypto
import PassFormat
import SQLStore

/// Takes what is of a person out of passes and applications that are over.
struct Eraser: Sendable {
    let engine: any SQLEngine
    let vault: IdentityVault
    let random: RandomSource
    let principal: Principal
    let now: Int64

    /// - Parameter event: what is said of it beside the passes' ids, in the same transaction.
    func erase(
        _ passes: [PassRow], _ applications: [RetentionStore.Application], rosterOf subject: [UInt8]? = nil,
        before time: Int64 = .max, event: (@Sendable (_ roster: Int) -> AuditEvent?)? = nil
    ) async throws -> Int {
        var payloads: [(PassRow, [UInt8])] = []
        for pass in passes { payloads.append((pass, try Self.payload(without: pass))) }
        var documents: [(RetentionStore.Application, [UInt8])] = []
        for application in applications {
            let empty = ApplicationDocument(values: FieldValues())
            documents.append((application, try empty.sealed(for: application.id, vault: vault, random: random)))
        }
        let (principal, now) = (principal, now)
        return try await engine.write { [payloads, documents] database in
            for (pass, payload) in payloads { try RetentionStore.erase(pass, payload: payload, at: now, database) }
            var contacts: Set<[UInt8]> = []
            for (application, document) in documents {
                if let contact = try RetentionStore.contact(of: application.seq, database) { contacts.insert(contact) }
                try RetentionStore.erase(application, document: document, at: now, database)
            }
            for contact in contacts where try !ContactTraces.isNeeded(contact, at: now, database) {
                try ContactTraces.erase(contact, at: now, database)
            }
            let roster = try subject.map { try RetentionStore.eraseRoster(of: $0, before: time, database) } ?? 0
            var events: [AuditEvent] = payloads.isEmpty ? [] : [.passesErased(payloads.map(\.0.id))]
            if let event = event?(roster) { events.append(event) }
            if !events.isEmpty { try AuditStore.append(events, at: now, by: principal, database) }
            return roster
        }
    }

    /// The claims of a pass without what is of its holder. Its digest stays as it was signed.
    @inline(never)
    private static func payload(without pass: PassRow) throws -> [UInt8] {
        var claims = try PassClaims(decoding: pass.payload)
        claims.name = nil
        claims.idHint = nil
        claims.organisation = nil
        claims.plates = []
        claims.photoSecret = nil
        claims.holderKey = nil
        claims.unknownClaims = []
        claims.unknownPassEntries = []
        return try claims.encoded()
    }
}
