import Hummingbird
import Identifiers
import Register

/// 意見徵詢: what everybody is asked, a form to answer it, and what came of it.
struct ConsultationRoutes: Sendable {
    private static let greatestPage = 1_000

    let register: Register
    private let limiter: RateLimiter
    /// Seconds since 1970.
    let now: @Sendable () -> Int64

    init(register: Register, limits: WebLimits, now: @escaping @Sendable () -> Int64) {
        self.register = register
        self.now = now
        limiter = RateLimiter(burst: limits.proofs, interval: limits.proofInterval)
    }

    func add(to router: SiteRouter) {
        router.get("consultations") { page in try await list(page) }
        router.get("consultations/follow") { page in try await follow(page) }
        router.get("consultations/contribution/:number") { page in try await contribution(page) }
        router.get("consultations/:number") { page in try await show(page) }
        router.post("consultations/:number") { page in try await send(page.withForms()) }
        router.get("consultations/:number/contributions") { page in try await contributions(page) }
    }

    // MARK: Reading

    private func list(_ page: PageContext) async throws -> Response {
        page.response(
            try ConsultationListPage(
                consultations: try await register.consultations(), ports: register.siteFacts.ports, now: now(),
                utcOffset: register.utcOffset, page: page
            ).made())
    }

    /// - Throws: ``Problem/notFound`` also for a draft: it is what it would be if there were none.
    private func found(_ page: PageContext) async throws -> Consultation {
        guard let number = page.number, let found = try await register.consultation(number), found.state != .draft
        else { throw Problem.notFound }
        return found
    }

    private func shown(_ found: Consultation) async throws -> ConsultationPage {
        let number = found.number
        var replies: [ConsultationPage.Reply] = []
        var contributions: [PublishedContribution] = []
        if found.state == .answered {
            for reply in try await register.consultationReplies(of: number) where reply.contributions > 0 {
                replies.append(
                    ConsultationPage.Reply(
                        reply: reply,
                        contributions: try await register.publishedContributions(
                            of: number, by: reply.number, limit: ConsultationPage.most)))
            }
        } else if found.state == .published {
            contributions = try await register.publishedContributions(of: number, limit: ConsultationPage.most)
        }
        return ConsultationPage(
            consultation: found, counts: try await register.contributionCounts(of: number),
            contributions: contributions, replies: replies, ports: register.siteFacts.ports,
            longest: register.service.longestContribution, now: now(), utcOffset: register.utcOffset)
    }

    private func show(_ page: PageContext) async throws -> Response {
        let shown = try await shown(found(page))
        let isOpen = shown.consultation.phase(at: now(), utcOffset: register.utcOffset) == .open
        // Who only reads gets no session.
        return shown.response(in: isOpen ? try page.withForms() : page)
    }

    private func contributions(_ page: PageContext) async throws -> Response {
        let found = try await found(page)
        let query = page.request.uri.queryParameters
        let place = query.get("page").flatMap { Int($0) } ?? 1
        guard (1...Self.greatestPage).contains(place), found.content != nil else { throw Problem.notFound }
        var reply: ConsultationReply?
        if let asked = query.get("reply") {
            guard found.state == .answered,
                let known = try await register.consultationReplies(of: found.number).first(where: {
                    String($0.number) == asked
                })
            else { throw Problem.notFound }
            reply = known
        }
        let list = try await register.publishedContributions(
            of: found.number, by: reply?.number, offset: (place - 1) * ContributionListPage.most,
            limit: ContributionListPage.most + 1)
        return try ContributionListPage(
            consultation: found, contributions: list, reply: reply, place: place, utcOffset: register.utcOffset
        ).response(in: page)
    }

    // MARK: Contributing

    private func send(_ page: PageContext) async throws -> Response {
        let fields = try await page.fields(single: ["text", "name", "email", "agree"])
        let found = try await found(page)
        guard found.content != nil else { throw Problem.notFound }
        var shown = try await shown(found)
        shown.answers = ConsultationPage.Answers(
            text: fields["text"], name: fields["name"], email: fields["email"], isAgreed: fields["agree"] == "yes")
        let contact = Contact(.email, typed: fields["email"])
        let draft = ContributionDraft(
            text: fields["text"], name: fields["name"], contact: contact, isAgreed: fields["agree"] == "yes",
            language: page.language)
        shown.faults = register.faults(in: draft)
        if contact == nil, !fields["email"].isEmpty { shown.faults.append(Fault("email", "format")) }
        // Whether somebody agreed is never guessed.
        if !["", "yes"].contains(fields["agree"]) { shown.faults.append(Fault("agree", "unknown-choice")) }
        guard shown.faults.isEmpty else { return shown.response(in: page) }
        switch try await register.contribute(
            draft, to: found.number, client: page.client, by: try Principal("site"), now: now())
        {
        case .received(let number): return page.redirect(to: ConsultationPaths.contribution(number))
        case .refused(let faults): shown.faults = faults
        case .tooMany(let seconds): shown.wait = seconds
        // Its page says so, with what was typed.
        case .closed: break
        }
        return shown.response(in: page)
    }

    // MARK: Following

    /// Numbers are not tried out one after the other.
    private func wait(_ page: PageContext) -> Int64? {
        guard let client = page.client, let wait = limiter.take(client, at: .now) else { return nil }
        return max(1, wait.components.seconds)
    }

    private func follow(_ page: PageContext) async throws -> Response {
        guard let typed = page.request.uri.queryParameters.get("number").map({ String($0) }) else {
            return ContributionFollowPage().response(in: page)
        }
        var shown = ContributionFollowPage(number: String(typed.prefix(40)))
        if let wait = wait(page) {
            shown.wait = wait
            return shown.response(in: page)
        }
        guard let number = ContributionNumber(typed: typed), try await register.contribution(number) != nil else {
            shown.isWrong = true
            return shown.response(in: page)
        }
        return page.redirect(to: ConsultationPaths.contribution(number))
    }

    private func contribution(_ page: PageContext) async throws -> Response {
        guard let number = page.parameter("number").flatMap({ ContributionNumber(typed: $0) }) else {
            throw Problem.notFound
        }
        if let wait = wait(page) { return ContributionFollowPage(number: number.text, wait: wait).response(in: page) }
        guard let contribution = try await register.contribution(number),
            let consultation = try await register.consultation(contribution.consultation)
        else { throw Problem.notFound }
        var reply: ConsultationReply?
        if consultation.state == .answered, let own = contribution.reply {
            reply = try await register.consultationReplies(of: consultation.number).first { $0.number == own }
        }
        return ContributionPage(contribution: contribution, consultation: consultation, reply: reply)
            .response(in: page)
    }
}
