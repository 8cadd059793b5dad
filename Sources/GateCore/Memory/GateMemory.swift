internal import Foundation
internal import GateMessages
internal import SQLStore

/// What a gate remembers: its journal, who is inside, codes it has seen, what it saw revoked. One SQLite database.
///
/// A damaged one is put aside, read as far as it can be read, and built anew: nothing is ever deleted.
final class GateMemory: Sendable {
    /// Records of the journal's end that are looked at when it is opened.
    private static let tailLength: Int64 = 64

    let engine: any EmbeddedEngine
    let opening: MemoryOpening
    private let mark: JournalMark

    /// Opens or makes the memory of a home that this process has locked. Nothing is written to the journal yet.
    ///
    /// - Parameters:
    ///   - name: what a damaged database is put aside as, should it be.
    ///   - isDamaged: whether it is known to be damaged, whatever its end looks like.
    ///   - wrapping: puts something between the memory and its engine, for tests.
    init(home: String, name: String, isDamaged: Bool, wrapping: (any EmbeddedEngine) -> any EmbeddedEngine) throws {
        mark = JournalMark(path: home + "/journal.mark")
        let (base, opening) = try Self.opened(MemoryFiles(home: home), mark, name: name, isDamaged: isDamaged)
        engine = wrapping(base)
        self.opening = opening
    }

    /// Called after each transaction that wrote a record.
    func noteWritten(_ place: JournalPlace) {
        mark.write(place)
    }

    func close() {
        try? engine.close()
    }

    private static func opened(
        _ files: MemoryFiles, _ mark: JournalMark, name: String, isDamaged: Bool
    ) throws -> (SQLiteEngine, MemoryOpening) {
        guard files.exists else {
            if let aside = try files.unfinishedAside() { return try rebuild(from: aside, files) }
            var opening = MemoryOpening(cause: .new)
            if let last = mark.read() {
                // There was a database: somebody took it away.
                opening = MemoryOpening(cause: .rebuilt, continues: last)
            }
            return (try SQLiteEngine(path: files.database, schema: GateSchema.schema, mode: .create), opening)
        }
        if isDamaged { return try rebuild(from: try files.setAside(as: name), files) }
        do {
            let engine = try SQLiteEngine(path: files.database, schema: GateSchema.schema, mode: .existing)
            do {
                return (engine, try look(at: engine, mark))
            } catch {
                try? engine.close()
                throw error
            }
        } catch let error as StoreError where [.damaged, .notADatabase, .changedMigration].contains(error.code) {
            return try rebuild(from: try files.setAside(as: name), files)
        }
    }

    /// Whether the journal's end is what it says it is, and as long as it was.
    private static func look(at engine: SQLiteEngine, _ mark: JournalMark) throws -> MemoryOpening {
        let marked = mark.read()
        return try engine.read { database in
            let isRebuilt = try ProgressStore.value(.rebuilt, database) != nil
            guard let newest = try EpochStore.newest(database) else {
                guard try RecordStore.isEmpty(database) else { throw StoreError.unexpectedValue(column: 0) }
                // The program ended between the database and its first record, or nothing could be salvaged.
                return MemoryOpening(cause: marked == nil && !isRebuilt ? .new : .rebuilt, continues: marked)
            }
            try checkTail(of: newest, database)
            // An earlier run rebuilt it, and ended before it could say so.
            if isRebuilt { return MemoryOpening(cause: .rebuilt, continues: newest.last > 0 ? newest.place : nil) }
            guard let marked else { return MemoryOpening(cause: .start) }
            if let known = try EpochStore.find(marked.epoch, database), known.last >= marked.sequence {
                return MemoryOpening(cause: .start)
            }
            return MemoryOpening(cause: .restored, continues: newest.last > 0 ? newest.place : nil)
        }
    }

    private static func checkTail(of epoch: EpochStore.Row, _ database: any SQLReading) throws {
        var hash = epoch.hash
        var sequence = epoch.last
        while sequence > max(0, epoch.last - tailLength) {
            guard let bytes = try RecordStore.record(epoch: epoch.seq, sequence: sequence, database) else {
                // Only what the service has signed for may have gone.
                guard sequence <= epoch.receipted else { throw StoreError.unexpectedValue(column: 0) }
                return
            }
            guard JournalRecord.hash(bytes) == hash, let record = try? JournalRecord(decoding: bytes),
                record.place == JournalPlace(epoch: epoch.epoch, sequence: sequence)
            else {
                throw StoreError.unexpectedValue(column: 0)
            }
            hash = record.previous
            sequence -= 1
        }
    }

    /// Builds a new database from one that was put aside. It takes its name only when it is whole.
    private static func rebuild(from aside: String, _ files: MemoryFiles) throws -> (SQLiteEngine, MemoryOpening) {
        let reader = SalvageReader(path: aside + "/gate.sqlite")
        let salvage = Salvage(reading: reader)
        reader?.close()
        files.removeBuilding()
        let building = try SQLiteEngine(path: files.building, schema: GateSchema.schema, mode: .create)
        do {
            try building.write { try salvage.store($0) }
            try building.close()
        } catch {
            try? building.close()
            throw error
        }
        try files.finishBuilding(from: aside)
        let engine = try SQLiteEngine(path: files.database, schema: GateSchema.schema, mode: .existing)
        let opening = MemoryOpening(
            cause: .rebuilt, continues: salvage.lastPlace, setAside: aside, salvaged: salvage.recordCount)
        return (engine, opening)
    }
}
