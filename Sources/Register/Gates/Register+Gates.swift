import GateMessages
import Identifiers
import PassCrypto
import PassFormat
import PassVerify
import SQLStore

extension Register {
    /// Makes a one-time code that makes a kiosk this gate. A code that waited for the gate before is good no more.
    /// - Throws: ``RegisterError`` with code `notFound` for a gate that is not in the policy.
    package func invite(_ gate: String, by principal: Principal, now: Int64) async throws -> EnrolmentInvitation {
        guard seeds.policy.gate(WireText(gate)) != nil else {
            throw RegisterError(.notFound, "the seeds have no gate \(Self.shown(gate)): see gates.json")
        }
        guard gate.utf8.count <= MessageLimits.gate.upperBound, gate.utf8.allSatisfy({ (0x21...0x7E).contains($0) })
        else { throw RegisterError(.invalidArgument, "a gate's id must be 1 to 32 printable ASCII characters") }
        let code = EnrolmentCode(random: random.bytes(EnrolmentCode.characterCount))
        let expires = now + EnrolmentRules.codeLifetime
        try await engine.write { [verifier = code.verifier] database in
            try EnrolmentCodeStore.put(
                verifier, for: gate, madeAt: now, expires: expires, by: principal.name, database)
            try AuditStore.append([.gateInvited(gate: gate, expires: expires)], at: now, by: principal, database)
        }
        return EnrolmentInvitation(gate: gate, code: code, expires: expires)
    }

    /// Takes a gate's enrolment away, with any code that waits for it: nothing it sends is accepted any more. What it sent
    /// before stays.
    /// - Returns: false when it was revoked already, or only invited.
    @discardableResult
    package func revokeGate(_ gate: String, by principal: Principal, now: Int64) async throws -> Bool {
        // The lists of its port are sealed anew.
        defer { changes.notify() }
        return try await engine.write { database in
            let known = try gate.utf8.contains(0) ? nil : GateStore.gate(gate, database)
            let isInvited = try !gate.utf8.contains(0) && EnrolmentCodeStore.waiting(for: gate, database) != nil
            guard known != nil || isInvited else {
                throw RegisterError(
                    .notFound, "no gate \(Self.shown(gate)) is enrolled: see portpass gates list")
            }
            try EnrolmentCodeStore.remove(gate, database)
            guard let known, known.revokedAt == nil else { return false }
            try GateStore.revoke(gate, at: now, database)
            try AuditStore.append(
                [.gateRevoked(gate: gate, key: KeyID(rawValue: known.publicKey.keyID))], at: now, by: principal,
                database)
            return true
        }
    }

    /// Every gate of the policy, and every one that was ever enrolled, by id.
    package func gates(now: Int64) async throws -> [GateSummary] {
        let policy = seeds.policy
        return try await engine.read { database in
            let enrolled = Dictionary(try GateStore.all(database).map { ($0.gate, $0) }) { first, _ in first }
            let invited = try EnrolmentCodeStore.invited(at: now, database)
            let ids = Set(policy.gates.map(\.id.string)).union(enrolled.keys)
            return try ids.sorted().map { id in
                let gate = enrolled[id]
                let watch = try GateWatchStore.watch(id, database)
                let state: GateSummary.State =
                    switch (gate?.revokedAt, gate) {
                    case (_, nil): invited.contains(id) ? .invited : .absent
                    case (nil, _): .enrolled
                    default: invited.contains(id) ? .invited : .revoked
                    }
                return GateSummary(
                    gate: id, port: policy.gate(WireText(id))?.port.string, state: state,
                    enrolledAt: gate?.enrolledAt, lastContact: watch?.lastContact, trustVersion: watch?.trustVersion,
                    trustIssued: watch?.trustIssued, backlog: watch?.backlog, clockOffset: watch?.lag.map { -$0 },
                    records: try JournalStore.recordCount(of: id, database))
            }
        }
    }

    /// A name from outside, for a sentence.
    static func shown(_ text: String) -> String {
        text.utf8.count <= 40 && TextNormalisation.isPlain(text) ? text : "of this name"
    }
}
