import HTTPTypes
import Hummingbird
import Identifiers
import Register

/// What came to a consultation: looked at and answered as what else people write.
extension ConsultationDesk {
    private static let reply: Set<String> = ["text-zh", "text-en"]
    private static let chosen: Set<String> = ["contributions", "shown"]
    private static let greatestPage = 1_000

    func addContributions(to router: OfficeRouter) {
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

    private func answer(_ page: StaffPage, _ fields: FormFields) async throws -> Response {
        let found = try await found(page)
        let (chinese, english) = (fields["text-zh"], fields["text-en"])
        let change = try await page.register.answerConsultation(
            found.number, seen: Int64(fields["seen"]) ?? 0, outcome: .init(chinese: chinese, english: english),
            by: page.principal, now: page.now)
        let problems = problems(change, page)
        guard !problems.isEmpty else { return page.redirect(to: Self.path(found)) }
        return try await show(
            found, page, problems: problems, outcome: .init(chinese: chinese, english: english))
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
            among: contributions, of: found, problems: problems(change, page), page)
    }
}
