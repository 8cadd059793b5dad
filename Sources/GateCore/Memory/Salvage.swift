import GateMessages
import PassCrypto
import PassFormat
import SQLStore

/// What a damaged memory still holds: read page by page, believed only as far as it proves itself.
struct Salvage {
    /// Places that are tried one by one behind a page that can't be read.
    private static let leap: Int64 = 5_000
    /// More lives no journal has.
    private static let mostEpochs: Int64 = 10_000
    private static let places: ClosedRange<Int64> = 1...1 << 50

    struct Epoch {
        let epoch: JournalEpoch
        /// In order; there may be gaps where pages were lost.
        let records: [Record]
        /// The last place that was written, whether its record could be read or not.
        let last: Int64
    }

    struct Record {
        let sequence: Int64
        let writtenAt: Int64
        let bytes: [UInt8]
        let content: JournalRecord
    }

    struct Presence {
        let number: WireText
        let state: PresenceState
        let time: Int64
    }

    private(set) var epochs: [Epoch] = []
    private(set) var presence: [Presence] = []
    private(set) var barred: [[SQLValue]] = []
    private(set) var liveCodes: [[SQLValue]] = []
    private(set) var endedLists: [UInt32: [UInt8]] = [:]
    private var shift = ShiftSalvage()

    var recordCount: Int { epochs.reduce(0) { $0 + $1.records.count } }

    /// The last place that is known of the newest epoch.
    var lastPlace: JournalPlace? {
        epochs.last.flatMap { epoch in
            epoch.last > 0 ? JournalPlace(epoch: epoch.epoch, sequence: epoch.last) : nil
        }
    }

    init(reading reader: SalvageReader?) {
        guard let reader else { return }
        readEpochs(reader)
        readOthers(reader)
        shift = ShiftSalvage(reading: reader)
    }

    // MARK: The journal

    /// The records themselves say what their epoch is called; what stands beside them may be wrong. What the service has
    /// signed for is not believed either: all of it is sent again, which changes nothing there.
    private mutating func readEpochs(_ reader: SalvageReader) {
        var known: Set<JournalEpoch> = []
        for seq in Self.numbers(reader).sorted() {
            let records = Self.records(seq, reader)
            guard let epoch = Self.name(of: records), known.insert(epoch).inserted else { continue }
            var own = Self.proven(records.filter { $0.content.place.epoch == epoch })
            guard let last = own.last?.sequence else { continue }
            // No later record names the last one; the epoch's row does. Where they differ, one of them was changed: it is not
            // sent, and is missed as a gap.
            if let end = Self.end(seq, reader), end.last == last,
                end.hash != JournalRecord.hash(own[own.count - 1].bytes)
            {
                own.removeLast()
            }
            epochs.append(Epoch(epoch: epoch, records: own, last: last))
        }
    }

    private static func isNumber(_ seq: Int64) -> Bool { (1...mostEpochs).contains(seq) }

    /// The numbers that records go by, found by leaps from one to the next: the table is sorted by them.
    private static func numbers(_ reader: SalvageReader) -> Set<Int64> {
        var numbers: Set<Int64> = []
        var last: Int64 = 0
        while numbers.count < Int(mostEpochs) {
            var next: Int64?
            let isWhole = reader.forEachRow(
                "SELECT epoch FROM record WHERE epoch > ? ORDER BY epoch LIMIT 1", [.integer(last)]
            ) { next = try? $0.integer(0) }
            if let next, isNumber(next), next > last {
                numbers.insert(next)
                last = next
            } else if !isWhole, last < 64 {
                // A page on the way can't be read: the next number is asked for by itself.
                last += 1
            } else {
                break
            }
        }
        // Whatever the walk missed among the few that a gate usually has.
        return numbers.union(1...8)
    }

    /// What an epoch's row says of its end.
    private static func end(_ seq: Int64, _ reader: SalvageReader) -> (last: Int64, hash: [UInt8])? {
        var end: (last: Int64, hash: [UInt8])?
        _ = reader.forEachRow("SELECT last, hash FROM epoch WHERE seq = ?", [.integer(seq)]) { row in
            if let last = try? row.integer(0), let hash = try? row.blob(1) { end = (last, hash) }
        }
        return end
    }

    /// What most of the records say that their epoch is called.
    private static func name(of records: [Record]) -> JournalEpoch? {
        var counts: [JournalEpoch: Int] = [:]
        for record in records { counts[record.content.place.epoch, default: 0] += 1 }
        return counts.max { $0.value < $1.value }?.key
    }

