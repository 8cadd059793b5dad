import PassCrypto
import SQLStore

/// Recomputes the audit log from its records, and compares: each record with the hash stored for it, the tree with every
/// signed check point (its own, those that gates brought back in their journals, and any that is given), and passes, keys and
/// payments with what the log says of them. The journals of the gates are recomputed as well.
struct AuditVerifier {
    let origin: String
    let database: any SQLReading

    /// More than this many problems say nothing new.
    private static let maximumProblems = 100

    /// A check point, and who kept it.
    private struct Kept {
        let checkpoint: Checkpoint
        let keeper: String
        let isOwn: Bool
    }

    func verify(against brought: [String]) throws -> AuditReport {
        var problems: [AuditProblem] = []
        let journals = try JournalCheck(database)
        let checkpoints = try checkpoints(brought, journals.checkpoints, &problems)
        var replay = AuditReplay()
        var range = CompactRange()
        var tiles = TileCheck(database: database)
        var pending = checkpoints[...]
        var lastGood: Int64 = 0
        var lost = 0
        compare(&pending, range, replay.breaks, &lost, &lastGood, &problems)
        try database.forEachRow("SELECT number, record FROM audit_record ORDER BY number", []) { row in
            let number = try row.integer(0)
            let record = try row.blob(1)
            guard number == range.size else {
                // Once a record is missing nothing after it can be in its place.
                if !problems.contains(where: { $0.record == range.size }) {
                    problems.append(AuditProblem(record: range.size, "record \(range.size) is missing"))
                }
                return
            }
            let leaf = MerkleHash.leaf(record)
            if try !tiles.matches(leaf, at: number) {
                problems.append(
                    AuditProblem(record: number, "record \(number) is not what was written: its hash is another"))
            }
            if let problem = replay.apply(record, number: number) { problems.append(problem) }
            range.append(leaf)
            compare(&pending, range, replay.breaks, &lost, &lastGood, &problems)
        }
        if let problem = try tiles.finish(size: range.size) { problems.append(problem) }
        for checkpoint in pending {
            if replay.breaks.contains(where: { $0.explains(checkpoint.checkpoint) }) {
                lost += 1
                continue
            }
            problems.append(
                AuditProblem(
                    record: range.size,
                    "the log was cut: it has \(range.size) records, \(checkpoint.keeper) says \(checkpoint.checkpoint.size)"
                ))
        }
        let ordered = problems.enumerated().sorted {
            ($0.element.record ?? .max, $0.offset) < ($1.element.record ?? .max, $1.offset)
        }.map(\.element)
        let all = try ordered + journals.problems + replay.compare(with: database, journals.ends)
        return AuditReport(
            size: range.size, root: range.root, checkpoints: checkpoints.count,
            broughtBack: checkpoints.count { !$0.isOwn }, notes: notes(replay.breaks, lost),
            problems: Array(all.prefix(Self.maximumProblems)))
    }

    /// All check points, smallest first; those that are no check points of this log are problems.
    private func checkpoints(
        _ brought: [String], _ journals: [JournalCheck.Brought], _ problems: inout [AuditProblem]
    ) throws -> [Kept] {
        let keys = try KeyStore.all(database).filter { $0.use == .audit }.map(\.publicKey)
        var notes: [(note: String, keeper: String, isOwn: Bool)] = []
        for row in try database.rows("SELECT size, note FROM audit_checkpoint ORDER BY size") {
            let note = try row.text(1)
            notes.append((note, "a stored check point", true))
            if let size = SignedCheckpoint(verifying: note, origin: origin, keys: keys)?.checkpoint.size,
                size != (try row.integer(0))
            {
                problems.append(AuditProblem(record: nil, "the check point of \(size) records is kept as another's"))
            }
        }
        notes += journals.map { ($0.note, "a check point that the gate \($0.gate) brought back", false) }
        notes += brought.map { ($0, "a check point that was brought back", false) }
        var checkpoints: [Kept] = []
        for (note, keeper, isOwn) in notes {
            if let signed = SignedCheckpoint(verifying: note, origin: origin, keys: keys) {
                checkpoints.append(Kept(checkpoint: signed.checkpoint, keeper: keeper, isOwn: isOwn))
            } else {
                problems.append(AuditProblem(record: nil, "\(keeper) is not signed by this register's audit key"))
            }
        }
        return checkpoints.sorted { $0.checkpoint.size < $1.checkpoint.size }
    }

    private func notes(_ breaks: [LogBreak], _ lost: Int) -> [String] {
        var notes = breaks.map { logBreak in
            "the register was put back from a backup of \(logBreak.backupSize) records: what the log held from there to record \(logBreak.publishedSize - 1), the last that was public, is lost"
        }
        if lost > 0 { notes.append("\(lost) check points are of the log that was lost, and can't be compared") }
        return notes
    }

    private func compare(
        _ pending: inout ArraySlice<Kept>, _ range: CompactRange, _ breaks: [LogBreak], _ lost: inout Int,
        _ lastGood: inout Int64, _ problems: inout [AuditProblem]
    ) {
        while let kept = pending.first, kept.checkpoint.size == range.size {
            let checkpoint = kept.checkpoint
            pending.removeFirst()
            if checkpoint.root == range.root {
                if problems.isEmpty { lastGood = checkpoint.size }
            } else if breaks.contains(where: { $0.explains(checkpoint) }) {
                lost += 1
            } else if !problems.contains(where: { ($0.record ?? .max) < checkpoint.size }) {
                problems.append(
                    AuditProblem(
                        record: lastGood,
                        "one of the records \(lastGood) to \(checkpoint.size - 1) is not what was signed, and the stored hashes were changed with it: \(kept.keeper) contradicts them"
                    ))
            }
        }
    }
}
