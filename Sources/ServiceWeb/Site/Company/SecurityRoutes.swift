import Foundation
import Hummingbird
import PassRender
import Register

/// What somebody who signs in changes of their own account.
struct SecurityRoutes: Sendable {
    let desk: CompanyDesk

    private var register: Register { desk.register }
    private static let base = CompanyPaths.security

    func add(to router: SiteRouter) {
        router.get(Self.base) { page in try await show(page.withForms()) }
        router.post(Self.base + "/name") { page in try await rename(page.withForms()) }
        router.post(Self.base + "/password") { page in try await setPassword(page.withForms()) }
        router.post(Self.base + "/app") { page in try await begin(page.withForms()) }
        router.get(Self.base + "/app") { page in try await app(page.withForms()) }
        router.post(Self.base + "/app/confirm") { page in try await confirm(page.withForms()) }
        router.post(Self.base + "/app/remove") { page in try await remove(page.withForms()) }
        router.post(Self.base + "/sign-out") { page in try await signOut(page.withForms()) }
    }

    /// Goes on for somebody who is signed in, whether they act for a company or not.
    private func own(
        _ page: PageContext, _ body: (Account, Membership?) async throws -> Response
    ) async throws -> Response {
        guard let id = try await desk.account(page), let account = try await register.account(id) else {
            return page.turnAway(to: CompanyPaths.home)
        }
        return try await body(account, try await register.membership(of: id))
    }

    private func show(_ page: PageContext) async throws -> Response {
        try await own(page) { account, membership in
            try await security(account, membership, page, [:], nil)
        }
    }

    private func security(
        _ account: Account, _ membership: Membership?, _ page: PageContext, _ errors: [String: String],
        _ box: NoticeBox?, typed: (name: String, language: SiteLanguage)? = nil
    ) async throws -> Response {
        let sessions = try await register.accountSessions(of: account.id, now: desk.now())
        let own = try await page.session?.number
        var shown = SecurityPage(
            account: account, membership: membership, sessions: sessions, own: own, errors: errors, box: box,
            utcOffset: register.utcOffset)
        shown.typed = typed
        return shown.response(page)
    }

    private func rename(_ page: PageContext) async throws -> Response {
        try await own(page) { account, membership in
            let fields = try await page.fields(single: ["name", "language"])
            let language = SiteLanguage(rawValue: fields["language"]) ?? account.language
            let fault = try await register.rename(
                account.id, to: fields["name"], language: language, now: desk.now())
            if let fault {
                let errors = ["name": FaultWords.text(fault, page.words)]
                return try await security(
                    account, membership, page, errors, nil, typed: (name: fields["name"], language: language))
            }
            return page.redirect(to: Self.base)
        }
    }

    /// The words for a password that was not right; nil for one that was.
    static func problem(_ answer: SignInAnswer, _ words: SiteWords) -> String? {
        switch answer {
        case .signedIn, .secondFactor: nil
        case .refused: words["company.old-wrong"]
        case .tooMany(let seconds): SignInRoutes.tooMany(seconds, words)
        case .busy: words["errors.busy"]
        }
    }

    private func setPassword(_ page: PageContext) async throws -> Response {
        try await own(page) { account, membership in
            let fields = try await page.fields(single: ["old", "password"])
            let words = page.words
            let known = try await register.confirm(
                password: fields["old"], of: account.id, client: desk.client(page), now: desk.now())
            if let problem = Self.problem(known, words) {
                return try await security(account, membership, page, ["old": problem], nil)
            }
            switch try await register.setPassword(fields["password"], of: account.email, now: desk.now()) {
            case .changed:
                // It ended every session of the account; this one goes on under another token.
                try await desk.enter(account.id, page)
                return page.redirect(to: Self.base + "?done")
            case .refused(let fault):
                return try await security(
                    account, membership, page, ["password": FaultWords.text(fault, words)], nil)
            case .unknown: throw Problem.notFound
            case .busy: return try await security(account, membership, page, ["password": words["errors.busy"]], nil)
            }
        }
    }

    // MARK: The authenticator app

