import GateMessages
import PassFormat
import SQLStore

/// Writes at the end of the journal. The database is the only one that knows where that is, so that a transaction that was
/// undone leaves nothing behind.
enum JournalAppender {
    /// - Returns: where the record stands.
    static func append(_ entry: JournalEntry, _ database: any SQLWriting) throws -> JournalPlace {
        guard let epoch = try EpochStore.newest(database) else { throw StoreError.unexpectedValue(column: 0) }
        let place = JournalPlace(epoch: epoch.epoch, sequence: epoch.last + 1)
        let bytes = try encoded(entry, at: place, after: epoch.hash)
        try RecordStore.add(bytes, epoch: epoch.seq, sequence: place.sequence, at: entry.time, database)
        try EpochStore.advance(epoch.seq, to: place.sequence, hash: JournalRecord.hash(bytes), database)
        if let movement = entry.movement {
            try PresenceStore.move(
                movement.number, movement.state, at: entry.time, epoch: epoch.seq, sequence: place.sequence, database)
        }
        if let code = entry.liveCode {
            try LiveCodeStore.note(code.pass, issuedAt: code.issuedAt, at: entry.time, database)
        }
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
    static func begin(_ epoch: JournalEpoch, with opened: JournalEntry, _ database: any SQLWriting) throws
        -> JournalPlace
    {
        let seq = (try EpochStore.newest(database)?.seq ?? 0) + 1
        try EpochStore.add(
            EpochStore.Row(
                seq: seq, epoch: epoch, last: 0, hash: JournalRecord.beginning, receipted: 0, sent: 0), database)
        try ProgressStore.remove(.rebuilt, database)
        return try append(opened, database)
    }
}
