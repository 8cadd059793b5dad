import Hummingbird
import OpenData
import Register

/// `/LANG/seminars`: seminars, signing up for them, and what the links of mails open.
struct SeminarRoutes: Sendable {
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
        router.get(SeminarPaths.list) { page in try await list(page) }
        router.get("seminars/:number") { page in try await show(page) }
        router.get("seminars/:number/calendar.ics") { page in try await calendar(page) }
        router.get("seminars/:number/sign-up") { page in try await form(page.withForms()) }
        router.post("seminars/:number/sign-up") { page in try await signUp(page.withForms()) }
        router.get("seminars/mine/:token") { page in try await mine(page.withForms()) }
        router.post("seminars/mine/:token/confirm") { page in try await confirm(page) }
        router.post("seminars/mine/:token/leave") { page in try await leave(page) }
        router.get("seminars/mine/:token/calendar.ics") { page in try await ownCalendar(page) }
    }

    // MARK: For everybody

    private func list(_ page: PageContext) async throws -> Response {
        SeminarListPage(
            seminars: try await register.seminars(), utcOffset: register.utcOffset, now: now(), page: page
        ).response()
    }

    /// A draft is what it would be if there were none.
    private func found(_ page: PageContext) async throws -> Seminar {
        guard let number = page.number, let found = try await register.seminar(number), found.content != nil
        else { throw Problem.notFound }
        return found
    }

    private func show(_ page: PageContext) async throws -> Response {
        let seminar = try await found(page)
        return try SeminarPage(
            seminar: seminar, questions: try await register.seminarQuestions(seminar.number),
            utcOffset: register.utcOffset, now: now(), page: page
        ).response()
    }

    private func calendar(_ page: PageContext) async throws -> Response {
        try calendar(try await found(page), isPersonal: false, page)
    }

    private func calendar(_ seminar: Seminar, isPersonal: Bool, _ page: PageContext) throws -> Response {
        try SeminarCalendar.response(
            seminar, isPersonal: isPersonal,
            site: register.openDataRules?.publisher.address ?? "https://\(register.newsAuthority)",
            authority: register.newsAuthority, in: page)
    }

    // MARK: Signing up

    private func signUpPage(_ seminar: Seminar) throws -> SeminarSignUpPage {
        guard let content = seminar.content else { throw Problem.notFound }
        return SeminarSignUpPage(seminar: seminar, content: content, utcOffset: register.utcOffset)
    }

    private func form(_ page: PageContext) async throws -> Response {
        let seminar = try await found(page)
        guard seminar.isOpen(at: now()) else { return SeminarSignUpPage.closed(seminar, in: page) }
        return try signUpPage(seminar).response(in: page)
    }

    private func signUp(_ page: PageContext) async throws -> Response {
        let seminar = try await found(page)
        let fields = try await page.fields(single: SeminarSignUpPage.fields)
        var shown = try signUpPage(seminar)
        shown.name = fields["name"]
        shown.email = fields["email"]
        shown.needs = fields["needs"]
        shown.question = fields["question"]
        if let client = page.client, let wait = limiter.take(client, at: .now) {
            shown.wait = max(1, wait.components.seconds)
            return shown.response(in: page)
        }
        let details = SeminarGuestDetails(name: shown.name, needs: shown.needs, question: shown.question)
        guard let contact = Contact(.email, typed: shown.email) else {
            shown.faults = details.faults + [Fault("email", shown.email.isEmpty ? "required" : "format")]
            return shown.response(in: page)
        }
        let signing = try await register.signUp(
            for: seminar.number, details, contact: contact, language: page.language, client: page.client, now: now())
        switch signing {
        case .sent: return SeminarSignUpPage.sent(seminar, in: page)
        case .closed: return SeminarSignUpPage.closed(seminar, in: page)
        case .refused(let faults): shown.faults = faults
        case .tooMany(let seconds): shown.wait = seconds
        }
        return shown.response(in: page)
    }

    // MARK: By the link of a mail

    private func opened(_ page: PageContext) async throws -> SeminarMinePage {
        guard let token = page.parameter("token").flatMap({ SeminarToken(text: $0) }),
            let signUp = try await register.seminarSignUp(token),
            let seminar = try await register.seminar(signUp.seminar)
        else { throw Problem.notFound }
        return SeminarMinePage(
            token: token, signUp: signUp, seminar: seminar, utcOffset: register.utcOffset, now: now())
    }

    private func mine(_ page: PageContext) async throws -> Response {
        try await opened(page).response(in: page)
    }

    private func confirm(_ page: PageContext) async throws -> Response {
        let token = try await opened(page).token
        _ = try await page.fields(single: [])
        _ = try await register.confirmSignUp(token, now: now())
        return page.redirect(to: SeminarPaths.mine(token))
    }

    private func leave(_ page: PageContext) async throws -> Response {
        let token = try await opened(page).token
        _ = try await page.fields(single: [])
        _ = try await register.leaveSeminar(token, now: now())
        return page.redirect(to: SeminarPaths.mine(token))
    }

    private func ownCalendar(_ page: PageContext) async throws -> Response {
        let opened = try await opened(page)
        return try calendar(opened.seminar, isPersonal: opened.hasPlace, page)
    }
}
