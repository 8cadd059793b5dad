import HTTPTypes
import Hummingbird
import Identifiers
import Register

/// Consultations in the office: who writes and publishes them does so as with announcements; who looks at contributions and answers them,
/// as with what else people write.
struct ConsultationOfficeRoutes: Sendable {
    private static let reason: Set<String> = ["seen", "reason-zh", "reason-en"]
    private static let reply: Set<String> = ["text-zh", "text-en"]
    private static let chosen: Set<String> = ["contributions", "shown"]
    private static let greatestPage = 1_000

    func add(to router: OfficeRouter) {
        router.page("consultations", .seeNews) { page in try await list(page) }
        router.page("consultations-new", .writeNews) { page in try write(page) }
        router.form(
            "consultations-new", .writeNews, fields: ConsultationFields.names, repeated: ConsultationFields.repeated
        ) { page, fields in try await create(page, fields) }
        router.page("consultations/:consultation", .seeNews) { page in try await show(page) }
        router.page("consultations/:consultation/edit", .writeNews) { page in try await edit(page) }
        router.form(
            "consultations/:consultation/edit", .writeNews, fields: ConsultationFields.names,
            repeated: ConsultationFields.repeated
        ) { page, fields in try await keep(page, fields) }
        router.form("consultations/:consultation/drop", .writeNews, fields: ["seen"]) { page, fields in
            try await drop(page, fields)
        }
        router.form("consultations/:consultation/publish", .publishNews, fields: Self.reason) { page, fields in
            try await publish(page, fields)
        }
        router.form("consultations/:consultation/end", .publishNews, fields: Self.reason) { page, fields in
            try await end(page, fields)
        }
        router.form("consultations/:consultation/withdraw", .publishNews, fields: Self.reason) { page, fields in
            try await withdraw(page, fields)
        }
        router.form(
            "consultations/:consultation/answer", .publishNews, fields: ["seen", "text-zh", "text-en"]
        ) { page, fields in try await answer(page, fields) }
        router.page("consultations/:consultation/contributions", .seeOpinions) { page in
            try await contributions(page)
        }
        router.page("consultations/:consultation/replies-new", .answerOpinions) { page in
            try await reply(page, nil)
        }
        router.form(
            "consultations/:consultation/replies-new", .answerOpinions, fields: Self.reply, repeated: Self.chosen
        ) { page, fields in try await keepReply(page, nil, fields) }
        router.page("consultations/:consultation/replies/:reply", .answerOpinions) { page in
            try await reply(page, place(page))
        }
        router.form(
            "consultations/:consultation/replies/:reply", .answerOpinions, fields: Self.reply, repeated: Self.chosen
        ) { page, fields in try await keepReply(page, place(page), fields) }
        router.page("contributions/:contribution", .seeOpinions) { page in
            try ContributionOfficePages.show(try await contribution(page), page, problem: nil)
        }
        router.form("contributions/:contribution/review", .answerOpinions, fields: ["decision"]) { page, fields in
            try await review(page, fields)
        }
    }

    // MARK: Reading

    private func list(_ page: StaffPage) async throws -> Response {
        var all: [(Consultation, ContributionCounts)] = []
        for consultation in try await page.register.consultations() {
            all.append((consultation, try await page.register.contributionCounts(of: consultation.number)))
        }
        return try ConsultationOfficePages.list(all, page)
    }

    private func found(_ page: StaffPage) async throws -> Consultation {
        guard let number = Int64(page.parameter("consultation")),
            let found = try await page.register.consultation(number)
        else { throw Problem.notFound }
        return found
    }

    private func show(_ page: StaffPage) async throws -> Response {
        try await show(found(page), page, problems: [])
    }

    private func show(
        _ found: Consultation, _ page: StaffPage, problems: [String],
        outcome: ConsultationOfficePages.Outcome = .init()
    ) async throws -> Response {
        try ConsultationOfficePages.show(
            found, try await page.register.contributionCounts(of: found.number),
            try await page.register.consultationReplies(of: found.number), page, problems: problems, outcome: outcome)
    }

