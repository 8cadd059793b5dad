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

    /// - Returns: where the record stands.
    @discardableResult
    func append(_ entry: JournalEntry) throws -> JournalPlace {
        guard var epoch = try end ?? EpochStore.newest(database) else { throw StoreError.unexpectedValue(column: 0) }
        let place = JournalPlace(epoch: epoch.epoch, sequence: epoch.last + 1)
        let bytes = try Self.encoded(entry, at: place, after: epoch.hash)
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
        return place
    }

    /// What can't be written must not keep what can from being written: an alarm stands in its place.
    private static func encoded(_ entry: JournalEntry, at place: JournalPlace, after hash: [UInt8]) throws -> [UInt8] {
        do {
            return try JournalRecord(
                place: place, previous: hash, moment: entry.moment, trust: entry.trust, event: entry.event
            ).encoded()
        } catch {
            return try JournalRecord(
                place: place, previous: hash, moment: entry.moment, trust: nil,
                event: .alarm(AlarmEvent(code: GateAlarm.unwritableCode))
            ).encoded()
        }
    }

    /// Begins a new life of the journal; its first record says why.
    func begin(_ epoch: JournalEpoch, with opened: JournalEntry) throws -> JournalPlace {
        let row = EpochStore.Row(
            seq: (try EpochStore.newest(database)?.seq ?? 0) + 1, epoch: epoch, last: 0, hash: JournalRecord.beginning,
            receipted: 0, sent: 0)
        try EpochStore.add(row, database)
        try ProgressStore.remove(.rebuilt, database)
        end = row
        return try append(opened)
    }
}
