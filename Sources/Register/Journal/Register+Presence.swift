import GateMessages
import PassFormat
import PassVerify
import SQLStore

extension Register {
    /// What became known of who is inside a gate's port, after a place in its feed.
    /// - Returns: the envelope of a `PresenceFeed`.
    /// - Throws: ``RegisterError`` with code `notFound` when the gate is no longer in the policy, or `missingKey`.
    package func presence(for gate: EnrolledGate, after place: Int64, now: Int64) async throws -> [UInt8] {
        guard let port = seeds.policy.gate(WireText(gate.gate))?.port else {
            throw RegisterError(.notFound, "this gate is no longer in the policy")
        }
        let limit = MessageLimits.presence
        let rows = try await engine.read {
            try PresenceStore.feed(port.string, after: place, limit: limit + 1, $0)
        }
        let shown = rows.prefix(limit)
        let feed = PresenceFeed(
            port: port, after: place, through: shown.last?.place ?? place, time: now, entries: shown.map(\.entry),
            hasMore: rows.count > limit)
        return try await receiptSigner(now: now).envelope(feed)
    }
}
