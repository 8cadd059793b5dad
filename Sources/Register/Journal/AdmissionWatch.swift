import GateMessages
import PassFormat
import SQLStore
import StrictJSON

/// Holds an admission against what was known of the pass: by the gate, and by everybody else.
struct AdmissionWatch {
    let gate: String
    let now: Int64
    let database: any SQLWriting

    func look(at admission: Admission, _ arrived: ArrivedRecord) throws {
        // Leaving is never an offence of the gate's: a guard let somebody out.
        guard admission.direction != .out else { return }
        let changes = try StatusChangeStore.changes(of: admission.pass.id, database)
        guard !changes.isEmpty else { return }
        let trust = admission.happenedAt == nil ? arrived.record.trust : nil
        let toldTo = changes.last { change in
            guard let trust, let version = change.version else { return false }
            return version <= trust.version
        }
        if let toldTo, toldTo.state.status != .valid {
            try report(.admittedAfterRevocation, toldTo, admission, arrived)
            return
        }
        let inForce = changes.last { $0.changedAt <= admission.happenedAt ?? arrived.time }
        if let inForce, inForce.state.status != .valid, admission.direction == .in {
            try report(.exposure, inForce, admission, arrived)
        }
    }

    private func report(
        _ kind: FindingKind, _ change: StatusChangeStore.Change, _ admission: Admission, _ arrived: ArrivedRecord
    ) throws {
        let place = arrived.record.place
        try FindingStore.add(
            Finding(
                kind, name: "\(gate)/\(place.epoch.hex)/\(place.sequence)", gate: gate, epoch: place.epoch,
                sequence: place.sequence, pass: admission.pass.id, number: admission.pass.number.string,
                time: admission.happenedAt ?? arrived.time,
                detail: [
                    "state": .text(change.state.name), "changedAt": .integer(change.changedAt),
                    "publishedVersion": change.version.map { .integer($0) } ?? .null,
                    "trustVersion": arrived.record.trust.map { .integer($0.version) } ?? .null,
                    "byGuard": .bool(admission.isOverride),
                ]),
            at: now, database)
    }
}
