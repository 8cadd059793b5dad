import PassCrypto
import PassFormat
import SQLStore

extension Register {
    // MARK: Applying

    /// Stores an application for a pass.
    /// - Parameters:
    ///   - record: one JSON object, as for `issue` but without a `reference`.
    ///   - photo: a JPEG of our own making; it is stored only sealed.
    ///   - limits: of the photos that wait with this one.
    /// - Returns: its handle, or every rule that the record breaks. Rules that need to know who has a pass are not among them:
    ///   a stranger is not told; they are looked at when it is approved.
    package func apply(
        _ record: [UInt8], photo jpeg: [UInt8]? = nil, within limits: WaitingPhotoLimits = WaitingPhotoLimits(),
        by principal: Principal, now: Int64
    ) async throws -> ApplicationAnswer {
        var problems = problems(ofApplication: record, now: now)
        guard problems.isEmpty else { return .refused(RecordRefusal(problems)) }
        let photo = try jpeg.map { try sealed(photo: $0) }
        var record = record
        if let photo {
            record = try ApplicationRecord.photographed(record, secret: photo.secret)
            // With the secret it may be too long for a pass.
            problems = RecordCheck.problems(record, seeds: seeds, now: now)
            guard problems.isEmpty else { return .refused(RecordRefusal(problems)) }
        }
        let name = try photo.map { try PhotoCipher.nameBytes(secret: $0.secret) }
        for _ in 0..<8 {
            guard let id = ApplicationID(random.bytes(ApplicationID.byteCount)) else { break }
            let sealed = try vault.seal(
                record: ApplicationRecord.padded(record), for: id, nonce: random.bytes(SecretBox.nonceByteCount))
            do {
                let isStored = try await engine.write { database in
                    guard try ApplicationStore.insert(id, record: sealed, at: now, database) else { return false }
                    if let photo, let name {
                        let isKept = try PhotoStore.insert(
                            waiting: photo.blob, named: name, within: limits, at: now, database)
                        // Undoes the application, too: whoever sent it decides whether it goes without.
                        guard isKept else { throw NoRoomForPhotos() }
                    }
                    try AuditStore.append([.applicationSubmitted(id)], at: now, by: principal, database)
                    return true
                }
                if isStored { return .submitted(id) }
            } catch is NoRoomForPhotos {
                return .refused(
                    RecordRefusal([
                        FieldProblem("photo", "no-room", "photos can't be taken now: apply without one, or later")
                    ]))
            }
        }
        throw RegisterError(.selfCheck, "random ids repeat: the source of randomness is broken")
    }

    private struct NoRoomForPhotos: Error {}

    /// The rules a record breaks, before anybody applies with it; empty when none.
    package func problems(ofApplication record: [UInt8], now: Int64) -> [FieldProblem] {
        do throws(RecordRefusal) {
            _ = try RecordValidator.plan(ApplicationRecord.checked(record), seeds: seeds, now: now)
            return []
        } catch {
            return error.problems
        }
    }

    // MARK: Looking up

    /// How an application stands; nil when there is none.
    package func application(_ id: ApplicationID) async throws -> ApplicationSummary? {
        try await engine.read { try ApplicationStore.summary(id, $0) }
    }

    /// The applications that wait, the oldest first.
    package func openApplications(limit: Int = 100) async throws -> [OpenApplication] {
        try opened(try await engine.read { try ApplicationStore.open(limit: limit, $0) })
    }

    /// Apart from the asynchronous part, and not inlined into it: the optimiser of Swift 6.3.1 crashes there.
    @inline(never)
    private func opened(_ rows: [ApplicationStore.Open]) throws -> [OpenApplication] {
        try rows.map { row in
            OpenApplication(row.id, createdAt: row.createdAt, try RecordDecoder.decode(opened(row.record, of: row.id)))
        }
    }

    @inline(never)
    private func opened(_ sealed: [UInt8], of id: ApplicationID) throws -> [UInt8] {
        guard let record = try vault.open(record: sealed, for: id) else {
            throw RegisterError.damaged("an application that is sealed with another key")
        }
        return record
    }

