import Identifiers
import PassCrypto
import PassFormat
import SQLStore
import StrictJSON

// What follows by itself: passes of what was approved and paid, and the end of what never came.
extension Register {
    /// Makes the passes of an approved application: once, however often and from wherever it is asked for, and whatever breaks
    /// between a pass and the application. Each record's `reference` is the application's, so that a pass that was issued before
    /// a power cut is found, and not made a second time.
    func settle(_ id: ApplicationID, by principal: Principal, now: Int64) async throws -> ApprovalOutcome {
        defer { notices.notify() }
        return try await deciding.run { [self] () async throws -> ApprovalOutcome in
            guard let opened = try await opened(id) else { throw RegisterError.unknownApplication }
            let application = opened.application
            if application.state == .issued { return .issued(try await issuedPasses(of: application)) }
            guard application.state == .approved else { throw RegisterError.impossible(.issue, application) }
            let context = FormContext(opened, seeds: seeds, now: now)
            // A violation since it was approved.
            let banned = try await bansSince(opened, context, now: now)
            guard banned.isEmpty else {
                try await giveBack(opened, banned, by: principal, now: now)
                return .refused(banned)
            }
            var photo: PhotoCipher.SealedPhoto?
            if let attachment = opened.attachments.last(where: { $0.field == "photo" }),
                let jpeg = try await picture(attachment.id, of: id)
            {
                photo = try sealed(photo: jpeg)
            }
            var passes: [IssuedPass] = []
            for (place, demand) in application.kind.rules.records(opened.values, context).enumerated() {
                let outcome = try await issue(
                    demand, place: place, of: opened, photo: demand.hasPhoto ? photo : nil, by: principal, now: now)
                switch outcome {
                case .issued(let pass), .already(let pass): passes.append(pass)
                case .refused(let refusal):
                    // Somebody may be barred since the look above: with the day on which that ends.
                    let since = try await bansSince(opened, context, now: now)
                    let faults = since.isEmpty ? refusal.problems.map { demand.fault(for: $0) } : since
                    try await giveBack(opened, faults, by: principal, now: now)
                    return .refused(faults)
                }
            }
            let issued = passes
            try await engine.write { [self] database in
                let seqs = try issued.map { pass in
                    guard let row = try PassStore.pass(pass.id, database) else {
                        throw RegisterError.damaged("a pass that was just issued")
                    }
                    return row.seq
                }
                guard try ApplicationStore.move(application, by: .issue, to: .issued, at: now, database) else {
                    throw RegisterError.damaged("an application that changed while it was decided")
                }
                try ApplicationStore.setPasses(seqs, of: application.seq, database)
                for pass in issued { try HookStore.note(pass: pass.id, .passIssued, .active, at: now, database) }
                // The photo has its own place now, sealed for gates.
                try AttachmentStore.remove(field: "photo", of: application.seq, database)
                try AttachmentStore.settle(application.seq, database)
                try AuditStore.append(
                    [.applicationIssued(number: application.number, passes: issued.map(\.id))], at: now,
                    by: principal, database)
                try notify(
                    .issued, application, to: opened.contact,
                    facts: [
                        "pass": issued.map(\.number).joined(separator: ", ").prefixOfBytes(200),
                        "until": day((issued.map(\.expires).min() ?? now) - 1),
                    ], at: now, database)
                try askSatisfaction(of: application, to: opened.contact, at: now, database)
            }
            return .issued(issued)
        }
    }

    private func bansSince(
        _ opened: OpenedApplication, _ context: FormContext, now: Int64
    ) async throws -> [Fault] {
        guard
            case .success(let prepared) = try PreparedApplication.prepare(
                opened.values, of: opened.application.kind, context, vault: vault)
        else { return [] }
        return try await engine.read { [seeds, bans = bans(at: now)] database in
            try StandingRules(seeds: seeds, application: opened.application, bans: bans, database: database)
                .banFaults(of: prepared, for: .staff)
        }
    }

    private func issue(
        _ demand: PassDemand, place: Int, of opened: OpenedApplication, photo: PhotoCipher.SealedPhoto?,
        by principal: Principal, now: Int64
    ) async throws -> IssueOutcome {
        var record = demand.record
        let reference = "\(opened.application.id.reference):\(place)"
        record["reference"] = .text(reference)
        if let known = try await engine.read({ try PassStore.pass(reference: reference, $0) }),
            known.signature != nil
        {
            return .already(try await issuedPass(known.id))
        }
        let bytes = JSONWriter.compact(.object(record))
        if place == 0, let old = try await renewed(opened, now: now) {
            let starts = try? RecordDecoder.decode(bytes).notBefore?.resolved(from: now, utcOffset: utcOffset)
            let isLater = (starts ?? now) > now
            return try await reissue(
                old, .record(bytes), photo: photo, activation: isLater ? .at(starts ?? now) : .now,
                reason: "renewal", by: principal, now: now)
        }
        let photographed = PhotographedRecord(json: bytes, photo: photo)
        return try await issue(bytes, photos: { _ in .success(photographed) }, by: principal, now: now)
    }

