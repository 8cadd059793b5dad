import GateMessages
import PassCrypto
import PassFormat
import SQLStore

/// What a damaged memory still holds: read page by page, believed only as far as it proves itself.
struct Salvage {
    /// Places that are tried one by one behind a page that can't be read.
    private static let leap: Int64 = 5_000

    struct Epoch {
        let epoch: JournalEpoch
        let receipted: Int64
        /// In order; there may be gaps where pages were lost.
        var records: [Record] = []
    }

    struct Record {
        let sequence: Int64
        let writtenAt: Int64
        let bytes: [UInt8]
    }

    struct Presence {
        let number: WireText
        let state: PresenceFeed.State
        let time: Int64
    }

    private(set) var epochs: [Epoch] = []
    private(set) var presence: [Presence] = []
    private(set) var barred: [[SQLValue]] = []
    private(set) var liveCodes: [[SQLValue]] = []
    private(set) var endedLists: [UInt32: [UInt8]] = [:]

    var recordCount: Int { epochs.reduce(0) { $0 + $1.records.count } }

    /// The last place that is known of the newest epoch.
    var lastPlace: JournalPlace? {
        epochs.last.flatMap { epoch in
            epoch.records.last.map { JournalPlace(epoch: epoch.epoch, sequence: $0.sequence) }
        }
    }

    init(reading reader: SalvageReader?) {
        guard let reader else { return }
        readEpochs(reader)
        for index in epochs.indices { readRecords(&epochs[index], seq: Int64(index + 1), reader) }
        epochs.removeAll { $0.records.isEmpty && $0.receipted == 0 }
        readOthers(reader)
    }

    private mutating func readEpochs(_ reader: SalvageReader) {
        var found: [Int64: Epoch] = [:]
        _ = reader.forEachRow("SELECT seq, epoch, receipted FROM epoch ORDER BY seq") { row in
            guard let seq = try? row.integer(0), let epoch = try? row.integer(1), let receipted = try? row.integer(2),
                (1...10_000).contains(seq), receipted >= 0
            else { return }
            found[seq] = Epoch(epoch: JournalEpoch(rawValue: UInt64(bitPattern: epoch)), receipted: receipted)
        }
        // Their records name the epochs whose rows are lost.
        let lastKnown = found.keys.max() ?? 0
        for seq in 1...max(1, lastKnown + 1) where found[seq] == nil {
            _ = reader.forEachRow("SELECT record FROM record WHERE epoch = ? LIMIT 1", [.integer(seq)]) { row in
                guard let bytes = try? row.blob(0), let record = try? JournalRecord(decoding: bytes) else { return }
                found[seq] = Epoch(epoch: record.place.epoch, receipted: 0)
            }
        }
        var known: Set<JournalEpoch> = []
        for (_, epoch) in found.sorted(by: { $0.key < $1.key }) where known.insert(epoch.epoch).inserted {
            epochs.append(epoch)
        }
    }

    private func readRecords(_ epoch: inout Epoch, seq: Int64, _ reader: SalvageReader) {
        var read: [Record] = []
        func take(_ row: SQLRow) {
            guard let sequence = try? row.integer(0), let time = try? row.integer(1), let bytes = try? row.blob(2),
                let record = try? JournalRecord(decoding: bytes),
                record.place == JournalPlace(epoch: epoch.epoch, sequence: sequence),
                sequence > read.last?.sequence ?? 0
            else { return }
            read.append(Record(sequence: sequence, writtenAt: time, bytes: bytes))
        }
        var next: Int64 = 0
        while !reader.forEachRow(
            "SELECT sequence, written_at, record FROM record WHERE epoch = ? AND sequence >= ? ORDER BY sequence",
            [.integer(seq), .integer(next)], take)
        {
            // A page in the middle can't be read: what lies behind it can, when it is asked for by its place.
            let from = max(next, (read.last?.sequence ?? 0) + 1)
            let isBeyond = (from..<from + Self.leap).first { place in
                let count = read.count
                _ = reader.forEachRow(
                    "SELECT sequence, written_at, record FROM record WHERE epoch = ? AND sequence = ?",
                    [.integer(seq), .integer(place)], take)
                return read.count > count
            }
            guard let isBeyond else { break }
            next = isBeyond + 1
        }
        epoch.records = Self.proven(read)
    }

    /// A record that the next one does not name was changed by the damage; it is left out, and missed as a gap.
    private static func proven(_ records: [Record]) -> [Record] {
        records.enumerated().filter { index, record in
            guard index + 1 < records.count, records[index + 1].sequence == record.sequence + 1,
                let next = try? JournalRecord(decoding: records[index + 1].bytes)
            else { return true }
            return next.previous == JournalRecord.hash(record.bytes)
        }.map(\.element)
    }

    private mutating func readOthers(_ reader: SalvageReader) {
        var presence: [Presence] = []
        _ = reader.forEachRow("SELECT number, state, time FROM presence") { row in
            guard let bytes = try? row.blob(0), PassLimits.number.contains(bytes.count),
                let number = try? WireText(validating: bytes), let value = try? row.integer(1),
                let state = PresenceFeed.State(rawValue: value), let time = try? row.integer(2),
                PassLimits.time.contains(time)
            else { return }
            presence.append(Presence(number: number, state: state, time: time))
        }
        self.presence = presence
        var barred: [[SQLValue]] = []
        _ = reader.forEachRow("SELECT number, reason, barred_by, time FROM barred") { row in
            guard (try? row.blob(0)) != nil, (try? row.text(1)) != nil, (try? row.text(2)) != nil,
                (try? row.integer(3)) != nil
            else { return }
            barred.append(row.values)
        }
        self.barred = barred
        var liveCodes: [[SQLValue]] = []
        _ = reader.forEachRow("SELECT pass, issued, seen FROM live_code") { row in
            guard (0..<3).allSatisfy({ (try? row.integer($0)) != nil }) else { return }
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

    /// Writes it all to a new memory.
    func store(_ database: any SQLWriting) throws {
        for (index, epoch) in epochs.enumerated() {
            let seq = Int64(index + 1)
            let last = epoch.records.last
            let end = max(last?.sequence ?? 0, epoch.receipted)
            try EpochStore.add(
                EpochStore.Row(
                    seq: seq, epoch: epoch.epoch, last: end,
                    hash: last.map { JournalRecord.hash($0.bytes) } ?? JournalRecord.beginning,
                    receipted: epoch.receipted), database)
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
    }
}