    private static func records(_ seq: Int64, _ reader: SalvageReader) -> [Record] {
        var read: [Record] = []
        func take(_ row: SQLRow) {
            guard let sequence = try? row.integer(0), let time = try? row.integer(1), let bytes = try? row.blob(2),
                let content = try? JournalRecord(decoding: bytes), content.place.sequence == sequence,
                places.contains(sequence), sequence > read.last?.sequence ?? 0
            else { return }
            let writtenAt = PassLimits.time.contains(time) ? time : 0
            read.append(Record(sequence: sequence, writtenAt: writtenAt, bytes: bytes, content: content))
        }
        var next: Int64 = 0
        while !reader.forEachRow(
            "SELECT sequence, written_at, record FROM record WHERE epoch = ? AND sequence >= ? ORDER BY sequence",
            [.integer(seq), .integer(next)], take)
        {
            // A page in the middle can't be read: what lies behind it can, when it is asked for by its place.
            let from = max(next, (read.last?.sequence ?? 0) + 1)
            let beyond = (from..<from + leap).first { place in
                let count = read.count
                _ = reader.forEachRow(
                    "SELECT sequence, written_at, record FROM record WHERE epoch = ? AND sequence = ?",
                    [.integer(seq), .integer(place)], take)
                return read.count > count
            }
            guard let beyond else { break }
            next = beyond + 1
        }
        return read
    }

    /// A record that the next one does not name was changed by the damage; it is left out, and missed as a gap.
    private static func proven(_ records: [Record]) -> [Record] {
        records.enumerated().filter { index, record in
            guard index + 1 < records.count, records[index + 1].sequence == record.sequence + 1 else { return true }
            return records[index + 1].content.previous == JournalRecord.hash(record.bytes)
        }.map(\.element)
    }

    // MARK: What else is remembered

    private mutating func readOthers(_ reader: SalvageReader) {
        var presence: [Presence] = []
        _ = reader.forEachRow("SELECT number, state, time FROM presence") { row in
            guard let bytes = try? row.blob(0), PassLimits.number.contains(bytes.count),
                let number = try? WireText(validating: bytes), let value = try? row.integer(1),
                let state = PresenceState(rawValue: value), let time = try? row.integer(2),
                PassLimits.time.contains(time)
            else { return }
            presence.append(Presence(number: number, state: state, time: time))
        }
        self.presence = presence
        var barred: [[SQLValue]] = []
        _ = reader.forEachRow("SELECT number, reason, barred_by, time FROM barred") { row in
            guard (try? row.blob(0)) != nil, (try? row.text(1)) != nil, (try? row.text(2)) != nil,
                let time = try? row.integer(3), PassLimits.time.contains(time)
            else { return }
            barred.append(row.values)
        }
        self.barred = barred
        var liveCodes: [[SQLValue]] = []
        _ = reader.forEachRow("SELECT pass, issued, seen FROM live_code") { row in
            guard (try? row.integer(0)) != nil,
                (1...2).allSatisfy({ column in
                    (try? row.integer(column)).map(PassLimits.time.contains) ?? false
                })
            else { return }
            liveCodes.append(row.values)
        }
        self.liveCodes = liveCodes
        var endedLists: [UInt32: [UInt8]] = [:]
        _ = reader.forEachRow("SELECT list, marks FROM ended_list") { row in
            guard let list = try? row.integer(0), let number = UInt32(exactly: list), let marks = try? row.blob(1),
                marks.count <= StatusList.standardCount / 4
            else { return }
            endedLists[number] = marks
        }
        self.endedLists = endedLists
    }

    // MARK: Writing

    /// Writes it all to a new memory, which has yet to say that it was rebuilt.
    func store(_ database: any SQLWriting) throws {
        for (index, epoch) in epochs.enumerated() {
            guard let last = epoch.records.last else { continue }
            let seq = Int64(index + 1)
            try EpochStore.add(
                EpochStore.Row(
                    seq: seq, epoch: epoch.epoch, last: last.sequence, hash: JournalRecord.hash(last.bytes),
                    receipted: 0, sent: 0), database)
            try database.executeEach(
                "INSERT INTO record (epoch, sequence, written_at, record) VALUES (?, ?, ?, ?)",
                epoch.records.map {
                    [.integer(seq), .integer($0.sequence), .integer($0.writtenAt), .blob($0.bytes)]
                })
        }
        try database.executeEach(
            "INSERT INTO presence (number, state, time) VALUES (?, ?, ?) ON CONFLICT DO NOTHING",
            presence.map { [.blob($0.number.utf8), .integer($0.state.rawValue), .integer($0.time)] })
        try database.executeEach(
            "INSERT INTO barred (number, reason, barred_by, time) VALUES (?, ?, ?, ?) ON CONFLICT DO NOTHING", barred)
        try database.executeEach(
            "INSERT INTO live_code (pass, issued, seen) VALUES (?, ?, ?) ON CONFLICT DO NOTHING", liveCodes)
        for (list, marks) in endedLists { try EndedListStore.put(marks, list: list, database) }
        try shift.store(database)
        try ProgressStore.set(.rebuilt, to: 1, database)
    }
}
