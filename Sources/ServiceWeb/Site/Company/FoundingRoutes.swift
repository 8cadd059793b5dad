import Hummingbird
import Register

/// Founding a company's account, and joining one by invitation.
struct FoundingRoutes: Sendable {
    let desk: CompanyDesk
    private let limiter: RateLimiter

    private var register: Register { desk.register }

    init(desk: CompanyDesk) {
        self.desk = desk
        limiter = RateLimiter(burst: desk.limits.proofs, interval: desk.limits.proofInterval)
    }

    func add(to router: SiteRouter) {
        router.get(CompanyPaths.found) { page in try await founding(page.withForms()) }
        router.post(CompanyPaths.found) { page in try await found(page.withForms()) }
        router.get(CompanyPaths.join) { page in try await joining(page.withForms()) }
        router.post(CompanyPaths.join) { page in try await join(page.withForms()) }
    }

    private func ration(_ page: PageContext) throws(Problem) {
        guard let client = desk.client(page), let wait = limiter.take(client, at: .now) else { return }
        throw .tooMany(wait)
    }

    private static let companyFields = ["companyNumber", "organisation", "contactName", "telephone"]
    private static let accountFields = ["name", "password"]

    /// Who founds: somebody who is signed in, or somebody whose address was proved.
    private enum Visitor {
        case account(AccountID)
        case email(Contact)
    }

    private func visitor(_ page: PageContext) async throws -> Visitor? {
        if let account = try await desk.account(page) { return .account(account) }
        return try await page.session?.contacts.first { $0.channel == .email }.map { .email($0) }
    }

    private func founding(_ page: PageContext) async throws -> Response {
        guard let visitor = try await visitor(page) else {
            return page.redirect(to: page.proving(then: CompanyPaths.found))
        }
        return foundingPage(page, visitor, FieldValues(), [])
    }

    private func foundingPage(
        _ page: PageContext, _ visitor: Visitor, _ values: FieldValues, _ faults: [Fault], problem: String? = nil
    ) -> Response {
        let words = page.words
        let errors = FaultWords.byField(faults, words)
        var names = Self.companyFields
        var lead = words["company.found-lead"]
        if case .email(let email) = visitor {
            names += Self.accountFields
            lead += " " + words["company.found-email", ["email": email.address]]
        }
        let fields = names.map { name in
            var field = FormFieldView.company(
                name, name == "password" ? .password(isNew: true) : .text,
                value: name == "password" ? "" : values[name],
                errors: errors, words: words)
            if name == "name" {
                field.hint = words["company.hint-your-name"]
                field.completion = "name"
            }
            if name == "telephone" { field.keyboard = "tel" }
            return field
        }
        var form = FormView(
            action: page.link(CompanyPaths.found), fields: fields, submit: words["company.found-send"])
        // What is wrong with the address stands at no field of this page.
        form.problems = (errors["email"].map { [$0] } ?? []) + (problem.map { [$0] } ?? [])
        return CompanyPage(page, nil, at: CompanyPaths.found).form(
            title: words["company.found-title"], lead: lead, form)
    }

    private func found(_ page: PageContext) async throws -> Response {
        try ration(page)
        let fields = try await page.fields(single: Set(Self.companyFields + Self.accountFields))
        guard let visitor = try await visitor(page) else {
            return page.redirect(to: page.proving(then: CompanyPaths.found))
        }
        var values = FieldValues()
        for name in Self.companyFields + ["name"] { values[name] = fields[name] }
        let founder: Register.Founder =
            switch visitor {
            case .account(let id): .account(id)
            case .email(let email):
                .new(
                    Register.NewAccount(
                        email: email, name: fields["name"], password: fields["password"], language: page.language))
            }
        let outcome = try await register.foundCompany(
            number: fields["companyNumber"],
            Register.CompanyDetails(
                name: fields["organisation"], contactName: fields["contactName"], telephone: fields["telephone"]),
            by: founder, now: desk.now())
        switch outcome {
        case .founded(_, let account):
            try await desk.enter(account, page)
            return page.redirect(to: CompanyPaths.home)
        case .refused(let faults): return foundingPage(page, visitor, values, faults)
        case .busy: return foundingPage(page, visitor, values, [], problem: page.words["errors.busy"])
        }
    }

    // MARK: Joining

    private func joining(_ page: PageContext) async throws -> Response { codePage(page, "", nil) }

    private func codePage(_ page: PageContext, _ typed: String, _ problem: String?) -> Response {
        let words = page.words
        var code = FormFieldView.company(
            "code", value: typed, words: words, label: words["company.field-invitation"])
        code.hint = words["company.hint-invitation"]
        code.isCode = true
        code.error = problem
        let form = FormView(
            action: page.link(CompanyPaths.join), fields: [code], submit: words["company.join-next"])
        return CompanyPage(page, nil, at: CompanyPaths.join).form(
            title: words["company.join-title"], lead: words["company.join-lead"], form)
    }

    private func join(_ page: PageContext) async throws -> Response {
        try ration(page)
        let fields = try await page.fields(single: ["code", "name", "password", "step"])
        let words = page.words
        guard let code = InvitationCode(typed: fields["code"]),
            let invited = try await register.invitation(code, now: desk.now())
        else { return codePage(page, fields["code"], words["company.join-over"]) }
        let account = try await desk.account(page)
        guard fields["step"] == "join" else {
            return accountPage(page, code, invited, name: "", [], isSignedIn: account != nil)
        }
        let outcome: Register.JoiningOutcome
        if let account {
            outcome = try await register.join(code, as: account, now: desk.now())
        } else {
            outcome = try await register.join(
                code, name: fields["name"], password: fields["password"], language: page.language, now: desk.now())
        }
        switch outcome {
        case .joined(_, let account):
            try await desk.enter(account, page)
            return page.redirect(to: CompanyPaths.home)
        case .refused(let faults):
            return accountPage(page, code, invited, name: fields["name"], faults, isSignedIn: account != nil)
        case .busy:
            return accountPage(
                page, code, invited, name: fields["name"], [Fault("", "busy")], isSignedIn: account != nil)
        }
    }

    private func accountPage(
        _ page: PageContext, _ code: InvitationCode, _ invited: (company: String, email: Contact, role: CompanyRole),
        name: String, _ faults: [Fault], isSignedIn: Bool
    ) -> Response {
        let words = page.words
        let errors = FaultWords.byField(faults, words)
        var fields: [FormFieldView] = []
        if !isSignedIn {
            var own = FormFieldView.company("name", value: name, errors: errors, words: words)
            own.hint = words["company.hint-your-name"]
            own.completion = "name"
            fields = [own, .company("password", .password(isNew: true), errors: errors, words: words)]
        }
        var form = FormView(
            action: page.link(CompanyPaths.join), fields: fields, submit: words["company.join-send"])
        form.hidden = [(name: "code", value: code.text), (name: "step", value: "join")]
        form.problems = faults.filter { !["name", "password"].contains($0.field) }.map { FaultWords.text($0, words) }
        return CompanyPage(page, nil, at: CompanyPaths.join).form(
            title: words["company.join-title"],
            lead: words[
                "company.join-as",
                [
                    "company": invited.company, "role": words["company.role-\(invited.role.rawValue)"],
                    "email": invited.email.masked,
                ]], form)
    }
}
