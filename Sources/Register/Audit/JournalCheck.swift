import GateMessages
import PassCrypto
import PassFormat
import SQLStore

/// Recomputes the journals of the gates as they are held here: each a chain of hashes without a gap, as long as it is said to be.
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

    private struct Journal {
        let name: String
        let gate: String
        let through: Int64
        let hash: [UInt8]
        var next: Int64 = 1
        var last: [UInt8] = JournalRecord.beginning
        var isBroken = false
    }

    /// Reads all journals.
    init(_ database: any SQLReading) throws {
        var journals: [Int64: Journal] = [:]
        for row in try database.rows("SELECT seq, gate, epoch, through, hash FROM gate_journal ORDER BY seq") {
            let epoch = JournalEpoch(rawValue: UInt64(bitPattern: try row.integer(2)))
            let gate = try row.text(1)
            journals[try row.integer(0)] = Journal(
                name: "\(gate)/\(epoch.hex)", gate: gate, through: try row.integer(3), hash: try row.blob(4))
        }
        try database.forEachRow(
            "SELECT journal, sequence, hash, record FROM gate_record ORDER BY journal, sequence", []
        ) { row in
            let seq = try row.integer(0)
            guard var journal = journals[seq], !journal.isBroken else { return }
            follow(try row.integer(1), hash: try row.blob(2), try row.blob(3), &journal)
            journals[seq] = journal
        }
        for (_, journal) in journals.sorted(by: { $0.key < $1.key }) where !journal.isBroken {
            if journal.next - 1 != journal.through || (journal.through > 0 && journal.last != journal.hash) {
                problems.append(
                    AuditProblem(
                        record: nil,
                        "the journal \(journal.name) ends at record \(journal.next - 1), and is said to end at \(journal.through)"
                    ))
            }
        }
    }

    private mutating func follow(_ sequence: Int64, hash: [UInt8], _ bytes: [UInt8], _ journal: inout Journal) {
        guard sequence == journal.next else { return fail(&journal, "is missing") }
        guard let record = try? JournalRecord(decoding: bytes), JournalRecord.hash(bytes) == hash,
            record.place.sequence == sequence, record.previous == journal.last
        else { return fail(&journal, "is not what the gate wrote") }
        journal.next += 1
        journal.last = hash
        if case .checkpoint(let note) = record.event, known.insert(note.string).inserted {
            checkpoints.append(Brought(note: note.string, gate: journal.gate))
        }
    }

    private mutating func fail(_ journal: inout Journal, _ what: String) {
        journal.isBroken = true
        problems.append(AuditProblem(record: nil, "record \(journal.next) of the journal \(journal.name) \(what)"))
    }
}
