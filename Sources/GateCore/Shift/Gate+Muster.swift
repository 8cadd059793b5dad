internal import GateMessages
internal import PassFormat
internal import PassVerify
internal import SQLStore
internal import TrustFiles

extension Gate {
    /// Who is inside. What the directory says of them is looked up beside the scans.
    package func muster() async throws -> MusterList {
        let now = observe(clock.read()).now
        let port = port
        let (inside, emergencies, heard, cards) = try commit { journal in
            let database = journal.database
            return (
                try PresenceStore.inside(database), try EmergencyStore.open(database),
                try port.flatMap { try ProgressStore.value(.presenceHeard(of: $0), database) },
                try CardStore.out(database)
            )
        }
        let (id, evacuation, lists) = (id, evacuation, applied?.lists)
        return try await reading.run {
            let kinds = lists?.entries(of: inside.map(\.number)) ?? [:]
            let bearers = Dictionary(cards.map { ($0.number, $0) }) { $1 }
            let rows = inside.map { row in
                MusterList.Row(
                    number: row.number, since: row.since, gate: row.gate ?? id, kind: kinds[row.number]?.kind,
                    hint: bearers[row.number]?.hint, escort: bearers[row.number]?.escort)
            }.sorted { ($1.since, $0.number) < ($0.since, $1.number) }
            return MusterList(
                gate: id, asOf: now, heard: heard, rows: rows, emergencies: emergencies.filter { !$0.hasLeft },
                evacuation: evacuation)
        }
    }
}
