import Identifiers
import SQLStore

// What everybody is asked: writing it, making it public, ending it.
extension Register {
    /// All of them, also what nobody outside sees, the newest first.
    package func consultations() async throws -> [Consultation] {
        try await engine.read { try ConsultationStore.all($0) }
    }

    package func consultation(_ number: Int64) async throws -> Consultation? {
        try await engine.read { try ConsultationStore.consultation(number, $0) }
    }

    /// Consultations that are over and wait for their answers, and how many of them do for longer than they may.
    package func unansweredConsultations(now: Int64) async throws -> (all: [Int64], overdue: [Int64]) {
        let late = now - service.consultationDays * 86_400
        return try await engine.read { database in
            (
                try ConsultationStore.unanswered(endedBefore: now, database),
                try ConsultationStore.unanswered(endedBefore: late, database)
            )
        }
    }

    private var portNames: Set<String> { Set(seeds.site.ports.map(\.id)) }

    /// Writes a new one; nobody outside sees it.
    package func draftConsultation(
        _ form: ConsultationForm, by principal: Principal, now: Int64
    ) async throws -> ConsultationChange {
        switch form.checked(ports: portNames) {
        case .failure(let faults): return .refused(faults.faults)
        case .success(let content):
            return .changed(
                try await engine.write { database in
                    try ConsultationStore.insert(draft: content, by: principal.name, at: now, database)
                })
        }
    }

    /// Writes on: on one that is not published, or on the correction of one that is.
    /// - Parameter seen: its changes when who writes last saw it.
    package func draftConsultation(
        _ form: ConsultationForm, of number: Int64, seen: Int64, by principal: Principal, now: Int64
    ) async throws -> ConsultationChange {
        switch form.checked(ports: portNames) {
        case .failure(let faults): return .refused(faults.faults)
        case .success(let content):
            return try await changeConsultation(number, seen: seen) { consultation, database in
                guard consultation.state == .draft || consultation.state == .published else { return .moved }
                try ConsultationStore.keep(draft: content, of: number, by: principal.name, at: now, database)
                return .changed(number)
            }
        }
    }

    /// Throws a draft away. What everybody sees stays.
    package func dropConsultationDraft(_ number: Int64, seen: Int64) async throws -> ConsultationChange {
        try await changeConsultation(number, seen: seen) { consultation, database in
            guard consultation.draft != nil else { return .moved }
            try ConsultationStore.dropDraft(of: consultation, database)
            return .changed(number)
        }
    }

    /// Makes the draft what everybody sees.
    /// - Parameter reason: why, where it takes another's place.
    package func publishConsultation(
        _ number: Int64, seen: Int64, reason: AnnouncementReason, by principal: Principal, now: Int64
    ) async throws -> ConsultationChange {
        try await changeConsultation(number, seen: seen) { [utcOffset] consultation, database in
            guard let draft = consultation.draft else { return .moved }
            let isFirst = consultation.revisions.isEmpty
            if !isFirst, !reason.faults.isEmpty { return .refused(reason.faults) }
            if let fault = Self.fault(in: draft.content, of: consultation, now: now, utcOffset: utcOffset) {
                return .refused([fault])
            }
            try Self.store(
                isFirst ? .publish : .correct, draft.content, of: consultation,
                reason: isFirst ? AnnouncementReason(chinese: "", english: "") : reason, by: principal, now: now,
                utcOffset: utcOffset, database)
            return .changed(number)
        }
    }

    /// What was promised to who would contribute stands: days that have come do not move.
    private static func fault(
        in content: ConsultationContent, of consultation: Consultation, now: Int64, utcOffset: Int64
    ) -> Fault? {
        let today = CivilDate(of: now, utcOffset: utcOffset)
        switch consultation.phase(at: now, utcOffset: utcOffset) {
        case .answering, .answered, .withdrawn:
            let known = consultation.revisions.last?.content
            return content.from == known?.from && content.until == known?.until ? nil : Fault("until", "over-already")
        case .open:
            if content.from != consultation.content?.from { return Fault("from", "begun-already") }
            return content.until < today ? Fault("until", "past") : nil
        case .draft, .upcoming: return content.until < today ? Fault("until", "past") : nil
        }
    }

    /// Ends it before its last day.
    package func endConsultation(
        _ number: Int64, seen: Int64, reason: AnnouncementReason, by principal: Principal, now: Int64
    ) async throws -> ConsultationChange {
        try await changeConsultation(number, seen: seen) { [utcOffset] consultation, database in
            guard consultation.phase(at: now, utcOffset: utcOffset) == .open, let content = consultation.content
            else { return .moved }
            guard reason.faults.isEmpty else { return .refused(reason.faults) }
            try Self.store(
                .end, content, of: consultation, reason: reason, by: principal, now: now, utcOffset: utcOffset,
                database)
            return .changed(number)
        }
    }

    /// Takes it back before it is answered. Its page says so, and why.
    package func withdrawConsultation(
        _ number: Int64, seen: Int64, reason: AnnouncementReason, by principal: Principal, now: Int64
    ) async throws -> ConsultationChange {
        try await changeConsultation(number, seen: seen) { [utcOffset] consultation, database in
            guard consultation.state == .published, let content = consultation.content else { return .moved }
            guard reason.faults.isEmpty else { return .refused(reason.faults) }
            try Self.store(
                .withdraw, content, of: consultation, reason: reason, by: principal, now: now, utcOffset: utcOffset,
                database)
            return .changed(number)
        }
    }

    static func store(
        _ act: ConsultationAct, _ content: ConsultationContent, of consultation: Consultation,
        reason: AnnouncementReason, by principal: Principal, now: Int64, utcOffset: Int64, _ database: any SQLWriting
    ) throws {
        let revision = ConsultationRevision(
            number: Int64(consultation.revisions.count) + 1, act: act, at: now, madeBy: principal.name,
            reason: reason.chinese, reasonInEnglish: reason.english, content: content)
        let state: ConsultationState =
            switch act {
            case .publish, .correct, .end: .published
            case .withdraw: .withdrawn
            case .answer: .answered
            }
        let after = Consultation(
            number: consultation.number, state: state, changes: consultation.changes, draft: nil,
            revisions: consultation.revisions + [revision])
        try ConsultationStore.insert(
            revision, of: consultation.number, state: state, opensAt: content.from.start(utcOffset: utcOffset),
            endsAt: after.endsAt(utcOffset: utcOffset) ?? now, database)
        let digest = AnnouncementDigest.of(
            content: content.bytes, reason: reason.chinese, reasonInEnglish: reason.english)
        try AuditStore.append(
            [.consultation(.revision(consultation.number, revision: revision.number, act, digest: digest))], at: now,
            by: principal, database)
    }

    func changeConsultation(
        _ number: Int64, seen: Int64,
        _ body: @escaping @Sendable (Consultation, any SQLWriting) throws -> ConsultationChange
    ) async throws -> ConsultationChange {
        try await engine.write { database in
            guard let consultation = try ConsultationStore.consultation(number, database) else {
                throw RegisterError.unknownConsultation
            }
            guard consultation.changes == seen else { return .moved }
            return try body(consultation, database)
        }
    }
}

extension RegisterError {
    static let unknownConsultation = RegisterError(.notFound, "there is no such consultation")
}
