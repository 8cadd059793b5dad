import GateMessages
import PassFormat
import SQLStore
import StrictJSON

/// Follows the records of one journal in their order, and notes what they say: movements, trust, and what is wrong with them.
///
/// Only what stands in the journal is followed, each record once: findings do not depend on how the journal came.
struct JournalAnalysis {
    let gate: EnrolledGate
    let port: String?
    /// The journal before this upload.
    let journal: JournalState
    let now: Int64
    let database: any SQLWriting

    /// What the next record is held against.
    private(set) var last: JournalState.Last?
    private(set) var trust: TrustMark?
    private var watch: GateWatchStore.Watch
    private let watchBefore: GateWatchStore.Watch
    private var movements: MovementWatch

    init(
        gate: EnrolledGate, port: String?, journal: JournalState, seq: Int64, now: Int64, database: any SQLWriting
    ) throws {
        guard let watch = try GateWatchStore.watch(gate.gate, database) else {
            throw RegisterError.damaged("a gate that nobody watches")
        }
        self.gate = gate
        self.port = port
        self.journal = journal
        self.now = now
        self.database = database
        self.watch = watch
        watchBefore = watch
        last = journal.last
        trust = journal.trust
        movements = MovementWatch(gate: gate.gate, journal: seq, port: port, now: now, database: database)
    }

    mutating func follow(_ arrived: ArrivedRecord) throws {
        if arrived.record.place.sequence == 1 {
            try EpochWatch(gate: gate, now: now, database: database).look(at: arrived)
        }
        try ClockWatch(gate: gate.gate, now: now, database: database).look(at: arrived, after: last)
        try followTrust(arrived)
        if case .alarm(let alarm) = arrived.record.event { try report(alarm, arrived) }
        if case .checkpoint(let note) = arrived.record.event {
            try CheckpointWatch(gate: gate.gate, now: now, database: database).look(at: note, arrived)
        }
        if case .report(let report) = arrived.record.event {
            try TaskStore.add(report, of: gate.gate, arrived, database)
        }
        if let admission = try movements.look(at: arrived) {
            try AdmissionWatch(gate: gate.gate, now: now, database: database).look(at: admission, arrived)
        }
        let moment = arrived.record.moment
        last = JournalState.Last(wall: moment.wall, boot: moment.boot, uptime: moment.uptime)
        let lag = arrived.receivedAt.saturatingSubtraction(moment.wall)
        watch.lag = watch.boot == moment.boot ? min(watch.lag ?? lag, lag) : lag
        watch.boot = moment.boot
    }

    /// Keeps what is last known of the gate.
    func finish() throws {
        if let version = watch.trustVersion, let issued = watch.trustIssued,
            version != watchBefore.trustVersion || issued != watchBefore.trustIssued
        {
            try GateWatchStore.setTrust(version: version, issued: issued, of: gate.gate, database)
        }
        if let lag = watch.lag, let boot = watch.boot, lag != watchBefore.lag || boot != watchBefore.boot {
            try GateWatchStore.setLag(lag, boot: boot, of: gate.gate, database)
        }
    }

    private func report(_ alarm: AlarmEvent, _ arrived: ArrivedRecord) throws {
        let place = arrived.record.place
        var detail: JSONObject = ["code": .text(alarm.code.string)]
        if let status = alarm.status {
            detail["list"] = .integer(status.list)
            detail["index"] = .integer(status.index)
        }
        try FindingStore.add(
            Finding(
                .gateAlarm, name: "\(gate.gate)/\(place.epoch.hex)/\(place.sequence)", gate: gate.gate,
                epoch: place.epoch, sequence: place.sequence, time: arrived.time, detail: detail),
            at: now, database)
    }

    private mutating func followTrust(_ arrived: ArrivedRecord) throws {
        guard let mark = arrived.record.trust else { return }
        // The first of an epoch is held against what the gate had in the one before.
        let before =
            trust
            ?? watch.trustVersion.flatMap { version in
                watch.trustIssued.map { TrustMark(version: version, issued: $0) }
            }
        if let before, mark.version < before.version || mark.issued < before.issued {
            let place = arrived.record.place
            try FindingStore.add(
                Finding(
                    .trustBackwards, name: "\(gate.gate)/\(place.epoch.hex)/\(place.sequence)", gate: gate.gate,
                    epoch: place.epoch, sequence: place.sequence, time: arrived.time,
                    detail: [
                        "from": .integer(before.version), "to": .integer(mark.version),
                        "issuedFrom": .integer(before.issued), "issuedTo": .integer(mark.issued),
                    ]),
                at: now, database)
        }
        if before?.version != mark.version {
            try TrustMarkStore.add(mark, gate: gate.gate, at: arrived.time, database)
        }
        trust = mark
        watch.trustVersion = mark.version
        watch.trustIssued = mark.issued
    }
}
