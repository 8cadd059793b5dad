import GateMessages
import PassFormat
import SQLStore
import StrictJSON

/// Makes movements of admissions: who is inside which port, and which number is inside twice.
struct MovementWatch {
    let gate: String
    /// The database's number of the journal.
    let journal: Int64
    let port: String?
    let now: Int64
    let database: any SQLWriting

    private var nextPlace: Int64?

    init(gate: String, journal: Int64, port: String?, now: Int64, database: any SQLWriting) {
        self.gate = gate
        self.journal = journal
        self.port = port
        self.now = now
        self.database = database
    }

    /// Notes the movement that a record tells of, if it does.
    /// - Returns: the pass that was let through, where the gate knew which.
    mutating func look(at arrived: ArrivedRecord) throws -> Admission? {
        switch arrived.record.event {
        case .scan(let scan):
            guard scan.verdict == .admit, let pass = scan.pass else { return nil }
            try move(
                pass.number.string, scan.direction, isSingle: pass.term == .singleVisit, at: arrived.time, arrived)
            return Admission(pass: pass, direction: scan.direction, isOverride: false)
        case .override(let override):
            guard override.isAdmitted else { return nil }
            let scan = try scanned(override.sequence, before: arrived)
            guard let number = scan?.number ?? override.number else { return nil }
            try move(
                number.string, override.direction, isSingle: scan?.term == .singleVisit, at: arrived.time, arrived)
            return scan.map { Admission(pass: $0, direction: override.direction, isOverride: true) }
        case .passage(let passage): return try look(at: passage, arrived)
        case .opened, .trustApplied, .clock, .shift, .alarm, .card, .tray, .evacuation, .report, .handOver, .guards,
            .checkpoint, .unknown:
            return nil
        }
    }

    /// Somebody whose pass was not read. Which pass a number stands for, and whether it was for one visit, the register knows.
    private mutating func look(at passage: PassageEvent, _ arrived: ArrivedRecord) throws -> Admission? {
        guard passage.isAdmitted, passage.cause != .emergency, let number = passage.number else { return nil }
        let happenedAt = passage.happenedAt.map { happened in
            // As much earlier than the record as the gate's own clock says.
            let wait = max(0, arrived.record.moment.wall.saturatingSubtraction(happened))
            return max(0, arrived.time.saturatingSubtraction(wait))
        }
        let pass = try PassStore.passes(number: number.string, database).last
        try move(
            number.string, passage.direction, isSingle: pass?.term == .singleVisit, at: happenedAt ?? arrived.time,
            arrived)
        return pass.map { pass in
            Admission(
                pass: ScanEvent.Pass(id: pass.id, number: number, term: pass.term, status: nil),
                direction: passage.direction, isOverride: true, happenedAt: happenedAt)
        }
    }

    /// The pass of the scan that an override is about.
    private func scanned(_ sequence: Int64, before arrived: ArrivedRecord) throws -> ScanEvent.Pass? {
        guard sequence < arrived.record.place.sequence,
            let bytes = try JournalStore.record(journal, sequence, database),
            case .scan(let scan)? = try? JournalRecord(decoding: bytes).event
        else { return nil }
        return scan.pass
    }

    private mutating func move(
        _ number: String, _ direction: ScanEvent.Direction, isSingle: Bool, at time: Int64, _ arrived: ArrivedRecord
    ) throws {
        let state: PresenceState
        switch direction {
        case .in: state = .inside
        case .out: state = isSingle ? .used : .outside
        case .check: return
        }
        let place = arrived.record.place
        let movement = Movement(
            number: number, time: time, gate: gate, epoch: place.epoch, sequence: place.sequence, state: state)
        try MovementStore.add(movement, database)
        try lookForTwice(movement)
        guard let port else { return }
        let next = try nextPlace ?? PresenceStore.nextPlace(in: port, now: now, database)
        if try PresenceStore.move(movement, in: port, place: next, database) {
            nextPlace = next + 1
        } else {
            nextPlace = next
        }
    }

    /// Two movements of a number that follow each other, both inwards and at two gates. One that comes later, but happened in
    /// between, ends what was found before.
    private func lookForTwice(_ movement: Movement) throws {
        let (before, after) = (
            try MovementStore.before(movement, database), try MovementStore.after(movement, database)
        )
        if let before, let after, Self.isTwice(before, after) {
            try FindingStore.close(name: finding(before, after).name, at: now, database)
        }
        if let before, Self.isTwice(before, movement) {
            try FindingStore.add(finding(before, movement), at: now, database)
        }
        if let after, Self.isTwice(movement, after) {
            try FindingStore.add(finding(movement, after), at: now, database)
        }
    }

    private static func isTwice(_ first: Movement, _ second: Movement) -> Bool {
        first.state == .inside && second.state == .inside && first.gate != second.gate
    }

    private func finding(_ first: Movement, _ second: Movement) -> Finding {
        Finding(
            .insideTwice,
            name: "\(second.epoch.hex)/\(second.sequence)/\(first.epoch.hex)/\(first.sequence)/\(second.number)",
            gate: second.gate, epoch: second.epoch, sequence: second.sequence, number: second.number,
            time: second.time,
            detail: [
                "otherGate": .text(first.gate), "otherEpoch": .text(first.epoch.hex),
                "otherSequence": .integer(first.sequence), "otherTime": .integer(first.time),
            ])
    }
}