    // MARK: Deciding

    /// Issues the pass that was applied for: once, however often and from wherever it is asked for, and whatever breaks between
    /// the pass and the application. The record's `reference` is the application's, so that a pass that was issued before a
    /// power cut is found, and not made a second time.
    ///
    /// Passes are signed between two transactions; approvals pass one at a time, so that a second one finds what the first did.
    /// - Throws: ``RegisterError`` with code `notFound`, or `impossibleChange` for one that was rejected.
    package func approve(_ id: ApplicationID, by principal: Principal, now: Int64) async throws -> ApprovalOutcome {
        try await deciding.run {
            let (summary, sealed) = try await engine.read { database in
                (try ApplicationStore.summary(id, database), try ApplicationStore.record(id, database))
            }
            guard let summary, let sealed else { throw RegisterError.unknownApplication }
            if let pass = summary.pass { return .already(try await issuedPass(pass)) }
            guard summary.state == .submitted else { throw RegisterError.decided(summary.state) }
            var record = try ApplicationRecord.referring(opened(sealed, of: id), to: id)
            // One that waited too long: a pass that names it would be amber wherever it is shown.
            if let name = try ApplicationRecord.photoName(in: record),
                try await !engine.read({ try PhotoStore.exists(name, $0) })
            {
                record = try ApplicationRecord.unphotographed(record)
            }
            let pass: IssuedPass
            switch try await issue(record, by: principal, now: now) {
            case .issued(let issued), .already(let issued): pass = issued
            case .refused(let refusal): return .refused(refusal)
            }
            try await engine.write { database in
                guard try ApplicationStore.approve(id, pass: pass.id, at: now, by: principal, database) else {
                    throw RegisterError.damaged("an application that changed while it was decided")
                }
                try AuditStore.append([.applicationApproved(id, pass.id)], at: now, by: principal, database)
            }
            return .approved(pass)
        }
    }

    private func issuedPass(_ id: PassID) async throws -> IssuedPass {
        try await engine.read { database in
            guard let row = try PassStore.pass(id, database) else { throw RegisterError.damaged("an approval") }
            return try PassTexts(keys: KeyStore.all(database)).issued(row)
        }
    }

    /// Turns an application down.
    /// - Parameter reason: a code of `reasons.json`.
    /// - Returns: false when it was rejected already.
    /// - Throws: ``RegisterError`` with code `notFound`, `unknownReason`, or `impossibleChange` for one that was approved, also
    ///   where a power cut came between the pass and the approval: then only approving it again is right.
    @discardableResult
    package func reject(
        _ id: ApplicationID, reason: String, by principal: Principal, now: Int64
    ) async throws -> Bool {
        try seeds.reason(reason, for: "reject")
        return try await deciding.run {
            try await engine.write { [vault] database in
                guard let summary = try ApplicationStore.summary(id, database),
                    let sealed = try ApplicationStore.record(id, database)
                else { throw RegisterError.unknownApplication }
                if summary.state == .rejected { return false }
                let pass = try PassStore.pass(reference: id.reference, database)
                guard summary.state == .submitted, pass == nil || pass?.state == .void else {
                    throw RegisterError.decided(.approved)
                }
                guard try ApplicationStore.reject(id, reason: reason, at: now, by: principal, database) else {
                    throw RegisterError.damaged("an application that changed while it was decided")
                }
                // No pass will ever have it.
                if let record = try vault.open(record: sealed, for: id),
                    let photo = try ApplicationRecord.photoName(in: record)
                {
                    try PhotoStore.remove(photo, database)
                }
                try AuditStore.append([.applicationRejected(id, reason: reason)], at: now, by: principal, database)
                return true
            }
        }
    }
}

extension RegisterError {
    static let unknownApplication = RegisterError(.notFound, "there is no such application: check its address")

    static func decided(_ state: ApplicationState) -> RegisterError {
        RegisterError(.impossibleChange, "the application was \(state.rawValue) already")
    }
}
