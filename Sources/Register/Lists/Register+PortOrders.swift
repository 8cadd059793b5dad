import Identifiers
import PassFormat
package import PassVerify
import SQLStore
import TrustFiles

// What the gates of one port are told at once, and where it is in force.
extension Register {
    /// Longest note, in characters.
    package static let orderNote = 200

    /// Every port of the policy with its level.
    package func portLevels() async throws -> [PortLevel] {
        let (policy, ports) = (seeds.policy, seeds.ports)
        return try await engine.read { database in
            let levels = try PortOrderStore.levels(policy, database)
            return try ports.filter { policy.port(WireText($0.id)) != nil }.map { port in
                PortLevel(
                    port: port, level: levels[WireText(port.id)],
                    order: try PortOrderStore.orders(port.id, kind: "level", limit: 1, database).first)
            }
        }
    }

    /// Sets the level of one port; its gates have it with their next sync.
    ///
    /// - Returns: false when the port is at it already: nothing is written then.
    /// - Throws: ``RegisterError``: no such port, or a note that is too long.
    @discardableResult
    package func setLevel(
        _ level: SecurityLevel, port: String, reason: LevelReason, note typed: String, by principal: Principal,
        now: Int64
    ) async throws -> Bool {
        try checkPort(port)
        let note = TextNormalisation.trimmed(typed)
        guard note.count <= Self.orderNote, note.isEmpty || TextNormalisation.isPlain(note) else {
            throw RegisterError(.invalidArgument, "a note has at most \(Self.orderNote) characters, on one line")
        }
        let policy = seeds.policy
        let isChanged = try await engine.write { database in
            guard try PortOrderStore.levels(policy, database)[WireText(port)] != level else { return false }
            try PortOrderStore.add(
                .init(port: port, content: .level(level), reason: reason, note: note.isEmpty ? nil : note),
                by: principal, at: now, database)
            try AuditStore.append(
                [.gateDesk(.levelSet(port: port, level: level.rawValue, reason: reason))], at: now, by: principal,
                database)
            return true
        }
        if isChanged { changes.notify() }
        return isChanged
    }

    /// How a port's level changed, the newest first.
    package func levelOrders(port: String, limit: Int = 20) async throws -> [PortOrder] {
        try checkPort(port)
        return try await engine.read { try PortOrderStore.orders(port, kind: "level", limit: limit, $0) }
    }

    /// Where the newest level of a port is in force; nil where it never changed.
    package func levelReach(port: String) async throws -> OrderReach? { try await reach(of: "level", port: port) }

    /// Where the newest change of a port's hot list is in force; nil where it never changed.
    package func hotListReach(port: String) async throws -> OrderReach? {
        try await reach(of: "hot-list", port: port)
    }

    private func reach(of kind: String, port: String) async throws -> OrderReach? {
        try checkPort(port)
        let policy = seeds.policy
        return try await engine.read { database in
            guard let order = try PortOrderStore.orders(port, kind: kind, limit: 1, database).first else { return nil }
            let gates = try GateStore.all(database).filter { gate in
                gate.revokedAt == nil && policy.gate(WireText(gate.gate))?.port == WireText(port)
            }
            return OrderReach(
                order: order,
                gates: try gates.map { gate in
                    Effectiveness.Gate(
                        gate: gate.gate,
                        since: try order.version.flatMap {
                            try TrustMarkStore.since(version: $0, gate: gate.gate, database)
                        })
                })
        }
    }

    // MARK: Publishing

    /// Takes entries off hot lists whose time is over.
    func endHotEntries(by principal: Principal, now: Int64) async throws {
        guard try await !engine.read({ try HotListStore.ended(at: now, $0).isEmpty }) else { return }
        try await engine.write { database in
            for (port, subject) in try HotListStore.ended(at: now, database) {
                guard try HotListStore.remove(subject, from: port, database) else { continue }
                try PortOrderStore.add(
                    .init(port: port, content: .hotList(subject: subject)), by: principal, at: now, database)
                try AuditStore.append(
                    [.gateDesk(.hotListEnded(port: port, subject: subject))], at: now, by: principal, database)
            }
        }
    }
}
