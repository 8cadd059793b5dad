import GateMessages
import PassFormat
import SQLStore
import StrictJSON

/// Looks at the first record of an epoch: why the gate began a new one, and whether that fits what is known of it.
struct EpochWatch {
    let gate: EnrolledGate
    let now: Int64
    let database: any SQLWriting

    func look(at arrived: ArrivedRecord) throws {
        let epoch = arrived.record.place.epoch
        guard let before = try JournalStore.newest(of: gate.gate, otherThan: epoch, database) else { return }
        guard case .opened(let opened) = arrived.record.event else {
            return try report(.newEpoch, "it does not say why", arrived)
        }
        switch opened.cause {
        case .new:
            // A kiosk in the place of another, or set up anew: it came with a code.
            guard gate.enrolledAt >= before.receivedLast else {
                return try report(.newEpoch, "a new home without a new enrolment", arrived)
            }
        case .start:
            try report(.newEpoch, "it says that it went on", arrived)
        case .rebuilt, .restored:
            guard let place = opened.continues else {
                return try report(.newEpoch, "it does not say what it continues", arrived)
            }
            guard let continued = try JournalStore.journal(gate.gate, place.epoch, database) else {
                return try report(.newEpoch, "it continues an epoch that is not known", arrived)
            }
            if place.sequence < continued.through {
                try report(
                    .restored, "it knows less than it has sent", arrived,
                    [
                        "continues": .text(place.epoch.hex), "knows": .integer(place.sequence),
                        "sent": .integer(continued.through),
                    ])
            } else if place.sequence > continued.through {
                // The end of the epoch before may still come, out of what was set aside.
                let from = continued.through + 1
                try FindingStore.add(
                    Finding(
                        .gap, name: "\(gate.gate)/\(place.epoch.hex)/\(from)", gate: gate.gate, epoch: place.epoch,
                        sequence: from, time: arrived.time, detail: ["to": .integer(place.sequence)]),
                    at: now, database)
            }
        }
    }

    private func report(
        _ kind: FindingKind, _ what: String, _ arrived: ArrivedRecord, _ detail: JSONObject = [:]
    ) throws {
        var detail = detail
        detail["what"] = .text(what)
        let epoch = arrived.record.place.epoch
        try FindingStore.add(
            Finding(
                kind, name: "\(gate.gate)/\(epoch.hex)", gate: gate.gate, epoch: epoch, sequence: 1,
                time: arrived.time, detail: detail),
            at: now, database)
    }
}