    /// After an act: on to the consultation, or what stood in the way.
    private func after(
        _ change: ConsultationChange, _ found: Consultation, _ page: StaffPage,
        outcome: ConsultationOfficePages.Outcome = .init()
    ) async throws -> Response {
        if case .changed = change { return page.redirect(to: "consultations/\(found.number)") }
        return try await show(
            found, page, problems: ConsultationOfficePages.problems(change, page), outcome: outcome)
    }

    // MARK: Writing

    private func write(_ page: StaffPage) throws -> Response {
        var form = ConsultationForm()
        form.from = DateText.iso(CivilDate(of: page.now, utcOffset: page.register.utcOffset))
        return try ConsultationOfficePages.form(form, of: nil, page)
    }

    private func create(_ page: StaffPage, _ fields: FormFields) async throws -> Response {
        let form = ConsultationFields.form(fields)
        switch try await page.register.draftConsultation(form, by: page.principal, now: page.now) {
        case .changed(let number): return page.redirect(to: "consultations/\(number)")
        case .refused(let faults): return try ConsultationOfficePages.form(form, of: nil, faults: faults, page)
        case .moved: throw Problem.notFound
        }
    }

    private func edit(_ page: StaffPage) async throws -> Response {
        let found = try await found(page)
        guard found.state == .draft || found.state == .published, let content = found.draft?.content ?? found.content
        else { throw Problem.notFound }
        return try ConsultationOfficePages.form(ConsultationForm(content), of: found, page)
    }

    private func keep(_ page: StaffPage, _ fields: FormFields) async throws -> Response {
        let found = try await found(page)
        let form = ConsultationFields.form(fields)
        let change = try await page.register.draftConsultation(
            form, of: found.number, seen: Int64(fields["seen"]) ?? 0, by: page.principal, now: page.now)
        switch change {
        case .changed(let number): return page.redirect(to: "consultations/\(number)")
        case .refused(let faults): return try ConsultationOfficePages.form(form, of: found, faults: faults, page)
        // What was typed is there to be compared with what another wrote meanwhile.
        case .moved: return try ConsultationOfficePages.form(form, of: found, isMoved: true, page)
        }
    }

    private func drop(_ page: StaffPage, _ fields: FormFields) async throws -> Response {
        let found = try await found(page)
        let change = try await page.register.dropConsultationDraft(found.number, seen: Int64(fields["seen"]) ?? 0)
        guard case .changed = change, found.state == .draft else { return try await after(change, found, page) }
        return page.redirect(to: "consultations")
    }

    // MARK: Everybody sees it

    private func publish(_ page: StaffPage, _ fields: FormFields) async throws -> Response {
        let found = try await found(page)
        let change = try await page.register.publishConsultation(
            found.number, seen: Int64(fields["seen"]) ?? 0, reason: reason(fields), by: page.principal, now: page.now)
        return try await after(change, found, page)
    }

    private func end(_ page: StaffPage, _ fields: FormFields) async throws -> Response {
        let found = try await found(page)
        let change = try await page.register.endConsultation(
            found.number, seen: Int64(fields["seen"]) ?? 0, reason: reason(fields), by: page.principal, now: page.now)
        return try await after(change, found, page)
    }

    private func withdraw(_ page: StaffPage, _ fields: FormFields) async throws -> Response {
        let found = try await found(page)
        let change = try await page.register.withdrawConsultation(
            found.number, seen: Int64(fields["seen"]) ?? 0, reason: reason(fields), by: page.principal, now: page.now)
        return try await after(change, found, page)
    }

