import HTTPTypes
import Hummingbird
import Identifiers
import Register

/// 代填 and what else staff do for somebody at a counter. The forms are the applicant's own: the browser at the counter gets to see that
/// application until the turn is ended.
struct CounterOfficeRoutes: Sendable {
    func add(to router: OfficeRouter) {
        router.page("counter", .serveCounter) { page in try await show(page) }
        router.form("counter/start", .serveCounter, fields: ["kind", "channel", "language"]) { page, fields in
            try await start(page, fields)
        }
        router.form("counter/open", .serveCounter, fields: ["number"]) { page, fields in
            guard let application = try await desk(page).application(fields["number"]) else {
                return try await show(page, problem: "counter-unknown")
            }
            return try await Self.open(application.id, application.language, page) {
                ApplyPaths.progress(application.number)
            }
        }
        router.form("counter/receipt", .serveCounter, fields: ["number"]) { page, fields in
            guard let (draft, application) = try await desk(page).receipt(fields["number"]) else {
                return try await show(page, problem: "counter-unknown")
            }
            return try Self.receipt(draft, application, page)
        }
        router.form("counter/slip", .serveCounter, fields: ["number", "code"]) { page, fields in
            guard let (number, pdf) = try await desk(page).slip(fields["number"], code: fields["code"]) else {
                return try await show(page, problem: "counter-unknown")
            }
            return DrawnDocuments.response(pdf, name: number)
        }
        router.form("counter/end", .serveCounter) { page, _ in
            try await page.context.session.end()
            return page.redirect(to: "counter?done=end")
        }
        router.form("counter/pass", .serveCounter, .changePasses, fields: ["number", "act"]) { page, fields in
            try await pass(page, fields)
        }
        router.form("counter/factor", .serveCounter, fields: ["company", "email", "shown"], isGrave: true) {
            page, fields in try await takeFactor(page, fields)
        }
        router.form("counter/told", .serveCounter, fields: ["release"]) { page, fields in
            _ = try await page.register.noteTold(
                Int64(fields["release"]) ?? 0, by: page.principal, now: page.now)
            return page.redirect(to: "counter?done=told")
        }
    }

    private func desk(_ page: StaffPage) throws -> CounterDesk {
        CounterDesk(register: page.register, site: page.desk.people, principal: try page.principal, now: page.now)
    }

    // MARK: Applications

    private func start(_ page: StaffPage, _ fields: FormFields) async throws -> Response {
        guard let kind = ApplicationKind(rawValue: fields["kind"]),
            let channel = PassApplication.Channel(rawValue: fields["channel"]), channel != .online,
            let language = SiteLanguage(rawValue: fields["language"]), let first = kind.steps.first
        else { throw Problem.badForm }
        let draft = try await page.register.startCounterDraft(
            kind, channel: channel, language: language, by: page.principal, now: page.now)
        return try await Self.open(draft.id, language, page) { ApplyPaths.step(draft.number, first) }
    }

    /// Lets the public pages in this browser show an application, in the applicant's language.
    private static func open(
        _ id: ApplicationID, _ language: SiteLanguage, _ page: StaffPage, _ path: () -> String
    ) async throws -> Response {
        try await page.context.session.grant(.application(id), limits: page.desk.limits.proofLasts)
        return Response(
            status: .seeOther, headers: [.location: "/\(language.rawValue)/\(path())", .cacheControl: "no-store"])
    }

    // MARK: Passes

    private func pass(_ page: StaffPage, _ fields: FormFields) async throws -> Response {
        guard let act = CounterDesk.Act(rawValue: fields["act"]) else { throw Problem.badForm }
        let (number, answer) = try await desk(page).pass(fields["number"], act)
        switch answer {
        case .unknown: return try await show(page, problem: "counter-unknown")
        case .impossible: return try await show(page, problem: "counter-impossible")
        case .notThroughCompany: return try await show(page, problem: "counter-not-company")
        case .done: return page.redirect(to: "counter?done=\(act.rawValue)")
        case .code(let code, let expires): return try Self.code(code, expires, number, page)
        }
    }

    // MARK: A lost app

