import HTTPTypes
import Hummingbird
import Register

/// Signing in and out, and what to do when a password was forgotten.
struct SignInRoutes: Sendable {
    let desk: CompanyDesk
    private let limiter: RateLimiter

    private var register: Register { desk.register }

    init(desk: CompanyDesk) {
        self.desk = desk
        limiter = RateLimiter(burst: desk.limits.proofs, interval: desk.limits.proofInterval)
    }

    func add(to router: SiteRouter) {
        router.post(CompanyPaths.signIn) { page in try await signIn(page.withForms()) }
        router.get(CompanyPaths.signIn) { page in page.redirect(to: CompanyPaths.home) }
        router.post(CompanyPaths.factor) { page in try await finish(page.withForms()) }
        router.post(CompanyPaths.factorAgain) { page in try await sendAgain(page.withForms()) }
        router.post(CompanyPaths.signOut) { page in try await signOut(page.withForms()) }
        router.get(CompanyPaths.forgot) { page in
            page.redirect(to: page.proving(then: CompanyPaths.password))
        }
        router.get(CompanyPaths.password) { page in try await newPassword(page.withForms()) }
        router.post(CompanyPaths.password) { page in try await setPassword(page.withForms()) }
    }

    private func ration(_ page: PageContext) throws(Problem) {
        guard let client = desk.client(page), let wait = limiter.take(client, at: .now) else { return }
        throw .tooMany(wait)
    }

    // MARK: The password

    private func signIn(_ page: PageContext) async throws -> Response {
        try ration(page)
        let fields = try await page.fields(single: ["email", "password"])
        let answer = try await register.signIn(
            email: Contact(.email, typed: fields["email"]), password: fields["password"], client: desk.client(page),
            now: desk.now())
        let words = page.words
        let log = SignInLog(door: .company, page.context)
        switch answer {
        case .signedIn(let account):
            log.note(.password, .taken)
            return try await enter(account, page)
        case .secondFactor(let pending, let kind):
            log.note(.password, .taken)
            return try await ask(pending, kind, page, problem: nil)
        case .refused:
            log.note(.password, .refused)
            return SignInPage.response(page, email: fields["email"], problem: words["company.sign-in-wrong"])
        case .tooMany(let seconds):
            log.note(.password, .tooMany)
            return SignInPage.response(page, email: fields["email"], problem: Self.tooMany(seconds, words))
        case .busy:
            log.note(.password, .busy)
            return SignInPage.response(page, email: fields["email"], problem: words["errors.busy"])
        }
    }

    static func tooMany(_ seconds: Int64, _ words: SiteWords) -> String {
        words["company.too-many", ["minutes": String((seconds + 59) / 60)]]
    }

    private func enter(_ account: AccountID, _ page: PageContext) async throws -> Response {
        try await desk.enter(account, page)
        return page.redirect(to: CompanyPaths.home)
    }

    // MARK: The second factor

    /// Asks for it; where it comes by message, one is on its way.
    private func ask(
        _ pending: PendingSignIn, _ kind: SecondFactorKind, _ page: PageContext, problem: String?
    ) async throws -> Response {
        switch kind {
        case .timeCode: return FactorPage(pending: pending, message: nil).response(page, problem: problem)
        case .message(let contact):
            let answer = try await register.sendCode(
                to: .contact(contact), language: page.language, client: desk.client(page), rules: desk.limits.codes,
                now: desk.now())
            switch answer {
            case .sent(let handle):
                return FactorPage(pending: pending, message: (handle, contact.masked)).response(page, problem: problem)
            case .tooMany(let seconds):
                return SignInPage.response(page, email: "", problem: Self.tooMany(seconds, page.words))
            }
        }
    }

    private func sendAgain(_ page: PageContext) async throws -> Response {
        try ration(page)
        let fields = try await page.fields(single: ["pending"])
        guard let pending = PendingSignIn(hex: fields["pending"]) else { throw Problem.badForm }
        guard let kind = try await register.secondFactor(of: pending, now: desk.now()) else {
            return SignInPage.response(page, email: "", problem: page.words["company.factor-over"])
        }
        return try await ask(pending, kind, page, problem: nil)
    }

