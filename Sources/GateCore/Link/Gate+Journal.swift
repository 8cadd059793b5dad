package import GateMessages
internal import PassVerify
internal import SQLStore

extension Gate {
    /// How long records stay after the service has signed for them: a week, so that a guard can look back.
    package static let retention: Int64 = 7 * 86_400
    /// Bytes of records in one batch: a line of 2 kB a second carries one in the minute that the service waits.
    private static let batchBytes = 64 * 1024
    private static let pruneAtOnce = 5_000

    /// The next records that the service has not signed for, oldest first; nil when it has all of them.
    ///
    /// - Parameter after: of the epoch, a place that was sent already: for a stick that takes all that there is.
    package func nextBatch(after sent: JournalPlace? = nil) throws -> JournalBatch? {
        try commit { journal in
            let database = journal.database
            for epoch in try Self.epochsToSend(after: sent, database) {
                let from = max(epoch.settled, sent?.epoch == epoch.epoch ? sent?.sequence ?? 0 : 0) + 1
                // What was lost with a damaged page is a gap that the service finds.
                guard let first = try RecordStore.firstPlace(epoch: epoch.seq, from: from, database) else {
                    continue
                }
                let records = try RecordStore.run(
                    epoch: epoch.seq, from: first, limit: MessageLimits.batch, byteLimit: Self.batchBytes, database)
                let batch = JournalBatch(gate: id, epoch: epoch.epoch, first: first, records: records)
                // Records that are none any more would be refused for ever: that is damage, and is mended as such.
                guard (try? JournalChain(batch)) != nil else { throw StoreError.unexpectedValue(column: 1) }
                return batch
            }
            return nil
        }
    }

    private static func epochsToSend(after sent: JournalPlace?, _ database: any SQLReading) throws -> [EpochStore.Row] {
        let open = try EpochStore.all(database).filter { $0.settled < $0.last }
        guard let sent, let current = open.firstIndex(where: { $0.epoch == sent.epoch }) else { return open }
        return Array(open[current...])
    }

    /// How many records are still to be sent, or to be signed for.
    package func backlog() throws -> Int64 {
        try commit { try EpochStore.backlog($0.database) }
    }

    /// What an answer of the service changed.
    package enum Progress: Hashable, Sendable {
        /// More of the journal is settled than before.
        case settled
        /// The service has less than it had signed for: it is sent again.
        case rewound
        case nothing
    }

    /// Takes a receipt whose signature verified. Records that it covers may go when the retention time is over.
    ///
    /// A receipt for more than this gate knows of, or for another record in the same place, says that an older state of this
    /// home was put back: then a new life of the journal begins, for what is written now must not take places that are taken.
    ///
    /// - Parameter batch: what the receipt answers, when it came over the network.
    package func accept(_ receipt: Receipt, answering batch: JournalBatch? = nil) throws -> Progress {
        guard receipt.gate == id else { throw GateError(.request, "this receipt is another gate's") }
        let answer = try commit { journal -> ReceiptAnswer in
            let database = journal.database
            guard let epoch = try EpochStore.find(receipt.epoch, database) else { return .progress(.nothing) }
            let bytes = try RecordStore.record(epoch: epoch.seq, sequence: receipt.through, database)
            let isOurs = bytes.map { JournalRecord.hash($0) == receipt.hash } ?? (receipt.through <= epoch.last)
            if !isOurs {
                if let batch { try Self.note(sent: batch, epoch, database) }
                return .forked(epoch)
            }
            if receipt.through > epoch.receipted {
                try EpochStore.setReceipted(epoch.seq, through: receipt.through, database)
                return .progress(.settled)
            }
            guard let batch else { return .progress(.nothing) }
            return .progress(try Self.note(keptAside: batch, through: receipt.through, epoch, database))
        }
        switch answer {
        case .progress(let progress): return progress
        case .forked(let epoch):
            try beginAnew(after: epoch, known: receipt.through)
            return batch == nil ? .nothing : .settled
        }
    }

    /// The service says that it has nothing of what comes before a batch, and keeps it until it has.
    package func wasKeptAside(_ batch: JournalBatch) throws -> Progress {
        try commit { journal in
            let database = journal.database
            guard let epoch = try EpochStore.find(batch.epoch, database) else { return .nothing }
            return try Self.note(keptAside: batch, through: 0, epoch, database)
        }
    }

    private enum ReceiptAnswer: Sendable {
        case progress(Progress)
        case forked(EpochStore.Row)
    }

    /// The service has the journal up to `through`, and a batch that begins behind that. What is missing is sent, where it is
    /// still here: to send something again changes nothing there. What was lost can't be, and the service misses it by itself.
    private static func note(
        keptAside batch: JournalBatch, through: Int64, _ epoch: EpochStore.Row, _ database: any SQLWriting
    ) throws -> Progress {
        guard let first = try RecordStore.firstPlace(epoch: epoch.seq, from: through + 1, database) else {
            return .nothing
        }
        if first < batch.first {
            try EpochStore.setReceipted(epoch.seq, through: min(through, epoch.last), database)
            if first > through + 1 { try EpochStore.setSent(epoch.seq, through: first - 1, database) }
            return .rewound
        }
        guard first > through + 1 else { return .nothing }
        try note(sent: batch, epoch, database)
        return .settled
    }

    /// Not sent again, and not forgotten either: only a receipt settles that.
    private static func note(sent batch: JournalBatch, _ epoch: EpochStore.Row, _ database: any SQLWriting) throws {
        let last = min(epoch.last, batch.first + Int64(batch.records.count) - 1)
        if last > epoch.sent { try EpochStore.setSent(epoch.seq, through: last, database) }
    }

    /// Forgets what the service has signed for and nobody needs any more.
    package func prune() throws {
        let now = observe(clock.read()).now
        let limit = Self.pruneAtOnce
        try commit { journal in
            let database = journal.database
            _ = try RecordStore.removeReceipted(before: now - Self.retention, limit: limit, database)
            try LiveCodeStore.remove(issuedBefore: now - 86_400, database)
            try ShiftTables.prune(before: now - Self.retention, database)
        }
    }
}