    /// The pass that an application renews, where it can be: of the same holder, and still in force.
    private func renewed(_ opened: OpenedApplication, now: Int64) async throws -> PassID? {
        let number = opened.values["renews"]
        guard !number.isEmpty else { return nil }
        let (seeds, seq) = (self.seeds, opened.application.seq)
        return try await engine.read { database in
            try PassStore.passes(number: TextNormalisation.trimmed(number).uppercased(), database).last { row in
                guard PassReplacement.isPossible(row, .now, seeds: seeds, now: now) else { return false }
                return try database.row(
                    """
                    SELECT 1 FROM pass_subject JOIN application_subject
                        ON application_subject.subject = pass_subject.subject
                    WHERE pass_subject.pass = ? AND application_subject.application = ?
                    """, .integer(row.seq), .integer(seq)) != nil
            }?.id
        }
    }

    /// Back to the staff: a rule stood in the way that was not foreseen. What was paid stays paid.
    private func giveBack(
        _ opened: OpenedApplication, _ faults: [Fault], by principal: Principal, now: Int64
    ) async throws {
        try await engine.write { database in
            guard try ApplicationStore.move(opened.application, by: .return, to: .submitted, at: now, database) else {
                throw RegisterError.damaged("an application that changed while it was decided")
            }
            try AuditStore.append(
                [
                    .applicationChanged(
                        number: opened.application.number, act: .return, reason: faults.first?.rule)
                ], at: now, by: principal, database)
        }
    }

    private func issuedPass(_ id: PassID) async throws -> IssuedPass {
        try await engine.read { database in
            guard let row = try PassStore.pass(id, database) else { throw RegisterError.damaged("an approval") }
            return try PassTexts(keys: KeyStore.all(database)).issued(row)
        }
    }

    private func issuedPasses(of application: PassApplication) async throws -> [IssuedPass] {
        try await engine.read { database in
            let texts = PassTexts(keys: try KeyStore.all(database))
            return try ApplicationStore.passes(of: application.seq, database).compactMap {
                try PassStore.pass(seq: $0, database).map(texts.issued)
            }
        }
    }

    // MARK: By the clock

    /// What has to be done without anybody asking: passes of what was paid, or was approved before a power cut, and the end of
    /// drafts, corrections and payments that never came. All that is due, up to a bound; between two of them whoever else writes has
    /// their turn.
    ///
    /// One that can't be taken further does not stop the others.
    /// - Returns: how many applications moved.
    /// - Throws: what stopped the first of those that were stopped, when the others are done.
    @discardableResult
    package func settleApplications(by principal: Principal, now: Int64) async throws -> Int {
        // Before their applications: those in an order of many lapse when it is closed.
        for _ in 0..<Self.settlingRounds {
            if try await expireOrders(by: principal, now: now).isEmpty { break }
        }
        var moved = try await takePaid(by: principal, now: now)
        var stopped = Stopped()
        moved += try await all(&stopped) { [engine] limit in
            try await engine.read { try ApplicationStore.queue(.approved, limit: limit, $0).map(\.id) }
        } settling: { id in
            _ = try await settle(id, by: principal, now: now)
            return true
        }
        moved += try await all(&stopped) { [engine] limit in
            try await engine.read { try ApplicationStore.due(at: now, limit: limit, $0) }
        } settling: { id in
            try await lapse(id, by: principal, now: now)
        }
        if let error = stopped.error { throw error }
        return moved
    }

    /// Those that could not be taken further, and why the first could not.
    private struct Stopped {
        var ids: Set<ApplicationID> = []
        var error: (any Error)?
    }

    /// Does something with all that there are, a hundred at a time, each once.
    /// - Returns: how many moved.
    private func all(
        _ stopped: inout Stopped, _ first: (Int) async throws -> [ApplicationID],
        settling one: (ApplicationID) async throws -> Bool
    ) async throws -> Int {
        var moved = 0
        for _ in 0..<Self.settlingRounds {
            let ids = try await first(100 + stopped.ids.count).filter { !stopped.ids.contains($0) }
            if ids.isEmpty { break }
            for id in ids {
                try Task.checkCancellation()
                do {
                    if try await one(id) { moved += 1 } else { stopped.ids.insert(id) }
                } catch {
                    stopped.ids.insert(id)
                    stopped.error = stopped.error ?? error
                }
            }
        }
        return moved
    }

    private func lapse(_ id: ApplicationID, by principal: Principal, now: Int64) async throws -> Bool {
        defer { notices.notify() }
        guard let opened = try await opened(id) else { return false }
        return try await deciding.run { [self] in
            try await engine.write { [self] database in
                guard let application = try ApplicationStore.application(id, database),
                    let due = application.dueAt, due <= now,
                    let next = ApplicationMachine.next(application.state, .lapse),
                    try closeOrder(of: application, as: .expired, at: now, by: principal, database),
                    try ApplicationStore.move(application, by: .lapse, to: next, at: now, database)
                else { return false }
                try AttachmentStore.removeAll(of: application.seq, database)
                guard application.state != .draft else { return true }
                try AuditStore.append(
                    [.applicationChanged(number: application.number, act: .lapse, reason: nil)], at: now,
                    by: principal, database)
                try notify(.lapsed, application, to: opened.contact, at: now, database)
                return true
            }
        }
    }
}

extension String {
    /// As much of it as so many bytes hold.
    fileprivate func prefixOfBytes(_ most: Int) -> String {
        var prefix = self
        while prefix.utf8.count > most { prefix.removeLast() }
        return prefix
    }
}