    /// For who is the only one of a company that may, stands here and shows who they are.
    private func takeFactor(_ page: StaffPage, _ fields: FormFields) async throws -> Response {
        guard let shown = CounterDocument(rawValue: fields["shown"]) else { throw Problem.badForm }
        guard let email = Contact(.email, typed: fields["email"]) else {
            return try await show(page, problem: "counter-no-email")
        }
        guard let number = Self.companyNumber(fields["company"]) else {
            return try await show(page, problem: "counter-no-company")
        }
        let outcome = try await page.register.takeFactor(
            of: email, company: number, shown: shown, by: page.principal, now: page.now)
        switch outcome {
        case .done: return page.redirect(to: "counter?done=factor")
        case .othersMay: return try await show(page, problem: "counter-others-may")
        case .none, .unknown: return try await show(page, problem: "counter-no-account")
        }
    }

    private static func companyNumber(_ typed: String) -> String? {
        do throws(IdentifierError) { return try CompanyNumber(typed).digits } catch { return nil }
    }

    // MARK: Pages

    private func show(_ page: StaffPage, problem: String? = nil) async throws -> Response {
        try Self.view(of: try await page.register.untoldReleases(), problem, page)
    }

    /// Apart from the asynchronous part, and not inlined into it: the optimiser of Swift 6.3.1 crashes there.
    @inline(never)
    private static func view(
        of untold: [EmployerRelease], _ problem: String?, _ page: StaffPage
    ) throws -> Response {
        let words = page.words
        var view = OfficeView("office-counter", title: words["staff.menu-counter"])
        view.done = words.find("staff.counter-done-\(page.query("done"))")
        view.isError = problem != nil
        view.status = problem == nil ? .ok : .unprocessableContent
        view.values = ErrorSummaryView(problems: problem.map { [words["staff.\($0)"]] } ?? [], fields: []).values
        func choices(_ name: String, _ values: [String]) -> [[String: Any]] {
            values.map { ["value": $0, "text": words["staff.counter-\(name)-\($0)"]] }
        }
        view.values["kinds"] = choices("kind", ["person", "vehicle", "visit"])
        view.values["channels"] = choices("from", ["counter", "post"])
        view.values["documents"] = choices("shown", CounterDocument.allCases.map(\.rawValue))
        view.values["acts"] = choices("act", CounterDesk.Act.allCases.map(\.rawValue))
        view.values["languages"] = SiteLanguage.allCases.map { ["value": $0.rawValue, "text": $0.ownName] }
        for act in ["start", "open", "receipt", "end", "pass", "told", "factor"] {
            view.values[act] = page.link("counter/\(act)")
        }
        view.values["hasUntold"] = !untold.isEmpty
        view.values["untold"] = untold.map { release -> [String: Any] in
            ["release": String(release.id), "pass": release.passNumber, "company": release.companyNumber ?? "—"]
        }
        return try view.response(in: page)
    }

    private static func receipt(
        _ draft: Register.CounterDraft, _ application: PassApplication, _ page: StaffPage
    ) throws -> Response {
        let words = page.words
        var view = OfficeView("office-receipt", title: words["staff.receipt-title"])
        view.values["summary"] =
            SummaryView(rows: [
                SummaryView.Row(words["staff.receipt-number"], [draft.number]),
                SummaryView.Row(words["staff.receipt-code"], [draft.code.text]),
                SummaryView.Row(
                    words["staff.counter-kind"], [words["staff.counter-kind-\(application.kind.rawValue)"]]),
                SummaryView.Row(words["staff.receipt-until"], [page.day(draft.codeExpires - 1)]),
            ]).values
        view.values["hasSlip"] = true
        view.values["slip"] = page.link("counter/slip")
        view.values["number"] = draft.number
        view.values["code"] = draft.code.text
        view.values["back"] = page.link("counter")
        return try view.response(in: page)
    }

    private static func code(
        _ code: RetrievalCode, _ expires: Int64, _ number: String, _ page: StaffPage
    ) throws -> Response {
        let words = page.words
        var view = OfficeView("office-receipt", title: words["staff.pass-code-title"])
        view.values["summary"] =
            SummaryView(rows: [
                SummaryView.Row(words["staff.pass-number"], [number]),
                SummaryView.Row(words["staff.receipt-code"], [code.text]),
                SummaryView.Row(words["staff.receipt-until"], [page.day(expires - 1)]),
            ]).values
        view.values["hasSlip"] = false
        view.values["back"] = page.link("counter")
        return try view.response(in: page)
    }
}
