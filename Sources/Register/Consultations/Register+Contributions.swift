import Identifiers
import PassCrypto
import SQLStore

// What people say to consultations: sending it, following it, reading what is published.
extension Register {
    package static let longestContributorName = 100

    /// Takes what somebody says to a consultation that is open.
    /// - Parameter client: who sends, as the limits count; nil for one that is not counted.
    package func contribute(
        _ draft: ContributionDraft, to consultation: Int64, client: String?, limits: OpinionLimits = OpinionLimits(),
        by principal: Principal, now: Int64
    ) async throws -> ContributionOutcome {
        var draft = draft
        draft.text = OpinionText.plain(draft.text)
        draft.name = TextNormalisation.trimmed(draft.name)
        let faults = faults(in: draft)
        guard faults.isEmpty else { return .refused(faults) }
        for _ in 0..<8 {
            let new = try newContribution(draft, client: client, now: now)
            let outcome = try await engine.write { [utcOffset] database -> ContributionOutcome? in
                guard let found = try BulletinStore<Consultations>.find(consultation, database),
                    found.phase(at: now, utcOffset: utcOffset) == .open
                else { return .closed }
                if let wait = try Self.wait(new, limits, now: now, database) { return .tooMany(retryAfter: wait) }
                guard try ContributionStore.insert(new, to: consultation, at: now, database) else { return nil }
                try AuditStore.append(
                    [.consultation(.received(new.number, of: consultation))], at: now, by: principal, database)
                return .received(new.number)
            }
            if let outcome { return outcome }
        }
        throw RegisterError(.selfCheck, "random numbers repeat: the source of randomness is broken")
    }

    /// What is wrong with a contribution, so that all of it is said at once.
    package func faults(in draft: ContributionDraft) -> [Fault] {
        let text = OpinionText.fault(in: OpinionText.plain(draft.text), longest: service.longestContribution)
        let name = TextNormalisation.trimmed(draft.name)
        let wrong =
            name.isEmpty
            ? nil
            : OpinionText.lineFault(in: name, field: "name", longest: Self.longestContributorName)
        return [text, wrong].compactMap { $0 }
    }

    /// Everything random about it. Apart from asynchronous code: the optimiser of Swift 6.3.1 crashes there.
    @inline(never)
    private func newContribution(
        _ draft: ContributionDraft, client: String?, now: Int64
    ) throws -> ContributionStore.New {
        let year = CivilDate(of: now, utcOffset: utcOffset).year
        guard
            let number = ContributionNumber(random: random.bytes(ContributionNumber.randomByteCount), year: year)
        else { throw RegisterError(.selfCheck, "random numbers are missing: the source of randomness is broken") }
        func box(_ text: String, _ part: ContributionStore.Part) throws -> [UInt8] {
            try vault.seal(
                OpinionText.padded(text), context: ContributionStore.context(number, part),
                nonce: random.bytes(SecretBox.nonceByteCount))
        }
        return ContributionStore.New(
            number: number, isAgreed: draft.isAgreed, language: draft.language,
            contact: try draft.contact.map { try vault.subject(contact: $0) },
            sealedContact: try draft.contact.map {
                try vault.seal($0, nonce: random.bytes(SecretBox.nonceByteCount))
            },
            sealedName: draft.name.isEmpty ? nil : try box(draft.name, .name), sealed: try box(draft.text, .text),
            client: try client.map { Array(try vault.mac(Array($0.utf8), "client").prefix(16)) })
    }

    /// Seconds until there may be one again; nil when there may be one now.
    private static func wait(
        _ new: ContributionStore.New, _ limits: OpinionLimits, now: Int64, _ database: any SQLReading
    ) throws -> Int64? {
        let since = now - limits.window
        var counts = [(try ContributionStore.count(since: since, database), limits.overall)]
        if let client = new.client {
            counts.append((try ContributionStore.count(client: client, since: since, database), limits.perClient))
        }
        if let contact = new.contact {
            counts.append((try ContributionStore.count(contact: contact, since: since, database), limits.perContact))
        }
        return limits.wait(counts, now: now)
    }

    // MARK: Following

    /// How one stands: neither its text nor who wrote it.
    package func contribution(_ number: ContributionNumber) async throws -> Contribution? {
        try await engine.read { try ContributionStore.contribution(number, $0)?.contribution }
    }

    package func contributionCounts(of consultation: Int64) async throws -> ContributionCounts {
        try await engine.read { try ContributionStore.counts(of: consultation, $0) }
    }

    // MARK: What everybody reads

    /// Texts that their writers agreed to and somebody let through, in the order in which they came.
    /// - Parameter reply: those of one answer; nil for all.
    package func publishedContributions(
        of consultation: Int64, by reply: Int64? = nil, offset: Int = 0, limit: Int
    ) async throws -> [PublishedContribution] {
        let stored = try await engine.read {
            try ContributionStore.published(of: consultation, by: reply, offset: offset, limit: limit, $0)
        }
        return try published(stored)
    }

    @inline(never)
    private func published(_ stored: [ContributionStore.Stored]) throws -> [PublishedContribution] {
        try stored.map { stored in
            let contribution = stored.contribution
            guard let text = try text(stored) else { throw RegisterError.damaged("a contribution") }
            return PublishedContribution(
                number: contribution.number, text: text, language: contribution.language,
                receivedAt: contribution.receivedAt, reply: contribution.reply)
        }
    }

    /// The answers, each with how many it answers. Before a consultation is answered, only its staff see them.
    package func consultationReplies(of consultation: Int64) async throws -> [ConsultationReply] {
        try await engine.read { try ConsultationStore.replies(of: consultation, $0) }
    }

    // MARK: Opening

    func text(_ stored: ContributionStore.Stored) throws -> String? {
        try open(stored.sealed, stored.contribution.number, .text)
    }

    private func open(
        _ box: [UInt8]?, _ number: ContributionNumber, _ part: ContributionStore.Part
    ) throws -> String? {
        guard let box else { return nil }
        guard let bytes = try vault.open(box, context: ContributionStore.context(number, part)) else {
            throw RegisterError.damaged("a contribution")
        }
        return OpinionText.unpadded(bytes)
    }

    @inline(never)
    func opened(_ stored: [ContributionStore.Stored]) throws -> [OpenedContribution] {
        try stored.map { stored in
            OpenedContribution(
                contribution: stored.contribution, text: try text(stored),
                name: try open(stored.sealedName, stored.contribution.number, .name),
                contact: try stored.sealedContact.flatMap { try vault.contact(in: $0) })
        }
    }
}
