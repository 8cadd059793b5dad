import GateMessages
import PassFormat
import SQLStore
import StrictJSON

/// Holds a checkpoint of the audit log that a gate brings back against the log here.
struct CheckpointWatch {
    let gate: String
    let now: Int64
    let database: any SQLWriting

    func look(at note: WireText, _ arrived: ArrivedRecord) throws {
        guard let origin = try SettingStore.value(.auditOrigin, database) else {
            throw RegisterError.damaged("no audit log")
        }
        let keys = try KeyStore.all(database).filter { $0.use == .audit }.map(\.publicKey)
        guard let kept = SignedCheckpoint(verifying: note.string, origin: origin, keys: keys)?.checkpoint else {
            return try report("it is not signed by an audit key of this register", arrived)
        }
        let size = try AuditStore.size(database)
        guard kept.size <= size else {
            return try report("it is of \(kept.size) records, and the log here has \(size)", arrived)
        }
        guard try AuditStore.tree(database, size: size).root(of: kept.size) == kept.root else {
            return try report("the first \(kept.size) records here are others", arrived)
        }
    }

    private func report(_ what: String, _ arrived: ArrivedRecord) throws {
        let place = arrived.record.place
        try FindingStore.add(
            Finding(
                .auditContradicted, name: "\(gate)/\(place.epoch.hex)/\(place.sequence)", gate: gate,
                epoch: place.epoch, sequence: place.sequence, time: arrived.time, detail: ["what": .text(what)]),
            at: now, database)
    }
}
