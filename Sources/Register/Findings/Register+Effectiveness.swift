package import PassFormat
import SQLStore

extension Register {
    /// Where the newest change of a pass is in force: first published in which version, and since when each enrolled gate
    /// goes by it.
    /// - Throws: ``RegisterError`` with code `notFound` for an unknown pass, and `impossibleChange` for one that was never
    ///   changed.
    package func effectiveness(of id: PassID) async throws -> Effectiveness {
        try await engine.read { database in
            guard let row = try PassStore.pass(id, database) else { throw RegisterError.unknownPass(id.hex) }
            guard let change = try StatusChangeStore.changes(of: id, database).last else {
                throw RegisterError(
                    .impossibleChange, "\(row.number) was never suspended, revoked or superseded: no gate has to know")
            }
            let gates = try GateStore.all(database).filter { $0.revokedAt == nil }.map { gate in
                Effectiveness.Gate(
                    gate: gate.gate,
                    since: try change.version.flatMap {
                        try TrustMarkStore.since(version: $0, gate: gate.gate, database)
                    })
            }
            return Effectiveness(
                pass: id, number: row.number, state: change.state, reason: change.reason, changedAt: change.changedAt,
                version: change.version, publishedAt: change.publishedAt, gates: gates)
        }
    }
}
