import GateMessages
import PassFormat
import SQLStore
import StrictJSON

/// Puts a batch into a gate's journal: the transaction of an upload.
///
/// The journal holds a chain without gaps, each record naming the one before it. What is here already is skipped; what stands
/// in a taken place with other bytes, or names another record before it, is a fork and kept aside; what comes too early waits
/// aside. So the same records give the same journal, in whatever pieces and however often they come.
struct JournalWriter {
    let gate: EnrolledGate
    let epoch: JournalEpoch
    let records: [ArrivedRecord]
    let port: String?
    let now: Int64

    /// - Returns: the last place without gaps, and its hash; place 0 while there is none.
    func write(_ database: any SQLWriting) throws -> (through: Int64, hash: [UInt8]) {
        try GateWatchStore.touch(gate.gate, at: now, database)
        try JournalStore.begin(gate.gate, epoch, now: now, database)
        guard var journal = try JournalStore.journal(gate.gate, epoch, database) else {
            throw RegisterError.damaged("a journal")
        }
        let before = journal
        journal.receivedLast = max(journal.receivedLast, now)
        var accepted = try sort(into: &journal, database)
        if try AsideStore.count(journal.seq, database) > 0 {
            // What waited may have come again, in its turn.
            try AsideStore.remove(accepted, of: journal.seq, database)
            accepted += try takeWaiting(&journal, database)
        }
        try JournalStore.add(accepted, to: journal.seq, database)
        var analysis = try JournalAnalysis(
            gate: gate, port: port, journal: before, seq: journal.seq, now: now, database: database)
        for record in accepted {
            try analysis.follow(record)
            journal.arrivals.append(
                sequence: record.record.place.sequence, receivedAt: record.receivedAt, time: record.time)
        }
        journal.last = analysis.last
        journal.trust = analysis.trust
        try JournalStore.keep(journal, database)
        try analysis.finish()
        try reportGaps(journal, database)
        return (journal.through, journal.hash)
    }

    /// Gives each record its place: in the journal, or aside.
    /// - Returns: the records that follow on, in order.
    private func sort(into journal: inout JournalState, _ database: any SQLWriting) throws -> [ArrivedRecord] {
        guard let first = records.first?.record.place.sequence, let last = records.last?.record.place.sequence else {
            return []
        }
        var known: [Int64: [UInt8]] = [:]
        if first <= journal.through {
            known = try JournalStore.hashes(journal.seq, first...min(last, journal.through), database)
        }
        var room: Int64?
        func putAside(_ record: ArrivedRecord, isFork: Bool) throws {
            let left = try room ?? AsideStore.limit - AsideStore.count(journal.seq, database)
            room = left - 1
            if isFork {
                try report(
                    AsideStore.Branch(
                        sequence: record.record.place.sequence, hash: record.hash, previous: record.record.previous),
                    of: journal, at: record.time, database)
            }
            if left > 0 { try AsideStore.put(record, of: journal.seq, isFork: isFork, database) }
        }
        var accepted: [ArrivedRecord] = []
        for record in records {
            let sequence = record.record.place.sequence
            if let hash = known[sequence] {
                if hash != record.hash { try putAside(record, isFork: true) }
            } else if sequence == journal.through + 1 {
                if record.record.previous == journal.hash {
                    accepted.append(record)
                    journal.through = sequence
                    journal.hash = record.hash
                } else {
                    try putAside(record, isFork: true)
                }
            } else {
                let followsFork = try AsideStore.isFork(journal.seq, sequence - 1, record.record.previous, database)
                try putAside(record, isFork: followsFork)
            }
        }
        return accepted
    }

    /// The records that waited for those that came now; what can follow no more becomes a fork.
    private func takeWaiting(_ journal: inout JournalState, _ database: any SQLWriting) throws -> [ArrivedRecord] {
        var taken: [ArrivedRecord] = []
        while let record = try AsideStore.take(
            journal.seq, journal.through + 1, previous: journal.hash, database)
        {
            taken.append(record)
            journal.through = record.record.place.sequence
            journal.hash = record.hash
        }
        let branches = try AsideStore.makeForks(
            journal.seq, through: journal.through, hash: journal.hash, database)
        for branch in branches { try report(branch, of: journal, at: now, database) }
        return taken
    }

    /// A fork is found once, where it leaves the journal: what goes on from it is part of it.
    private func report(
        _ branch: AsideStore.Branch, of journal: JournalState, at time: Int64, _ database: any SQLWriting
    ) throws {
        guard try !AsideStore.isFork(journal.seq, branch.sequence - 1, branch.previous, database) else { return }
        let digest = branch.hash.prefix(8).map { String($0, radix: 16) }.joined(separator: ".")
        try FindingStore.add(
            Finding(
                .fork, name: "\(gate.gate)/\(epoch.hex)/\(branch.sequence)/\(digest)", gate: gate.gate, epoch: epoch,
                sequence: branch.sequence, time: time),
            at: now, database)
    }

    private func reportGaps(_ journal: JournalState, _ database: any SQLWriting) throws {
        if try FindingStore.hasOpenGap(of: gate.gate, epoch, database) {
            try FindingStore.closeGaps(of: gate.gate, epoch, through: journal.through, at: now, database)
        }
        guard let waiting = try AsideStore.firstWaiting(journal.seq, database), waiting > journal.through + 1 else {
            return
        }
        let from = journal.through + 1
        try FindingStore.add(
            Finding(
                .gap, name: "\(gate.gate)/\(epoch.hex)/\(from)", gate: gate.gate, epoch: epoch, sequence: from,
                time: now, detail: ["to": .integer(waiting - 1)]),
            at: now, database)
    }
}
