import HTTPTypes
import Hummingbird
import Register

/// Signing in and out of the back office, and taking up an invitation.
struct SignInOfficeRoutes: Sendable {
    private let limiter: RateLimiter

    init(limits: WebLimits) {
        limiter = RateLimiter(burst: limits.proofs, interval: limits.proofInterval)
    }

    func add(to router: OfficeRouter) {
        router.openPage("sign-in") { page in
            let then = SignInPages.destination(page.query("then"))
            guard page.duty == nil else { return page.redirect(to: then) }
            return try SignInPages.signIn(page, then: then)
        }
        router.openForm("sign-in", fields: ["email", "password", "then"]) { page, fields in
            try await signIn(page, fields)
        }
        router.openForm("sign-in/code", fields: ["pending", "code", "then"]) { page, fields in
            try await finish(page, fields)
        }
        router.openPage("join") { page in try SignInPages.join(page) }
        router.openForm("join", fields: ["invitation", "password"]) { page, fields in try await join(page, fields) }
        router.openForm("join/app", fields: ["pending", "code"]) { page, fields in try await setUp(page, fields) }
    }

    private func ration(_ page: StaffPage) throws(Problem) {
        guard let client = page.desk.client(page), let wait = limiter.take(client, at: .now) else { return }
        throw .tooMany(wait)
    }

    private func signIn(_ page: StaffPage, _ fields: FormFields) async throws -> Response {
        try ration(page)
        let words = page.words
        let then = SignInPages.destination(OfficeDesk.path(fields["then"]))
        let answer = try await page.register.signInStaff(
            email: Contact(.email, typed: fields["email"]), password: fields["password"],
            client: page.desk.client(page), now: page.now)
        let log = SignInLog(door: .staff, page.context)
        func again(_ problem: String, _ outcome: SignInLog.Outcome) throws -> Response {
            log.note(.password, outcome)
            return try SignInPages.signIn(page, email: fields["email"], then: then, problem: problem)
        }
        switch answer {
        case .code(let pending):
            log.note(.password, .taken)
            return try SignInPages.code(page, pending, then: then)
        case .setUp(let pending):
            log.note(.password, .taken)
            return try await showApp(page, pending, problem: nil)
        case .refused: return try again(words["staff.sign-in-wrong"], .refused)
        case .tooMany(let seconds): return try again(SignInPages.tooMany(seconds, words), .tooMany)
        case .busy: return try again(words["errors.busy"], .busy)
        }
    }

    private func finish(_ page: StaffPage, _ fields: FormFields) async throws -> Response {
        try ration(page)
        guard let pending = PendingSignIn(hex: fields["pending"]) else { throw Problem.badForm }
        let words = page.words
        let then = SignInPages.destination(OfficeDesk.path(fields["then"]))
        let answer = try await page.register.signInStaff(
            pending, code: fields["code"], client: page.context.client, counted: page.desk.client(page),
            agent: page.request.headers[.userAgent] ?? "", now: page.now)
        let log = SignInLog(door: .staff, page.context)
        switch answer {
        case .signedIn(let token):
            log.note(.code, .taken)
            page.session.begin(token)
            return page.redirect(to: then)
        case .wrong(let left):
            log.note(.code, .refused)
            return try SignInPages.code(
                page, pending, then: then, problem: words["staff.code-left", ["left": String(left)]])
        case .over:
            log.note(.code, .refused)
            return try SignInPages.signIn(page, then: then, problem: words["staff.code-over"])
        case .tooMany(let seconds):
            log.note(.code, .tooMany)
            return try SignInPages.signIn(page, then: then, problem: SignInPages.tooMany(seconds, words))
        }
    }

    // MARK: An invitation

    private func join(_ page: StaffPage, _ fields: FormFields) async throws -> Response {
        try ration(page)
        let words = page.words
        let answer = try await page.register.joinStaff(
            code: fields["invitation"], password: fields["password"], now: page.now)
        switch answer {
        case .setUp(let pending): return try await showApp(page, pending, problem: nil)
        case .refused(let fault):
            return try SignInPages.join(
                page, code: fields["invitation"], errors: ["password": FaultWords.text(fault, words)])
        case .unknownCode: return try SignInPages.join(page, errors: ["invitation": words["staff.invitation-wrong"]])
        case .busy: return try SignInPages.join(page, code: fields["invitation"], problem: words["errors.busy"])
        }
    }

    private func showApp(_ page: StaffPage, _ pending: PendingSignIn, problem: String?) async throws -> Response {
        guard let enrolment = try await page.register.staffEnrolment(pending, now: page.now) else {
            return try SignInPages.signIn(page, then: "", problem: page.words["staff.code-over"])
        }
        return try SignInPages.setUp(page, pending, enrolment, problem: problem)
    }

    private func setUp(_ page: StaffPage, _ fields: FormFields) async throws -> Response {
        try ration(page)
        guard let pending = PendingSignIn(hex: fields["pending"]) else { throw Problem.badForm }
        switch try await page.register.confirmStaffEnrolment(pending, code: fields["code"], now: page.now) {
        case .done(let codes): return try SignInPages.recoveryCodes(page, codes)
        case .wrong: return try await showApp(page, pending, problem: page.words["staff.code-wrong"])
        case .sha1: return try await showApp(page, pending, problem: page.words["staff.code-sha1"])
        case .over: return try SignInPages.signIn(page, then: "", problem: page.words["staff.code-over"])
        }
    }
}
