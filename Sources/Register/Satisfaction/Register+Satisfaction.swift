import Identifiers
import SQLStore

// One question to everybody for whom something is over: how content they were, and perhaps a sentence.
extension Register {
    private static let longestRemark = 500

    /// Asks about an application that was issued, within the transaction that issues it: once, however often it is called.
    /// Who calls tells ``notices`` when the transaction is over.
    /// - Parameter contact: whom to send the link to; the question stands on the progress page, too.
    func askSatisfaction(
        of application: PassApplication, to contact: Contact?, at now: Int64, _ database: any SQLWriting
    ) throws {
        try ask(
            .application, application.number, kind: application.kind.rawValue, to: contact,
            language: application.language, at: now, database)
    }

    /// Asks about something that somebody wrote and that is closed.
    func askSatisfaction(
        of opinion: Opinion, to contact: Contact?, at now: Int64, _ database: any SQLWriting
    ) throws {
        try ask(
            .opinion, opinion.number.text, kind: opinion.kind.rawValue, to: contact, language: opinion.language,
            at: now, database)
    }

    private func ask(
        _ subject: SatisfactionSubject, _ reference: String, kind: String, to contact: Contact?,
        language: SiteLanguage, at now: Int64, _ database: any SQLWriting
    ) throws {
        let token = try SatisfactionToken(of: subject, reference, vault: vault)
        let who = try contact.map { try vault.subject(contact: $0) }
        // Who got three hundred passes in a month is asked once by a message.
        let quiet = now - service.satisfactionQuietDays * 86_400
        let isSent = try who.map { try !SatisfactionStore.wasAsked($0, since: quiet, database) } ?? false
        let new = SatisfactionStore.New(
            subject: subject, reference: reference, kind: kind, contact: who, digest: token.digest,
            expiresAt: endOfDay(after: service.satisfactionDays, from: now), isSent: isSent)
        guard try SatisfactionStore.insert(new, at: now, database), isSent, let contact else { return }
        try NoticeStore.enqueue(
            Notice(.survey, to: contact, language: language, facts: ["number": reference, "token": token.text]),
            at: now, vault, database)
    }

    // MARK: Answering

    /// The question that a link opens; nil when there is none.
    package func satisfaction(_ token: SatisfactionToken) async throws -> SatisfactionQuestion? {
        try await engine.read { try SatisfactionStore.question(digest: token.digest, $0) }
    }

    /// The question about something, for who has proved that it is theirs; nil where nothing is asked.
    package func satisfaction(
        of subject: SatisfactionSubject, number: String
    ) async throws -> SatisfactionQuestion? {
        try await engine.read { try SatisfactionStore.question(subject, number, $0) }
    }

    /// - Parameters:
    ///   - score: from 1, not at all content, to 5.
    ///   - remark: may be empty.
    package func rate(
        _ question: SatisfactionQuestion, score: Int64, remark: String, now: Int64
    ) async throws -> SatisfactionOutcome {
        let remark = OpinionText.plain(remark)
        guard (1...5).contains(score) else { return .refused([Fault("score", "required")]) }
        if !remark.isEmpty, let fault = OpinionText.fault(in: remark, field: "remark", longest: Self.longestRemark) {
            return .refused([fault])
        }
        guard now < question.expiresAt else { return .over }
        let day = CivilDate(of: now, utcOffset: utcOffset)
        let month = day.year * 100 + Int64(day.month)
        return try await engine.write { [vault] database in
            let box =
                remark.isEmpty
                ? nil
                : try vault.seal(
                    repeatably: OpinionText.padded(remark), context: SatisfactionStore.context(question))
            return try SatisfactionStore.answer(
                question.seq, score: score, sealed: box, month: month, at: now, database) ? .thanks : .already
        }
    }

    // MARK: Figures

    /// Counts by month, kind and score.
    /// - Parameter months: `202612` and the like.
    package func satisfactionFigures(_ months: ClosedRange<Int64>) async throws -> [SatisfactionFigure] {
        try await engine.read {
            try SatisfactionStore.figures(from: months.lowerBound, through: months.upperBound, $0)
        }
    }

    /// What was written beside the scores of a month, for the staff.
    package func satisfactionRemarks(month: Int64) async throws -> [(score: Int64, remark: String)] {
        let remarks = try await engine.read { try SatisfactionStore.remarks(month: month, $0) }
        return try opened(remarks: remarks)
    }

    @inline(never)
    private func opened(remarks: [SatisfactionStore.Remark]) throws -> [(score: Int64, remark: String)] {
        try remarks.map { remark in
            guard let bytes = try vault.open(remark.sealed, context: SatisfactionStore.context(remark.question)) else {
                throw RegisterError.damaged("an answer to a question of satisfaction")
            }
            return (remark.score, OpinionText.unpadded(bytes))
        }
    }
}
