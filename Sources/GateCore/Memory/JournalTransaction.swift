import GateMessages
import PassFormat
import SQLStore

/// The journal within one transaction. Only the database knows where its end is, so that a transaction that was undone leaves
/// nothing behind; within one it is looked up once.
final class JournalTransaction {
    let database: any SQLWriting
    private var end: EpochStore.Row?

    init(_ database: any SQLWriting) {
        self.database = database
    }

    /// Where the last record stands that this transaction wrote; nil when it wrote none.
    private(set) var written: JournalPlace?
    /// What it wrote.
    private(set) var entries: [JournalEntry] = []

    /// - Parameter isHeld: whether it was answered already and waited. What can't be written must not keep what can from being
    ///   written: an alarm stands in its place then, and nothing else follows from it.
    /// - Returns: where the record stands.
    /// - Throws: `GateError` with code `request` for what can't be written, and was not answered yet.
    @discardableResult
    func append(_ asked: JournalEntry, isHeld: Bool = false) throws -> JournalPlace {
        guard var epoch = try end ?? EpochStore.newest(database) else { throw StoreError.unexpectedValue(column: 0) }
        let place = JournalPlace(epoch: epoch.epoch, sequence: epoch.last + 1)
        let (entry, bytes) = try Self.encoded(asked, at: place, after: epoch.hash, isHeld: isHeld)
        epoch.last = place.sequence
        epoch.hash = JournalRecord.hash(bytes)
        try RecordStore.add(bytes, epoch: epoch.seq, sequence: place.sequence, at: entry.time, database)
        try EpochStore.advance(epoch, database)
        if let movement = entry.movement {
            try PresenceStore.move(
                movement, at: movement.happenedAt ?? entry.time, epoch: epoch.seq, sequence: place.sequence, database)
        }
        try ShiftTables.follow(entry.event, at: place, time: entry.time, database)
        if let code = entry.liveCode {
            try LiveCodeStore.note(code.pass, issuedAt: code.issuedAt, at: entry.time, database)
        }
        end = epoch
        written = place
        entries.append(entry)
        return place
    }

    private static func encoded(
        _ entry: JournalEntry, at place: JournalPlace, after hash: [UInt8], isHeld: Bool
    ) throws -> (JournalEntry, [UInt8]) {
        do {
            return (entry, try record(of: entry, at: place, after: hash).encoded())
        } catch {
            guard isHeld else { throw GateError(.request, "this can't be written down: \(error)") }
            let alarm = JournalEntry(
                moment: entry.moment, time: entry.time, trust: nil,
                event: .alarm(AlarmEvent(code: GateAlarm.unwritableCode)))
            return (alarm, try record(of: alarm, at: place, after: hash).encoded())
        }
    }

    private static func record(of entry: JournalEntry, at place: JournalPlace, after hash: [UInt8]) -> JournalRecord {
        JournalRecord(place: place, previous: hash, moment: entry.moment, trust: entry.trust, event: entry.event)
    }

    /// Begins a new life of the journal; its first record says why.
    func begin(_ epoch: JournalEpoch, with opened: JournalEntry) throws -> JournalPlace {
        let row = EpochStore.Row(
            seq: (try EpochStore.newest(database)?.seq ?? 0) + 1, epoch: epoch, last: 0, hash: JournalRecord.beginning,
            receipted: 0, sent: 0)
        try EpochStore.add(row, database)
        try ProgressStore.remove(.rebuilt, database)
        end = row
        return try append(opened, isHeld: true)
    }
}
