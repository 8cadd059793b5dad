import Identifiers
import SQLStore

// Seminars, as the office plans them and everybody sees them.
extension Register {
    /// All of them, also what nobody outside sees, the newest first.
    package func seminars() async throws -> [Seminar] { try await engine.read { try SeminarStore.all($0) } }

    package func seminar(_ number: Int64) async throws -> Seminar? {
        try await engine.read { try SeminarStore.seminar(number, $0) }
    }

    /// Writes a new one; nobody outside sees it.
    package func draftSeminar(
        _ form: SeminarForm, by principal: Principal, now: Int64
    ) async throws -> SeminarChange {
        switch form.checked(utcOffset: utcOffset) {
        case .failure(let faults): return .refused(faults.faults)
        case .success(let content):
            return .changed(
                try await engine.write { database in
                    try SeminarStore.insert(draft: content, by: principal.name, at: now, database)
                })
        }
    }

    /// Writes on: on one that is not published, or on the correction of one that is.
    /// - Parameter seen: its changes when who writes last saw it.
    package func draftSeminar(
        _ form: SeminarForm, of number: Int64, seen: Int64, by principal: Principal, now: Int64
    ) async throws -> SeminarChange {
        switch form.checked(utcOffset: utcOffset) {
        case .failure(let faults): return .refused(faults.faults)
        case .success(let content):
            return try await changeSeminar(number, seen: seen) { seminar, database in
                guard seminar.state != .cancelled else { return .moved }
                try SeminarStore.keep(draft: content, of: number, by: principal.name, at: now, database)
                return .changed(number)
            }
        }
    }

    /// Throws a draft away. What everybody sees stays.
    package func dropSeminarDraft(_ number: Int64, seen: Int64) async throws -> SeminarChange {
        try await changeSeminar(number, seen: seen) { seminar, database in
            guard seminar.draft != nil else { return .moved }
            try SeminarStore.dropDraft(of: seminar, database)
            return .changed(number)
        }
    }

    /// Makes the draft what everybody sees. Who is signed up is told where it concerns when and where; and who waits moves up where
    /// there are more places.
    /// - Parameter reason: why, where it takes another's place.
    package func publishSeminar(
        _ number: Int64, seen: Int64, reason: AnnouncementReason, by principal: Principal, now: Int64
    ) async throws -> SeminarChange {
        let change = try await changeSeminar(number, seen: seen) { [self] seminar, database in
            guard let draft = seminar.draft else { return .moved }
            let before = seminar.content
            if before != nil, !reason.faults.isEmpty { return .refused(reason.faults) }
            // What nobody can come to any more is not announced; what is over is corrected all the same.
            if before == nil, draft.content.begins <= now { return .refused([Fault("day", "past")]) }
            try Self.store(
                before == nil ? .publish : .correct, draft.content, of: seminar,
                reason: before == nil ? AnnouncementReason(chinese: "", english: "") : reason, by: principal, now: now,
                database)
            guard let changed = try SeminarStore.seminar(number, database) else {
                throw RegisterError.damaged("a seminar")
            }
            if let before, !before.isAtSameTimeAndPlace(as: draft.content), changed.isComing(at: now) {
                for addressee in try SeminarSignUpStore.confirmed(number, database) {
                    try tell(.seminarChanged, addressee, of: changed, at: now, database)
                }
            }
            try settle(changed, at: now, database)
            return .changed(number)
        }
        notices.notify()
        return change
    }

    /// It is not held. Its page says so, and why; who is signed up is told.
    package func cancelSeminar(
        _ number: Int64, seen: Int64, reason: AnnouncementReason, by principal: Principal, now: Int64
    ) async throws -> SeminarChange {
        let change = try await changeSeminar(number, seen: seen) { [self] seminar, database in
            guard seminar.state == .published, let content = seminar.content else { return .moved }
            // What was held can't be called off.
            guard now < content.ends else { return .refused([Fault("day", "past")]) }
            guard reason.faults.isEmpty else { return .refused(reason.faults) }
            try Self.store(.cancel, content, of: seminar, reason: reason, by: principal, now: now, database)
            for addressee in try SeminarSignUpStore.confirmed(number, database) {
                try tell(.seminarCancelled, addressee, of: seminar, at: now, database)
            }
            return .changed(number)
        }
        notices.notify()
        return change
    }

    private static func store(
        _ act: SeminarAct, _ content: SeminarContent, of seminar: Seminar, reason: AnnouncementReason,
        by principal: Principal, now: Int64, _ database: any SQLWriting
    ) throws {
        let revision = SeminarRevision(
            number: Int64(seminar.revisions.count) + 1, act: act, at: now, madeBy: principal.name,
            reason: reason.chinese, reasonInEnglish: reason.english, content: content)
        try SeminarStore.insert(revision, of: seminar.number, database)
        let digest = AnnouncementDigest.of(
            content: content.bytes, reason: reason.chinese, reasonInEnglish: reason.english)
        try AuditStore.append(
            [
                .seminar(
                    .revision(seminar: seminar.number, revision: revision.number, act: act, digest: digest))
            ], at: now, by: principal, database)
    }

    private func changeSeminar(
        _ number: Int64, seen: Int64, _ body: @escaping @Sendable (Seminar, any SQLWriting) throws -> SeminarChange
    ) async throws -> SeminarChange {
        try await engine.write { database in
            guard let seminar = try SeminarStore.seminar(number, database) else { throw RegisterError.unknownSeminar }
            guard seminar.changes == seen else { return .moved }
            return try body(seminar, database)
        }
    }
}

extension SeminarContent {
    /// Whether who knows one knows when and where to go for the other.
    func isAtSameTimeAndPlace(as other: SeminarContent) -> Bool {
        begins == other.begins && ends == other.ends && place == other.place && placeInEnglish == other.placeInEnglish
            && link == other.link
    }
}

extension RegisterError {
    static let unknownSeminar = RegisterError(.notFound, "there is no such seminar")
}
