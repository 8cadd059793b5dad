import Identifiers
import PassCrypto
import PassFormat
import SQLStore

// What programs do in a company's name: the same acts as on its pages, each in one transaction with its answer, so that what
// comes twice is done once.
extension Register {
    /// Seconds for which an answer is kept under its request's key.
    package static let answersKept: Int64 = 86_400
    /// Drafts of a company at one time: whoever makes more does not send them.
    static let mostDrafts: Int64 = 1_000

    /// A request that changes something.
    /// - Parameters:
    ///   - key: what came as `Idempotency-Key`.
    ///   - request: everything that makes it another request: method, path and body.
    package func call(of holder: TokenHolder, key: String?, request: [UInt8]) throws -> ProgramCall {
        ProgramCall(
            holder: holder, key: try key.map { try vault.mac(Array($0.utf8), "program-key") },
            request: try vault.mac(request, "program-request"))
    }

    /// What was answered to a request before.
    package func keptAnswer(to call: ProgramCall, now: Int64) async throws -> KeptAnswer {
        guard let key = call.key else { return .none }
        let known = try await engine.read {
            try TokenAnswerStore.answer(under: key, of: call.holder.seq, since: now - Self.answersKept, $0)
        }
        guard let known else { return .none }
        return ConstantTime.areEqual(known.request, call.request) ? .known(known.answer) : .otherRequest
    }

    func forgetProgramAnswers(now: Int64) async throws {
        try await engine.write { try TokenAnswerStore.forget(before: now - Self.answersKept, $0) }
    }

    // MARK: Applying

    package enum StartOutcome: Sendable {
        case started(ProgramAnswer)
        case refused([Fault])
        /// The company has as many drafts as it can.
        case tooMany
    }

    /// What is wrong with the answers of a company's application; files are looked at when it is sent.
    func faults(in values: FieldValues, of kind: ApplicationKind, now: Int64) -> [Fault] {
        FormCheck.faults(in: values, of: kind, FormContext(seeds: seeds, now: now, isVouched: true)).filter {
            !$0.field.hasPrefix("doc-") && $0.field != "photo" && $0.field != "nameImage"
        }
    }

    /// Answers with what is known of the company, as on its pages.
    func completed(
        _ values: FieldValues, _ kind: ApplicationKind, _ company: Company, now: Int64
    ) -> FieldValues {
        let renews = values["renews"]
        let order: BatchOrder
        switch kind {
        case .person: order = BatchOrder(.person, .all, answers: values, renews: !renews.isEmpty)
        case .vehicle: order = BatchOrder(.vehicle, .all, answers: values, renews: !renews.isEmpty)
        case .visit:
            var visit = values
            visit["companyNumber"] = company.number
            visit["organisation"] = company.name
            if visit["sponsorContact"].isEmpty { visit["sponsorContact"] = company.contactName }
            return visit
        }
        return BatchAnswers(order: order, company: company).values(
            of: values, renewing: renews, now: now, utcOffset: utcOffset)
    }

    /// Begins an application.
    /// - Parameters:
    ///   - contact: of whom it is for; nil for the account's own.
    ///   - answer: what is answered, from the application as it was made.
    package func startApplication(
        _ kind: ApplicationKind, _ answers: FieldValues, contact: Contact?, language: SiteLanguage?,
        by call: ProgramCall, now: Int64, answer: @escaping @Sendable (PassApplication) -> ProgramAnswer
    ) async throws -> StartOutcome {
        let actor = call.holder.account
        let member = try await engine.read { try ActingMember(actor, .prepare, $0) }
        let values = completed(answers, kind, try company(member.company), now: now)
        let faults = faults(in: values, of: kind, now: now)
        guard faults.isEmpty else { return .refused(faults) }
        let new = try newProgramApplication(
            kind, values, contact: contact ?? opened(member.account).email,
            language: language ?? member.account.language,
            company: call.holder.companySeq, now: now)
        return try await engine.write { database in
            guard try ActingMember(actor, .prepare, database).company.seq == call.holder.companySeq else {
                throw RegisterError.denied
            }
            guard try BatchStore.counts(of: call.holder.companySeq, database)[.draft, default: 0] < Self.mostDrafts
            else { return .tooMany }
            for one in new where try ApplicationStore.insert(one, at: now, database) {
                guard let application = try ApplicationStore.application(one.id, database) else { break }
                let made = answer(application)
                try call.note(.start, made, at: now, database)
                return .started(made)
            }
            throw RegisterError(.selfCheck, "random ids repeat: the source of randomness is broken")
        }
    }

    /// Some to choose from, as a number may be taken.
    @inline(never)
    private func newProgramApplication(
        _ kind: ApplicationKind, _ values: FieldValues, contact: Contact, language: SiteLanguage, company: Int64,
        now: Int64
    ) throws -> [ApplicationStore.New] {
        let year = CivilDate(of: now, utcOffset: utcOffset).year
        let document = ApplicationDocument(values: values, contact: contact)
        return try (0..<3).compactMap { _ in
            guard let id = ApplicationID(random.bytes(ApplicationID.byteCount)),
                let number = ApplicationNumber(random: random.bytes(ApplicationNumber.randomByteCount), year: year)
            else { return nil }
            return ApplicationStore.New(
                id: id, number: number, kind: kind, language: language, channel: .online,
                contact: try vault.subject(contact: contact), company: company,
                document: try document.sealed(for: id, vault: vault, random: random), dueAt: draftDue(now))
        }
    }