    private func begin(_ page: PageContext) async throws -> Response {
        try await own(page) { account, membership in
            let fields = try await page.fields(single: ["current"])
            let known = try await register.confirm(
                password: fields["current"], of: account.id, client: desk.client(page), now: desk.now())
            if let problem = Self.problem(known, page.words) {
                return try await security(account, membership, page, ["current": problem], nil)
            }
            _ = try await register.beginTimeCodes(of: account.id)
            return page.redirect(to: Self.base + "/app")
        }
    }

    private func app(_ page: PageContext) async throws -> Response {
        try await own(page) { account, membership in try await app(account, membership, page, nil) }
    }

    private func app(
        _ account: Account, _ membership: Membership?, _ page: PageContext, _ problem: String?
    ) async throws -> Response {
        guard let enrolment = try await register.unconfirmedTimeCodes(of: account.id) else {
            return page.redirect(to: Self.base)
        }
        let words = page.words
        var code = FormFieldView.company("code", words: words, label: words["company.field-time-code"])
        code.hint = words["company.hint-time-code"]
        code.completion = "one-time-code"
        code.error = problem
        var form = FormView(
            action: page.link(Self.base + "/app/confirm"), fields: [code], submit: words["company.app-confirm"])
        form.back = page.link(Self.base)
        var values = form.values
        values["secret"] = enrolment.secret
        values["picture"] = try Self.picture(enrolment.uri, title: words["company.app-picture"])
        values["alternative"] = words["company.app-picture"]
        return CompanyPage(page, membership, at: Self.base).response(
            "company-app", title: words["company.app-title"], values, isError: problem != nil)
    }

    /// Drawn into the page itself: it is a secret, and has no address.
    private static func picture(_ uri: String, title: String) throws -> String {
        let svg = try QRSymbol(plainText: uri).svg(title: title)
        return "data:image/svg+xml;base64," + Data(svg.utf8).base64EncodedString()
    }

    private func confirm(_ page: PageContext) async throws -> Response {
        try await own(page) { account, membership in
            let fields = try await page.fields(single: ["code"])
            let words = page.words
            let codes: [RecoveryCode]
            switch try await register.confirmTimeCodes(of: account.id, code: fields["code"], now: desk.now()) {
            case .done(let made): codes = made
            case .wrong: return try await app(account, membership, page, words["company.app-wrong"])
            case .sha1: return try await app(account, membership, page, words["company.app-sha1"])
            }
            let values: [String: Any] = [
                "codes": codes.map(\.text), "back": page.link(Self.base),
                "boxes": [
                    NoticeBox(
                        look: .warning, title: words["company.codes-once"], text: words["company.codes-text"]
                    ).values
                ],
            ]
            return CompanyPage(page, membership, at: Self.base).response(
                "company-codes", title: words["company.codes-title"], values)
        }
    }

    private func remove(_ page: PageContext) async throws -> Response {
        try await own(page) { account, membership in
            let fields = try await page.fields(single: ["code"])
            guard try await register.removeTimeCodes(of: account.id, code: fields["code"], now: desk.now()) else {
                return try await security(
                    account, membership, page, ["code": page.words["company.app-wrong"]], nil)
            }
            return page.redirect(to: Self.base)
        }
    }

    // MARK: Where one is signed in

    private func signOut(_ page: PageContext) async throws -> Response {
        try await own(page) { account, membership in
            let fields = try await page.fields(single: ["which", "proof"])
            guard let which = SessionChoice(fields["which"]), let own = try await page.session?.number else {
                throw Problem.badForm
            }
            // Whoever finds a desk open does not shut its owner out.
            let known = try await register.confirm(
                password: fields["proof"], of: account.id, client: desk.client(page), now: desk.now())
            if let problem = Self.problem(known, page.words) {
                return try await security(account, membership, page, ["proof": problem], nil)
            }
            switch which {
            case .one(let number): try await register.end(.one(number), of: account.id, now: desk.now())
            case .others: try await register.end(.others(than: own), of: account.id, now: desk.now())
            case .all:
                try await register.signOutEverywhere(account.id, now: desk.now())
                try await page.context.session.end()
                return SignInRoutes.left(page)
            }
            return page.redirect(to: Self.base)
        }
    }
}
