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
    package func nextBatch(after sent: JournalPlace? = nil) async throws -> JournalBatch? {
        try await inTurn { gate in
            try await gate.commit { database in
                guard let epoch = try Self.epochToSend(after: sent, database) else { return nil }
                let from = max(epoch.receipted, sent?.epoch == epoch.epoch ? sent?.sequence ?? 0 : 0) + 1
                // What was lost with a damaged page is a gap that the service finds.
                guard let first = try RecordStore.firstPlace(epoch: epoch.seq, from: from, database) else { return nil }
                let records = try RecordStore.run(
                    epoch: epoch.seq, from: first, limit: MessageLimits.batch, byteLimit: Self.batchBytes, database)
                return JournalBatch(gate: gate.id, epoch: epoch.epoch, first: first, records: records)
            }
        }
    }

    private static func epochToSend(after sent: JournalPlace?, _ database: any SQLReading) throws -> EpochStore.Row? {
        let open = try EpochStore.all(database).filter { $0.receipted < $0.last }
        guard let sent, let current = open.firstIndex(where: { $0.epoch == sent.epoch }) else { return open.first }
        return sent.sequence < open[current].last ? open[current] : open.dropFirst(current + 1).first
    }

    /// How many records the service has not signed for.
    package func backlog() async throws -> Int64 {
        try await inTurn { gate in
            try await gate.commit { database in
                try EpochStore.all(database).reduce(0) { $0 + $1.last - $1.receipted }
            }
        }
    }

    /// Takes a receipt whose signature verified. Records that it covers may go when the retention time is over.
    ///
    /// A receipt for more than this gate knows of, or for another record in the same place, says that an older state of this
    /// home was put back: then a new life of the journal begins, for what is written now must not take places that are taken.
    ///
    /// - Parameter batch: what the receipt answers, when it came over the network.
    /// - Returns: whether the service has more of this journal than before.
    package func accept(_ receipt: Receipt, answering batch: JournalBatch? = nil) async throws -> Bool {
        guard receipt.gate == id else { throw GateError(.request, "this receipt is another gate's") }
        return try await inTurn { gate in
            let answer = try await gate.commit { database -> ReceiptAnswer in
                guard let epoch = try EpochStore.find(receipt.epoch, database) else { return .nothing }
                let bytes = try RecordStore.record(epoch: epoch.seq, sequence: receipt.through, database)
                let isOurs = bytes.map { JournalRecord.hash($0) == receipt.hash } ?? (receipt.through <= epoch.last)
                if !isOurs {
                    if let batch { try Self.note(keptAside: batch, epoch, database) }
                    return .forked(epoch)
                }
                guard receipt.through > epoch.receipted else {
                    return try batch.map { try Self.noteBeyondGap($0, epoch, database) } ?? false ? .taken : .nothing
                }
                try EpochStore.setReceipted(epoch.seq, through: receipt.through, database)
                return .taken
            }
            switch answer {
            case .taken: return true
            case .nothing: return false
            case .forked(let epoch):
                try await gate.beginAnew(after: epoch)
                return batch != nil
            }
        }
    }

    /// The service keeps a batch beside the journal, for it has nothing of what comes before it.
    package func wasKeptAside(_ batch: JournalBatch) async throws -> Bool {
        try await inTurn { gate in
            try await gate.commit { database in
                guard let epoch = try EpochStore.find(batch.epoch, database) else { return false }
                return try Self.noteBeyondGap(batch, epoch, database)
            }
        }
    }

    private enum ReceiptAnswer: Sendable {
        case taken, nothing
        case forked(EpochStore.Row)
    }

    /// What was lost here can't be sent any more: what comes behind it was, and the service misses the rest by itself.
    private static func noteBeyondGap(
        _ batch: JournalBatch, _ epoch: EpochStore.Row, _ database: any SQLWriting
    ) throws -> Bool {
        guard batch.first > epoch.receipted + 1,
            try RecordStore.record(epoch: epoch.seq, sequence: epoch.receipted + 1, database) == nil
        else { return false }
        try note(keptAside: batch, epoch, database)
        return true
    }

    private static func note(
        keptAside batch: JournalBatch, _ epoch: EpochStore.Row, _ database: any SQLWriting
    ) throws {
        try EpochStore.setReceipted(
            epoch.seq, through: min(epoch.last, batch.first + Int64(batch.records.count) - 1), database)
    }

    /// Forgets what the service has signed for and nobody needs any more.
    package func prune() async throws {
        try await inTurn { gate in
            let now = gate.observe(gate.clock.read()).now
            let limit = Self.pruneAtOnce
            try await gate.commit { database in
                _ = try RecordStore.removeReceipted(before: now - Self.retention, limit: limit, database)
                try LiveCodeStore.remove(issuedBefore: now - 86_400, database)
            }
        }
    }
}