    /// An application of the company with its answers; nil for one that there is not, and for one of somebody else.
    package func opened(number: ApplicationNumber, of holder: TokenHolder) async throws -> OpenedApplication? {
        guard let application = try await application(number: number), application.company == holder.companySeq else {
            return nil
        }
        return try await opened(application.id)
    }

    /// How an application of the company stands.
    package func history(
        number: ApplicationNumber, of holder: TokenHolder
    ) async throws -> (application: PassApplication, history: ApplicationHistory)? {
        try await engine.read { database in
            guard let id = try ApplicationStore.id(number: number, database),
                let application = try ApplicationStore.application(id, database),
                application.company == holder.companySeq
            else { return nil }
            return (application, try ApplicationHistory(of: application, database))
        }
    }

    /// Sends an application of the company.
    package func submit(
        _ id: ApplicationID, by call: ProgramCall, answer: @escaping @Sendable (PassApplication) -> ProgramAnswer,
        now: Int64
    ) async throws -> SubmitOutcome {
        try await submit(id, by: call.holder.account.principal, now: now) { database in
            guard try ActingMember(call.holder.account, .apply, database).company.seq == call.holder.companySeq,
                let application = try ApplicationStore.application(id, database),
                application.company == call.holder.companySeq
            else { throw RegisterError.denied }
            try call.note(.submit, answer(application), at: now, database)
        }
    }

    /// Attaches a picture in the place of what the field has.
    /// - Returns: nil when there is no room for it, or the application takes none now.
    package func attach(
        _ jpeg: [UInt8], as field: String, to id: ApplicationID, by call: ProgramCall, within limits: AttachmentLimits,
        now: Int64
    ) async throws -> Attachment? {
        try await attach(jpeg, as: field, replacing: true, to: id, within: limits, now: now) { database in
            guard try ActingMember(call.holder.account, .prepare, database).company.seq == call.holder.companySeq else {
                throw RegisterError.denied
            }
            try call.note(.attach, at: now, database)
        }
    }

    // MARK: Visitors

    /// Tells a port's gates of visitors.
    package func expect(
        _ list: VisitorList, port: String, by call: ProgramCall, answer: ProgramAnswer, now: Int64
    ) async throws -> Int {
        try await expect(list.visitors, for: list.ship, port: port, by: call.holder.account, now: now) { database in
            try call.note(.expect, answer, at: now, database)
        }
    }

    // MARK: Lists

    /// One page of a company's applications, the newest first.
    /// - Parameter place: where the page before ended; nil for the first.
    package func applications(
        of holder: TokenHolder, _ state: ApplicationState?, after place: Int64?, limit: Int
    ) async throws -> (page: [PassApplication], next: Int64?) {
        let found = try await engine.read {
            try BatchStore.page(of: holder.companySeq, state, before: place, limit: limit + 1, $0)
        }
        let page = Array(found.prefix(limit))
        return (page, found.count > limit ? page.last?.seq : nil)
    }

    /// A pass of a company, with the application that it came of.
    package struct CompanyPass: Hashable, Sendable {
        package let pass: PassSummary
        package let application: String
    }

    /// One page of a company's passes, in the order in which they were issued; those that are over only where asked for.
    package func passes(
        of holder: TokenHolder, withEnded: Bool, after place: Int64?, limit: Int, now: Int64
    ) async throws -> (page: [CompanyPass], next: Int64?) {
        let (found, page) = try await engine.read { [self] database -> ([CompanyPassStore.Place], [CompanyPass]) in
            let found = try CompanyPassStore.page(
                of: holder.companySeq, at: withEnded ? nil : now, after: place ?? 0, limit: limit + 1, database)
            let rows = try found.prefix(limit).compactMap { try PassStore.pass(seq: $0.seq, database) }
            let summaries = try summaries(rows, database)
            return (found, zip(summaries, found).map { CompanyPass(pass: $0, application: $1.application) })
        }
        return (page, found.count > limit ? found[limit - 1].seq : nil)
    }

    /// The newest pass of a number that came of one of the company's applications.
    package func pass(
        number: String, of holder: TokenHolder
    ) async throws -> CompanyPass? {
        try await engine.read { database in
            guard let place = try CompanyPassStore.place(number: number, of: holder.companySeq, database),
                let row = try PassStore.pass(seq: place.seq, database)
            else { return nil }
            return CompanyPass(pass: try Self.summary(row, database), application: place.application)
        }
    }

    // MARK: Places in lists

    /// Where a list goes on, for nobody to read or to make up.
    /// - Parameter list: which, with everything by which it was chosen.
    package func cursor(_ place: Int64, _ list: String, of holder: TokenHolder) throws -> [UInt8] {
        let bytes = withUnsafeBytes(of: place.bigEndian) { Array($0) }
        return try vault.seal(
            bytes, context: Self.cursorContext(list, holder), nonce: random.bytes(SecretBox.nonceByteCount))
    }

    /// The place in a cursor; nil for one of another list, of another company, or of nobody's.
    package func place(in cursor: [UInt8], _ list: String, of holder: TokenHolder) throws -> Int64? {
        guard cursor.count < 128,
            let bytes = try vault.open(cursor, context: Self.cursorContext(list, holder)), bytes.count == 8
        else { return nil }
        return bytes.reduce(0) { $0 << 8 | Int64($1) }
    }

    private static func cursorContext(_ list: String, _ holder: TokenHolder) -> [UInt8] {
        Array("cursor:".utf8) + holder.company.bytes + Array(list.utf8)
    }
}