    private func finish(_ page: PageContext) async throws -> Response {
        try ration(page)
        let fields = try await page.fields(single: ["pending", "handle", "code"])
        guard let pending = PendingSignIn(hex: fields["pending"]) else { throw Problem.badForm }
        let words = page.words
        guard let kind = try await register.secondFactor(of: pending, now: desk.now()) else {
            return SignInPage.response(page, email: "", problem: words["company.factor-over"])
        }
        let log = SignInLog(door: .company, page.context)
        var factor = SecondFactor.code(fields["code"])
        var shown = FactorPage(pending: pending, message: nil)
        if case .message(let contact) = kind {
            guard let handle = CodeHandle(hex: fields["handle"]) else { throw Problem.badForm }
            shown.message = (handle, contact.masked)
            switch try await register.proveCode(
                handle, typed: fields["code"], rules: desk.limits.codes, now: desk.now())
            {
            case .proved(let proved): factor = .message(proved)
            case .wrong(let left):
                log.note(.code, .refused)
                return shown.response(page, problem: words["company.factor-wrong", ["left": String(left)]])
            case .over: return try await ask(pending, kind, page, problem: words["company.factor-late"])
            }
        }
        switch try await register.signIn(pending, with: factor, client: desk.client(page), now: desk.now()) {
        case .signedIn(let account):
            log.note(.code, .taken)
            return try await enter(account, page)
        case .wrong(let left):
            log.note(.code, .refused)
            return shown.response(page, problem: words["company.factor-wrong", ["left": String(left)]])
        case .over:
            log.note(.code, .refused)
            return SignInPage.response(page, email: "", problem: words["company.factor-over"])
        case .tooMany(let seconds):
            log.note(.code, .tooMany)
            return SignInPage.response(page, email: "", problem: Self.tooMany(seconds, words))
        }
    }

    private func signOut(_ page: PageContext) async throws -> Response {
        _ = try await page.fields(single: [])
        try await page.context.session.end()
        return Self.left(page)
    }

    /// Nothing of what was seen stays in the browser's cache. Its storage is left alone: a pass that is kept there is its holder's.
    static func left(_ page: PageContext) -> Response {
        var answer = page.redirect(to: CompanyPaths.home)
        answer.headers[.clearSiteData] = "\"cache\""
        return answer
    }

    // MARK: A forgotten password

    private func provedEmail(_ page: PageContext) async throws -> Contact? {
        try await page.session?.contacts.first { $0.channel == .email }
    }

    private func newPassword(_ page: PageContext) async throws -> Response {
        guard try await provedEmail(page) != nil else {
            return page.redirect(to: page.proving(then: CompanyPaths.password))
        }
        return passwordPage(page, [:])
    }

    private func passwordPage(_ page: PageContext, _ errors: [String: String], problem: String? = nil) -> Response {
        let words = page.words
        var form = FormView(
            action: page.link(CompanyPaths.password),
            fields: [.company("password", .password(isNew: true), errors: errors, words: words)],
            submit: words["company.reset-send"])
        if let problem { form.problems = [problem] }
        return CompanyPage(page, nil, at: CompanyPaths.password).form(
            title: words["company.reset-title"], lead: words["company.reset-lead"], form)
    }

    private func setPassword(_ page: PageContext) async throws -> Response {
        try ration(page)
        let fields = try await page.fields(single: ["password"])
        guard let email = try await provedEmail(page) else {
            return page.redirect(to: page.proving(then: CompanyPaths.password))
        }
        let words = page.words
        switch try await register.setPassword(fields["password"], of: email, now: desk.now()) {
        case .changed:
            return SignInPage.response(page, email: email.address, done: words["company.reset-done"])
        case .refused(let fault):
            return passwordPage(page, [fault.field: FaultWords.text(fault, words)])
        case .unknown: return passwordPage(page, [:], problem: words["company.reset-unknown"])
        case .busy: return passwordPage(page, [:], problem: words["errors.busy"])
        }
    }
}
