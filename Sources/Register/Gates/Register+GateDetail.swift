import Identifiers
import PassFormat
import PassVerify
import SQLStore

extension Register {
    /// One gate; nil for one that is neither in the policy nor was ever enrolled.
    package func gate(_ id: String, now: Int64) async throws -> GateDetail? {
        guard !id.utf8.contains(0), let summary = try await gates(now: now).first(where: { $0.gate == id }) else {
            return nil
        }
        let (place, waiting, enrolment) = try await engine.read { database in
            (
                try GatePlaceStore.place(id, database), try EnrolmentCodeStore.waiting(for: id, database),
                try GateStore.gate(id, database)
            )
        }
        return GateDetail(
            summary: summary, seed: seeds.site.gates.first { $0.id == id },
            port: seeds.ports.first { $0.id == summary.port }, place: place,
            codeExpires: waiting.flatMap { $0.expires > now ? $0.expires : nil }, enrolment: enrolment)
    }

    /// Writes down where a gate stands.
    /// - Throws: ``RegisterError``: no such gate, or a text that is empty or too long.
    package func setPlace(_ typed: String, of gate: String, by principal: Principal, now: Int64) async throws {
        let text = TextNormalisation.trimmed(typed)
        guard seeds.policy.gate(WireText(gate)) != nil else {
            throw RegisterError(.notFound, "the seeds have no gate \(Self.shown(gate)): see gates.json")
        }
        guard (1...GatePlace.longest).contains(text.count), TextNormalisation.isPlain(text) else {
            throw RegisterError(.invalidArgument, "a place has 1 to \(GatePlace.longest) characters, on one line")
        }
        try await engine.write { database in
            guard try GatePlaceStore.place(gate, database)?.text != text else { return }
            try GatePlaceStore.set(text, of: gate, by: principal, at: now, database)
            try AuditStore.append([.gateDesk(.gatePlaced(gate: gate))], at: now, by: principal, database)
        }
    }
}
