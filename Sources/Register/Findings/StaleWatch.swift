import PassFormat
import PassVerify
import SQLStore
import StrictJSON
import TrustFiles

/// Which gates go by trust that is older than their policy likes: each time once, from the moment on at which it became too old.
struct StaleWatch: Sendable {
    let policy: GatePolicy
    let levels: SecurityLevels
    let now: Int64

    struct Found: Sendable {
        var new: [Finding] = []
        /// The names of those that are over: the gate has newer trust, or is none any more.
        var over: [String] = []

        var isEmpty: Bool { new.isEmpty && over.isEmpty }
    }

    func look(_ database: any SQLReading) throws -> Found {
        var found = Found()
        var standing: Set<String> = []
        for gate in try GateStore.all(database) where gate.revokedAt == nil {
            guard let issued = try GateWatchStore.watch(gate.gate, database)?.trustIssued else { continue }
            let finding = finding(gate.gate, issued: issued)
            // What was too old once stays so until newer trust is there, whatever the level does.
            standing.insert(finding.name)
            guard finding.time <= now, try !FindingStore.isKnown(finding, database) else { continue }
            found.new.append(finding)
        }
        found.over = try FindingStore.open(.stale, database).map(\.name).filter { !standing.contains($0) }
        return found
    }

    private func finding(_ gate: String, issued: Int64) -> Finding {
        let port = policy.gate(WireText(gate))?.port
        let level = port.map { levels[$0] } ?? levels.common
        let (time, overflow) = issued.addingReportingOverflow(policy.staleness[level].noteAfter + 1)
        return Finding(
            .stale, name: "\(gate)/\(issued)", gate: gate, time: overflow ? Int64.max : time,
            detail: ["issued": .integer(issued), "level": .integer(Int64(level.rawValue))])
    }
}
