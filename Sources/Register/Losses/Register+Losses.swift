package import PassFormat
import SQLStore

// What holders do with their own passes: at once, and without asking anybody. That it is theirs has been proved to the caller.
extension Register {
    /// Suspends a pass that its holder has lost. Whoever had it on a phone has to prove themselves again.
    package func reportLost(
        _ id: PassID, _ kind: LossKind, by principal: Principal, now: Int64
    ) async throws -> HolderOutcome {
        try await byHolder(.lose, id, by: principal, now: now) { [self] row, database in
            let changed = try Self.change(
                .suspend, row, reason: kind.rawValue, by: principal, now: now, database)
            try LossStore.open(row, kind, at: now, database)
            try endHoldings(ofPass: row.number, database)
            return changed.pass
        }
    }

    /// Brings a pass back that its holder reported as lost and found again: one person can (DESIGN section 7), and only as long
    /// as nobody else suspended it meanwhile.
    package func reportFound(_ id: PassID, by principal: Principal, now: Int64) async throws -> HolderOutcome {
        try await byHolder(.find, id, by: principal, now: now) { row, database in
            try Self.change(.reinstate, row, reason: "found", by: principal, now: now, database).pass
        }
    }

    /// Revokes a pass that its holder needs no longer, or will not find again.
    package func cancelPass(_ id: PassID, by principal: Principal, now: Int64) async throws -> HolderOutcome {
        try await byHolder(.cancel, id, by: principal, now: now) { [self] row, database in
            let changed = try Self.change(
                .revoke, row, reason: Self.cancelledByHolder, by: principal, now: now, database)
            try endHoldings(ofPass: row.number, database)
            return changed.pass
        }
    }

    static let cancelledByHolder = "holder-request"

    /// Whether a suspension is the holder's own to lift.
    package func isSelfReported(_ id: PassID) async throws -> Bool {
        try await engine.read { try LossStore.isSelfReported(Self.existing(id, $0), $0) }
    }

    private func byHolder(
        _ act: HolderActs.Act, _ id: PassID, by principal: Principal, now: Int64,
        _ body: @escaping @Sendable (PassRow, any SQLWriting) throws -> PassSummary
    ) async throws -> HolderOutcome {
        let file = try await fileOf(pass: id)
        defer { changes.notify() }
        let outcome = try await engine.write { [vault] database -> HolderOutcome in
            let row = try Self.existing(id, database)
            let answer = HolderActs.answer(
                to: act, in: row.state, isSelfReported: try LossStore.isSelfReported(row, database),
                isExpired: row.expires <= now)
            switch answer {
            case .already: return .already(try Self.summary(row, database))
            case .withStaff: return .withStaff(try Self.summary(row, database))
            case .over: return .over(try Self.summary(row, database))
            case .allowed:
                let pass = try body(row, database)
                if let file {
                    try NoticeStore.enqueue(
                        Notice(.passChanged, to: file.contact, language: file.language, facts: ["pass": row.number]),
                        at: now, vault, database)
                }
                return .done(pass)
            }
        }
        if case .done = outcome { notices.notify() }
        return outcome
    }

    // MARK: Whose a pass is

    /// To whom a pass's messages go, and in which language.
    struct ContactOnFile: Sendable {
        let contact: Contact
        let language: SiteLanguage
    }

    /// The contact on file of a pass's number: of the newest application that led to it. Nil where there is none.
    package func contactOnFile(pass number: String) async throws -> Contact? {
        try await file(number: number)?.contact
    }

    func fileOf(pass id: PassID) async throws -> ContactOnFile? {
        guard let number = try await engine.read({ try PassStore.pass(id, $0)?.number }) else {
            throw RegisterError.unknownPass(id.hex)
        }
        return try await file(number: number)
    }

    func file(number: String) async throws -> ContactOnFile? {
        guard let application = try await application(ofPass: number), let opened = try await opened(application.id),
            let contact = opened.contact
        else { return nil }
        return ContactOnFile(contact: contact, language: application.language)
    }

    /// The newest application that led to a pass of this number.
    package func application(ofPass number: String) async throws -> PassApplication? {
        try await engine.read { try ReleaseStore.application(ofPass: number, $0) }
    }
}
