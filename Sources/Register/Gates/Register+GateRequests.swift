import GateMessages
import PassFormat
import SQLStore

extension Register {
    /// How often a gate that only asks is written down as heard, in seconds: each note is a sync of the disk.
    private static let contactInterval: Int64 = 60

    /// Who asks, by the signed request that came along.
    /// - Parameters:
    ///   - message: the envelope of a `GateRequest`.
    ///   - path: with its query, as in the request line.
    /// - Throws: ``RegisterError`` with code `badMessage`, `unknownGate` or `revokedGate`.
    package func authenticate(
        _ message: [UInt8], method: String, path: String, now: Int64
    ) async throws -> EnrolledGate {
        let unverified: UnverifiedMessage<GateRequest>
        do throws(FormatError) {
            unverified = try UnverifiedMessage<GateRequest>(decoding: message)
        } catch {
            throw RegisterError.badMessage("\(error)")
        }
        let (gate, request) = try await sender(of: unverified, named: unverified.claimed.gate)
        guard request.isFor(method: method, path: path, at: now) else { throw RegisterError.unknownGate }
        return gate
    }

    /// The enrolled gate that signed a message, and the message.
    func sender<Content: GateMessage>(
        of message: UnverifiedMessage<Content>, named name: WireText
    ) async throws -> (EnrolledGate, Content) {
        guard !name.utf8.contains(0), let gate = try await engine.read({ try GateStore.gate(name.string, $0) }),
            let content = message.verified(by: gate.publicKey)
        else { throw RegisterError.unknownGate }
        guard gate.revokedAt == nil else { throw RegisterError.revokedGate }
        return (gate, content)
    }

    /// Notes that a gate was heard, and how many records it says it has still to send.
    package func heard(from gate: EnrolledGate, backlog: Int64?, now: Int64) async throws {
        let known = try await engine.read { try GateWatchStore.watch(gate.gate, $0) }
        let isRecent = known.map { now - $0.lastContact < Self.contactInterval } ?? false
        guard !isRecent || (backlog != nil && backlog != known?.backlog) else { return }
        try await engine.write { database in
            try GateWatchStore.touch(gate.gate, at: now, database)
            if let backlog { try GateWatchStore.setBacklog(backlog, of: gate.gate, at: now, database) }
        }
    }
}
