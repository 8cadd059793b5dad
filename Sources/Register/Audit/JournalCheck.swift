import GateMessages
import PassCrypto
import PassFormat
import SQLStore

/// Recomputes the journals of the gates as they are held here: each a chain of hashes without a gap, as long as it is said to be,
/// every column beside a record what the record says, and the records that stand aside what they were when they came.
///
/// Checkpoints of the audit log that the gates brought back are read out of the records themselves.
struct JournalCheck {
    struct Brought: Sendable {
        let note: String
        let gate: String
    }

    /// Each once, whichever gate brought it first.
    private(set) var checkpoints: [Brought] = []
    private var known: Set<String> = []
    private(set) var problems: [AuditProblem] = []
    /// Where each journal was when the audit log was last told of it, as its records say now.
    private(set) var ends: [JournalEnd.Name: JournalEnd] = [:]

    /// Reads all journals.
    init(_ database: any SQLReading) throws {
        var journals: [Int64: CheckedJournal] = [:]
        for row in try database.rows(CheckedJournal.query) { journals[try row.integer(0)] = try CheckedJournal(row) }
        try database.forEachRow(
            """
            SELECT journal, sequence, hash, record, received_at, time, kind, wall, pass, number, verdict, direction
            FROM gate_record ORDER BY journal, sequence
            """, []
        ) { row in
            let seq = try row.integer(0)
            guard var journal = journals[seq], !journal.isBroken else { return }
            try follow(row, &journal)
            journals[seq] = journal
        }
        for (_, journal) in journals.sorted(by: { $0.key < $1.key }) {
            if !journal.isBroken, let problem = journal.problemAtItsEnd { add(problem) }
            if let end = journal.heldEnd { ends[end.name] = end }
        }
        try lookAside(journals, database)
    }

    private mutating func follow(_ row: SQLRow, _ journal: inout CheckedJournal) throws {
        let (bytes, hash) = (try row.blob(3), try row.blob(2))
        guard try row.integer(1) == journal.next else { return fail(&journal, "is missing") }
        guard let record = try? JournalRecord(decoding: bytes), JournalRecord.hash(bytes) == hash,
            record.place == JournalPlace(epoch: journal.name.epoch, sequence: journal.next),
            record.previous == journal.last
        else { return fail(&journal, "is not what the gate wrote") }
        let columns = RecordColumns(record.event)
        if try !journal.hasStrayed
            && (row.integer(6) != record.event.kind || row.integer(7) != record.moment.wall
                || row.optionalInteger(8) != columns.pass || row.optionalText(9) != columns.number
                || row.optionalInteger(10) != columns.verdict || row.optionalInteger(11) != columns.direction)
        {
            // Of a journal that was changed throughout one record is told of.
            journal.hasStrayed = true
            add("record \(journal.next) of the journal \(journal.name.text) is found by what it does not say")
        }
        journal.append(record, hash: hash, receivedAt: try row.integer(4), time: try row.integer(5))
        if case .checkpoint(let note) = record.event, known.insert(note.string).inserted {
            checkpoints.append(Brought(note: note.string, gate: journal.name.gate))
        }
    }

    private mutating func lookAside(_ journals: [Int64: CheckedJournal], _ database: any SQLReading) throws {
        try database.forEachRow(
            "SELECT journal, sequence, hash, previous, record FROM gate_record_aside ORDER BY journal, sequence", []
        ) { row in
            let (sequence, hash, bytes) = (try row.integer(1), try row.blob(2), try row.blob(4))
            guard let journal = journals[try row.integer(0)], let record = try? JournalRecord(decoding: bytes),
                JournalRecord.hash(bytes) == hash, record.previous == (try row.blob(3)),
                record.place == JournalPlace(epoch: journal.name.epoch, sequence: sequence)
            else { return add("a record that stands beside the journals, in place \(sequence), is not what came") }
        }
    }

    private mutating func fail(_ journal: inout CheckedJournal, _ what: String) {
        journal.isBroken = true
        add("record \(journal.next) of the journal \(journal.name.text) \(what)")
    }

    private mutating func add(_ problem: String) { problems.append(AuditProblem(record: nil, problem)) }
}
