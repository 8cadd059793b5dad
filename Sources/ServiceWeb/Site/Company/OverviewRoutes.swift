import Hummingbird
import Register

/// A company's first page, what is known of it, and what came of its applications.
struct OverviewRoutes: Sendable {
    let desk: CompanyDesk
    private static let shown = 50

    private var register: Register { desk.register }

    func add(to router: SiteRouter) {
        router.get(CompanyPaths.home) { page in try await home(page.withForms()) }
        router.get(CompanyPaths.details) { page in
            let page = try page.withForms()
            return try await desk.member(page, .edit) { details(page, $0, nil, []) }
        }
        router.post(CompanyPaths.details) { page in try await change(page.withForms()) }
        router.get(CompanyPaths.applications) { page in try await applications(page.withForms()) }
        router.get(CompanyPaths.applications + "/:number") { page in try await open(page.withForms()) }
        router.get(CompanyPaths.passes) { page in try await passes(page.withForms()) }
    }

    private func home(_ page: PageContext) async throws -> Response {
        guard let account = try await desk.account(page) else { return SignInPage.response(page, email: "") }
        guard let membership = try await register.membership(of: account) else {
            let values: [String: Any] = [
                "found": page.link(CompanyPaths.found), "join": page.link(CompanyPaths.join),
                "signOut": page.link(CompanyPaths.signOut),
            ]
            return CompanyPage(page, nil, at: CompanyPaths.home).response(
                "company-start", title: page.words["company.title"], values)
        }
        guard !membership.lacksTimeCodes else { return page.turnAway(to: CompanyPaths.security) }
        let overview = try await register.companyOverview(by: account, now: desk.now())
        let hasApp = try await register.account(account)?.hasTimeCodes ?? false
        return OverviewPage(membership: membership, overview: overview, hasApp: hasApp).response(page)
    }

    // MARK: What is known of the company

    private static let fields = ["organisation", "contactName", "telephone"]

    private func details(
        _ page: PageContext, _ membership: Membership, _ typed: FormFields?, _ faults: [Fault]
    ) -> Response {
        let words = page.words
        let errors = FaultWords.byField(faults, words)
        let company = membership.company
        let known = ["organisation": company.name, "contactName": company.contactName, "telephone": company.telephone]
        var form = FormView(
            action: page.link(CompanyPaths.details),
            fields: Self.fields.map { name in
                .company(name, value: typed?[name] ?? known[name] ?? "", errors: errors, words: words)
            }, submit: words["company.save"])
        form.back = page.link(CompanyPaths.home)
        return CompanyPage(page, membership, at: CompanyPaths.details).form(
            title: words["company.details"], lead: words["company.details-lead", ["number": company.number]], form)
    }

    private func change(_ page: PageContext) async throws -> Response {
        try await desk.member(page, .edit) { membership in
            let fields = try await page.fields(single: Set(Self.fields))
            let faults = try await register.changeCompany(
                Register.CompanyDetails(
                    name: fields["organisation"], contactName: fields["contactName"], telephone: fields["telephone"]),
                by: membership.account, now: desk.now())
            return faults.isEmpty
                ? page.redirect(to: CompanyPaths.home) : details(page, membership, fields, faults)
        }
    }

    // MARK: Applications and passes

    /// `?page=2&state=correction`, read as we write it.
    static func query(_ page: PageContext) -> (page: Int, state: String) {
        var (number, state) = (1, "")
        for pair in (page.request.uri.query ?? "").split(separator: "&") {
            let parts = pair.split(separator: "=", maxSplits: 1)
            guard parts.count == 2 else { continue }
            if parts[0] == "page" { number = min(max(Int(parts[1]) ?? 1, 1), 10_000) }
            if parts[0] == "state" { state = String(parts[1]) }
        }
        return (number, state)
    }

    private func applications(_ page: PageContext) async throws -> Response {
        try await desk.member(page) { membership in
            let asked = Self.query(page)
            let state = ApplicationState(rawValue: asked.state)
            let found = try await register.companyApplications(
                state, from: (asked.page - 1) * Self.shown, limit: Self.shown + 1, by: membership.account)
            return ApplicationListPage(
                membership: membership, applications: Array(found.prefix(Self.shown)), state: state,
                pager: Pager(
                    path: CompanyPaths.applications, number: asked.page, hasMore: found.count > Self.shown,
                    query: state.map { "state=\($0.rawValue)" }), utcOffset: register.utcOffset
            ).response(page)
        }
    }

    /// Lets this session handle an application of the company as its applicant does, and goes there.
    private func open(_ page: PageContext) async throws -> Response {
        try await desk.member(page, .apply) { membership in
            guard let number = page.parameter("number").flatMap({ ApplicationNumber(typed: $0) }),
                let application = try await register.application(number: number),
                try await register.mayHandle(application.id, .apply, by: membership.account)
            else { throw Problem.notFound }
            if try await !page.context.session.has(.application(application.id)) {
                try await page.context.session.grant(.application(application.id), limits: .proof)
            }
            return page.redirect(to: ApplyPaths.progress(application.number))
        }
    }

    private func passes(_ page: PageContext) async throws -> Response {
        try await desk.member(page) { membership in
            let asked = Self.query(page)
            let found = try await register.companyPasses(
                from: (asked.page - 1) * Self.shown, limit: Self.shown + 1, by: membership.account, now: desk.now())
            return PassListPage(
                membership: membership, passes: Array(found.prefix(Self.shown)),
                pager: Pager(path: CompanyPaths.passes, number: asked.page, hasMore: found.count > Self.shown),
                utcOffset: register.utcOffset, now: desk.now()
            ).response(page)
        }
    }
}