    private func answer(_ page: StaffPage, _ fields: FormFields) async throws -> Response {
        let found = try await found(page)
        let change = try await page.register.answerConsultation(
            found.number, seen: Int64(fields["seen"]) ?? 0,
            outcome: .init(chinese: fields["text-zh"], english: fields["text-en"]), by: page.principal, now: page.now)
        return try await after(
            change, found, page, outcome: .init(chinese: fields["text-zh"], english: fields["text-en"]))
    }

    private func reason(_ fields: FormFields) -> Register.AnnouncementReason {
        Register.AnnouncementReason(chinese: fields["reason-zh"], english: fields["reason-en"])
    }

    // MARK: Contributions

    private func contributions(_ page: StaffPage) async throws -> Response {
        let found = try await found(page)
        let place = page.query("page").isEmpty ? 1 : Int(page.query("page")) ?? 0
        guard (1...Self.greatestPage).contains(place) else { throw Problem.notFound }
        let list = try await page.register.contributions(
            of: found.number, offset: (place - 1) * ContributionOfficePages.most,
            limit: ContributionOfficePages.most + 1)
        return try ContributionOfficePages.list(list, of: found, place: place, page)
    }

    private func contribution(_ page: StaffPage) async throws -> OpenedContribution {
        guard let number = ContributionNumber(typed: page.parameter("contribution")),
            let opened = try await page.register.openedContribution(number)
        else { throw Problem.notFound }
        return opened
    }

    private func review(_ page: StaffPage, _ fields: FormFields) async throws -> Response {
        let opened = try await contribution(page)
        let number = opened.contribution.number
        guard let decision = ContributionDecision(rawValue: fields["decision"]) else {
            return try ContributionOfficePages.show(opened, page, problem: page.words["staff.contribution-choose"])
        }
        switch try await page.register.review(number, decision, by: page.principal, now: page.now) {
        case .changed: return page.redirect(to: "contributions/\(number.text)")
        case .refused, .impossible:
            return try ContributionOfficePages.show(
                opened, page, problem: page.words["staff.contribution-impossible"])
        }
    }

    // MARK: Answers

    private func place(_ page: StaffPage) throws -> Int64 {
        guard let number = Int64(page.parameter("reply")), number > 0 else { throw Problem.notFound }
        return number
    }

    private func reply(_ page: StaffPage, _ place: Int64?) async throws -> Response {
        let found = try await found(page)
        guard found.state == .published else { throw Problem.notFound }
        let contributions = try await page.register.answerableContributions(
            of: found.number, by: place, limit: ContributionOfficePages.most)
        var typed = ContributionOfficePages.Reply()
        if let place {
            guard
                let known = try await page.register.consultationReplies(of: found.number).first(where: {
                    $0.number == place
                })
            else { throw Problem.notFound }
            typed.chinese = known.chinese
            typed.english = known.english
            typed.chosen = Set(
                contributions.filter { $0.contribution.reply == place }.map(\.contribution.number.text))
        }
        return try ContributionOfficePages.reply(
            place, typed, among: contributions, of: found, problems: [], page)
    }

    private func keepReply(_ page: StaffPage, _ place: Int64?, _ fields: FormFields) async throws -> Response {
        let found = try await found(page)
        let shown = fields.all("shown").compactMap { ContributionNumber(typed: $0) }
        let chosen = fields.all("contributions").compactMap { ContributionNumber(typed: $0) }
        let change = try await page.register.writeReply(
            place, to: found.number, .init(chinese: fields["text-zh"], english: fields["text-en"]), shown: shown,
            chosen: chosen, by: page.principal, now: page.now)
        if case .changed = change { return page.redirect(to: "consultations/\(found.number)") }
        let contributions = try await page.register.answerableContributions(
            of: found.number, by: place, limit: ContributionOfficePages.most)
        return try ContributionOfficePages.reply(
            place,
            .init(
                chinese: fields["text-zh"], english: fields["text-en"], chosen: Set(fields.all("contributions"))),
            among: contributions, of: found, problems: ConsultationOfficePages.problems(change, page), page)
    }
}
