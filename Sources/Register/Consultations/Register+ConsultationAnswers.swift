import SQLStore

// The staff's side of consultations: looking at contributions, and answering them.
extension Register {
    /// A text that is written in Chinese and English, of one paragraph or more.
    package struct ConsultationWords: Hashable, Sendable {
        package static let longest = 4_000

        package let chinese: String
        package let english: String

        package init(chinese: String, english: String) {
            self.chinese = OpinionText.plain(chinese)
            self.english = OpinionText.plain(english)
        }

        var faults: [Fault] {
            [("text-zh", chinese), ("text-en", english)].compactMap { field, text in
                OpinionText.fault(in: text, field: field, longest: Self.longest)
            }
        }
    }

    /// Those of a consultation, the ones that nobody has looked at first.
    package func contributions(
        of consultation: Int64, offset: Int = 0, limit: Int
    ) async throws -> [OpenedContribution] {
        try opened(
            await engine.read {
                try ContributionStore.all(of: consultation, offset: offset, limit: limit, $0)
            })
    }

    package func openedContribution(_ number: ContributionNumber) async throws -> OpenedContribution? {
        guard let stored = try await engine.read({ try ContributionStore.contribution(number, $0) }) else {
            return nil
        }
        return try opened([stored]).first
    }

    /// Those that an answer has, and those that none has yet, these first.
    package func answerableContributions(
        of consultation: Int64, by reply: Int64?, limit: Int
    ) async throws -> [OpenedContribution] {
        try opened(
            await engine.read {
                try ContributionStore.answerable(of: consultation, by: reply, limit: limit, $0)
            })
    }

    /// Lets a text through for publishing, or keeps it unpublished; what was decided may be decided anew.
    package func review(
        _ number: ContributionNumber, _ decision: ContributionDecision, by principal: Principal, now: Int64
    ) async throws -> ContributionChange {
        try await engine.write { database in
            guard let stored = try ContributionStore.contribution(number, database) else {
                throw RegisterError.unknownContribution
            }
            let contribution = stored.contribution
            guard
                let next = ContributionMachine.next(
                    contribution.state, contribution.cause, decision, isAgreed: contribution.isAgreed),
                next != .published || stored.sealed != nil
            else { return .impossible }
            try ContributionStore.move(contribution, decision, to: next, by: principal.name, at: now, database)
            try AuditStore.append(
                [.consultation(.reviewed(number, of: contribution.consultation, decision))], at: now, by: principal,
                database)
            return .changed
        }
    }

    /// Writes an answer, and says which contributions it answers. Nobody outside sees it before the consultation is answered.
    /// - Parameters:
    ///   - reply: nil for a new one.
    ///   - shown: the contributions that who writes could choose among; of others nothing changes.
    ///   - chosen: those of them that it answers.
    /// - Returns: the answer's number with a change.
    package func writeReply(
        _ reply: Int64?, to consultation: Int64, _ words: ConsultationWords, shown: [ContributionNumber],
        chosen: [ContributionNumber], by principal: Principal, now: Int64
    ) async throws -> BulletinChange {
        guard words.faults.isEmpty else { return .refused(words.faults) }
        return try await engine.write { database in
            guard let found = try BulletinStore<Consultations>.find(consultation, database) else {
                throw RegisterError.unknown(Consultations.self)
            }
            guard found.state == .published else { return .moved }
            if let reply, try ConsultationStore.digest(ofReply: reply, of: consultation, database) == nil {
                throw RegisterError.unknown(Consultations.self)
            }
            let named = try Set(shown).union(chosen).map {
                try ContributionStore.contribution($0, database)?.contribution
            }
            let own = named.compactMap { $0 }.filter { $0.consultation == consultation }
            guard own.count == named.count else { return .refused([Fault("contributions", "not-found")]) }
            let place = try ConsultationStore.keep(
                reply: reply, words.chinese, words.english, of: consultation, by: principal.name, at: now, database)
            for contribution in own {
                let (number, known) = (contribution.number, contribution.reply)
                // Another answer has it by now: who wrote that one decides.
                if let known, known != place { continue }
                let wanted = chosen.contains(number) ? place : nil
                if known != wanted {
                    _ = try ContributionStore.assign(number, of: consultation, to: wanted, database)
                }
            }
            // Who publishes the answers says which they saw.
            try ConsultationStore.noteChange(of: consultation, database)
            if let digest = try ConsultationStore.digest(ofReply: place, of: consultation, database) {
                try AuditStore.append(
                    [.consultation(.reply(consultation, reply: place, digest: digest))], at: now, by: principal,
                    database)
            }
            return .changed(place)
        }
    }

    /// Publishes the answers, with what came of it all, and tells who left an address. Every contribution was looked at and has an answer
    /// by then, or nothing is published.
    package func answerConsultation(
        _ number: Int64, seen: Int64, outcome: ConsultationWords, by principal: Principal, now: Int64
    ) async throws -> BulletinChange {
        guard outcome.faults.isEmpty else { return .refused(outcome.faults) }
        let reason = BulletinReason(chinese: outcome.chinese, english: outcome.english)
        let change = try await act(
            on: Consultations.self, number, seen: seen, reason: reason, by: principal, now: now
        ) { [self] consultation, actor, database in
            guard consultation.phase(at: now, utcOffset: utcOffset) == .answering, let content = consultation.content
            else { return .moved }
            let counts = try ContributionStore.counts(of: number, database)
            if counts.received > 0 {
                return .refused([Fault("contributions", "not-looked-at", ["count": String(counts.received)])])
            }
            if counts.unanswered > 0 {
                return .refused([Fault("contributions", "unanswered", ["count": String(counts.unanswered)])])
            }
            let change = try consultation.revise(.answer, content, because: actor.reason, by: actor, database)
            for stored in try ContributionStore.tellable(of: number, database) {
                guard let contact = try stored.sealedContact.flatMap({ try self.vault.contact(in: $0) }) else {
                    continue
                }
                let contribution = stored.contribution
                try NoticeStore.enqueue(
                    Notice(
                        .consultationAnswered, to: contact, language: contribution.language,
                        facts: ["number": contribution.number.text]), at: now, vault, database)
            }
            return change
        }
        notices.notify()
        return change
    }
}

extension RegisterError {
    static let unknownContribution = RegisterError(.notFound, "there is no such contribution: check its number")
}
