import PassCrypto
import SQLStore

extension Register {
    /// Passes in one transaction: many share the price of one sync.
    package static let batchSize = 500
    /// Batches between reading and emitting: one is signed while another is written.
    private static let batchesInFlight = 3

    func pipeline() -> IssuePipeline {
        IssuePipeline(
            engine: engine, seeds: seeds, vault: vault, ring: keyRing, random: random,
            lists: StatusListOpener(engine: engine, random: random),
            bans: { [ruleBook, utcOffset] in
                BanCheck(engine: ruleBook.contents.engine(utcOffset: utcOffset), now: $0)
            })
    }

    /// Issues one pass.
    /// - Parameters:
    ///   - record: one JSON object (DESIGN section 9).
    ///   - photos: takes the photo that the record names out of it.
    /// - Throws: what broke; a record that breaks a rule is an outcome.
    package func issue(
        _ record: [UInt8], photos: PhotoTaking = PhotographedRecord.none, by principal: Principal, now: Int64
    ) async throws -> IssueOutcome {
        let plan = Self.plan(await photos(record), seeds: seeds, now: now)
        return try await pipeline().issue([plan], by: principal, now: now)[0]
    }

    private static func plan(
        _ record: Result<PhotographedRecord, RecordRefusal>, seeds: Seeds, now: Int64
    ) -> Result<PassPlan, RecordRefusal> {
        do throws(RecordRefusal) {
            let record = try record.get()
            return .success(
                try RecordValidator.plan(
                    RecordDecoder.decode(record.json), seeds: seeds, now: now, photo: record.photo))
        } catch {
            return .failure(error)
        }
    }

    /// Issues many passes: batches of 500, three in flight, answers in the order of the input. What was emitted is durable.
    ///
    /// - Parameters:
    ///   - next: gives the next line, nil at the end. Blank lines are skipped.
    ///   - photos: takes the photo that a record names out of it.
    ///   - now: the time, asked once a batch.
    ///   - emit: gets each answer; when it throws, the batches in flight are still finished, but no more are begun.
    package func issueLines(
        next: () throws -> [UInt8]?, photos: @escaping PhotoTaking = PhotographedRecord.none, now: () -> Int64,
        by principal: Principal, emit: (IssueLine) throws -> Void
    ) async throws -> IssueSummary {
        let pipeline = pipeline()
        // Found out before anything is read: each batch looks again.
        _ = try await signer(.pass, now: now())
        var summary = IssueSummary()
        var source = LineBatches(size: Self.batchSize)
        try await withThrowingTaskGroup(of: (Int, [IssueLine]).self) { group in
            var (begun, emitted, isAtEnd) = (0, 0, false)
            var ready: [Int: [IssueLine]] = [:]
            while true {
                while !isAtEnd, begun - emitted < Self.batchesInFlight {
                    guard let batch = try source.next(next) else {
                        isAtEnd = true
                        break
                    }
                    let (number, time) = (begun, now())
                    begun += 1
                    group.addTask { [seeds] in
                        let plans = await Self.plans(batch, photos, seeds: seeds, now: time)
                        let outcomes = try await pipeline.issue(plans, by: principal, now: time)
                        return (number, zip(batch, outcomes).map { IssueLine(line: $0.number, outcome: $1) })
                    }
                }
                guard let (number, lines) = try await group.next() else { return }
                ready[number] = lines
                while let lines = ready.removeValue(forKey: emitted) {
                    emitted += 1
                    for line in lines {
                        summary.count(line.outcome)
                        try emit(line)
                    }
                }
            }
        }
        return summary
    }

    private static func plans(
        _ batch: [LineBatches.Line], _ photos: PhotoTaking, seeds: Seeds, now: Int64
    ) async -> [Result<PassPlan, RecordRefusal>] {
        var plans: [Result<PassPlan, RecordRefusal>] = []
        plans.reserveCapacity(batch.count)
        for line in batch { plans.append(plan(await photos(line.bytes), seeds: seeds, now: now)) }
        return plans
    }

    // MARK: After a crash

    /// Finishes the passes whose issuing was cut short after their intent was stored, or gives them up.
    func recover(into report: inout OpeningReport, by principal: Principal, now: Int64) async throws {
        let rows = try await engine.read { try PassStore.pending(.intended, $0) }
        guard !rows.isEmpty else { return }
        let pipeline = pipeline()
        let keys = try await engine.read { try KeyStore.all($0) }
        var toFinish: [Int64: [StoredIntent]] = [:]
        for row in rows {
            // A retired key finishes what was begun with it, where its secret half is still at hand.
            if let signer = signer(ofCutShort: row, keys), row.expires > now {
                let notice = try await noticeOfReissue(cutShort: row)
                toFinish[row.signer, default: []].append(
                    try StoredIntent(row, keyID: signer.key.id, notice: notice))
            } else {
                try await void(row, by: principal, now: now)
                report.voided.append(row.id)
            }
        }
        for (number, intents) in toFinish.sorted(by: { $0.key < $1.key }) {
            guard let key = keys.first(where: { $0.number == number }), let handle = keyRing.handle(of: key) else {
                continue
            }
            let signer = CurrentSigner(key: key, handle: handle)
            for start in stride(from: 0, to: intents.count, by: Self.batchSize) {
                let batch = Array(intents[start..<min(start + Self.batchSize, intents.count)])
                let outcomes = try await pipeline.finish(batch, with: signer, by: principal, now: now)
                for intent in batch {
                    if case .issued(let pass) = outcomes[intent.id] {
                        report.finished.append(pass)
                    } else {
                        report.voided.append(intent.id)
                    }
                }
            }
        }
    }

    /// Nobody was told of what was not released.
    private func noticeOfReissue(cutShort row: PassRow) async throws -> Notice? {
        guard row.replaces != nil, let reason = row.reason, !Self.untoldReissues.contains(reason) else { return nil }
        return try await noticeOfReissue(row.number, Activation(stored: row.activatesAt ?? 0))
    }

    private func signer(ofCutShort row: PassRow, _ keys: [RegisterKey]) -> CurrentSigner? {
        guard let key = keys.first(where: { $0.number == row.signer }), key.state == .current || key.state == .retired,
            key.expires > row.issuedAt, let handle = keyRing.handle(of: key)
        else { return nil }
        return CurrentSigner(key: key, handle: handle)
    }

    private func void(_ row: PassRow, by principal: Principal, now: Int64) async throws {
        try await engine.write { database in
            let event = try ReleaseWriter.void(row.seq, row.id, row.number, row.place, now: now, database)
            try AuditStore.append([event], at: now, by: principal, database)
        }
    }
}
