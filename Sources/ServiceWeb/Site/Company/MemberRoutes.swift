import Hummingbird
import Register

/// Who acts for a company.
struct MemberRoutes: Sendable {
    let desk: CompanyDesk

    private var register: Register { desk.register }

    func add(to router: SiteRouter) {
        router.get(CompanyPaths.members) { page in
            let page = try page.withForms()
            return try await desk.member(page) { try await members($0, page, FieldValues(), [:], nil) }
        }
        router.post(CompanyPaths.members) { page in try await invite(page.withForms()) }
        router.post(CompanyPaths.members + "/invitations/:invitation/withdraw") { page in
            try await withdraw(page.withForms())
        }
        router.post(CompanyPaths.members + "/:account/role") { page in try await setRole(page.withForms()) }
        router.post(CompanyPaths.members + "/:account/remove") { page in try await remove(page.withForms()) }
        router.get(CompanyPaths.members + "/:account/factor") { page in try await askFactor(page.withForms()) }
        router.post(CompanyPaths.members + "/:account/factor") { page in try await takeFactor(page.withForms()) }
    }

    private func members(
        _ membership: Membership, _ page: PageContext, _ values: FieldValues, _ errors: [String: String],
        _ box: NoticeBox?
    ) async throws -> Response {
        let (members, invitations) = try await register.members(by: membership.account, now: desk.now())
        return MembersPage(
            membership: membership, members: members, invitations: invitations, values: values, errors: errors,
            box: box, utcOffset: register.utcOffset
        ).response(page)
    }

    private func invite(_ page: PageContext) async throws -> Response {
        try await desk.member(page, .manageMembers) { membership in
            let fields = try await page.fields(single: ["email", "role", "language"])
            let words = page.words
            var values = FieldValues()
            for name in ["email", "role", "language"] { values[name] = fields[name] }
            guard let email = Contact(.email, typed: fields["email"]) else {
                let rule = fields["email"].isEmpty ? "required" : "format"
                return try await members(
                    membership, page, values, ["email": FaultWords.text(Fault("email", rule), words)], nil)
            }
            guard let role = CompanyRole(rawValue: fields["role"]) else {
                return try await members(membership, page, values, ["role": words["errors.required"]], nil)
            }
            let language = SiteLanguage(rawValue: fields["language"]) ?? page.language
            switch try await register.invite(
                email, as: role, language: language, by: membership.account, now: desk.now())
            {
            case .refused(let faults):
                return try await members(membership, page, values, FaultWords.byField(faults, words), nil)
            case .invited:
                return try await members(
                    membership, page, FieldValues(), [:],
                    NoticeBox(
                        look: .success, title: words["company.invited"],
                        text: words["company.invited-text", ["email": email.address]]))
            }
        }
    }

    private func withdraw(_ page: PageContext) async throws -> Response {
        try await desk.member(page, .manageMembers) { membership in
            _ = try await page.fields(single: [])
            guard let id = page.parameter("invitation").flatMap({ Int64($0) }) else { throw Problem.notFound }
            _ = try await register.withdrawInvitation(id, by: membership.account, now: desk.now())
            return page.redirect(to: CompanyPaths.members)
        }
    }

    private func account(_ page: PageContext) throws(Problem) -> AccountID {
        guard let id = page.parameter("account").flatMap({ AccountID(hex: $0) }) else { throw .notFound }
        return id
    }

    private func setRole(_ page: PageContext) async throws -> Response {
        try await desk.member(page, .manageMembers) { membership in
            let fields = try await page.fields(single: ["role"])
            guard let role = CompanyRole(rawValue: fields["role"]) else { throw Problem.badForm }
            let outcome = try await register.setRole(
                role, of: account(page), by: membership.account, now: desk.now())
            return try await answer(outcome, membership, page)
        }
    }

    private func remove(_ page: PageContext) async throws -> Response {
        try await desk.member(page, .view) { membership in
            _ = try await page.fields(single: [])
            let outcome = try await register.removeMember(
                account(page), by: membership.account, now: desk.now())
            return try await answer(outcome, membership, page)
        }
    }

    // MARK: A lost app

    /// Goes on with the member whose app is to be taken off, and who lost it.
    private func losing(
        _ page: PageContext, _ body: (Membership, CompanyMember) async throws -> Response
    ) async throws -> Response {
        try await desk.member(page, .manageMembers) { membership in
            let id = try account(page)
            let members = try await register.members(by: membership.account, now: desk.now()).members
            guard let member = members.first(where: { $0.account == id }),
                MembersPage.mayTakeFactor(membership, of: member)
            else { throw Problem.notFound }
            return try await body(membership, member)
        }
    }

    private func askFactor(_ page: PageContext) async throws -> Response {
        try await losing(page) { membership, member in factorPage(membership, member, page, nil) }
    }

    private func factorPage(
        _ membership: Membership, _ member: CompanyMember, _ page: PageContext, _ problem: String?
    ) -> Response {
        let words = page.words
        var proof = FormFieldView.company(
            "proof", .password(isNew: false), words: words, label: words["company.field-old"])
        proof.error = problem
        var form = FormView(
            action: page.link(CompanyPaths.member(member.account, "factor")), fields: [proof],
            submit: words["company.take-app-send"])
        form.back = page.link(CompanyPaths.members)
        return CompanyPage(page, membership, at: CompanyPaths.members).form(
            title: words["company.take-app-title"],
            lead: words["company.take-app-lead", ["name": member.name, "email": member.email.address]], form)
    }

    private func takeFactor(_ page: PageContext) async throws -> Response {
        try await losing(page) { membership, member in
            let fields = try await page.fields(single: ["proof"])
            let known = try await register.confirm(
                password: fields["proof"], of: membership.account, client: desk.client(page), now: desk.now())
            if let problem = SecurityRoutes.problem(known, page.words) {
                return factorPage(membership, member, page, problem)
            }
            switch try await register.takeFactor(of: member.account, by: membership.account, now: desk.now()) {
            case .done, .none, .othersMay: return page.redirect(to: CompanyPaths.members)
            case .unknown: throw Problem.notFound
            }
        }
    }

    private func answer(
        _ outcome: Register.MemberOutcome, _ membership: Membership, _ page: PageContext
    ) async throws -> Response {
        switch outcome {
        case .done: return page.redirect(to: CompanyPaths.members)
        case .unknown: throw Problem.notFound
        case .lastOwner:
            let words = page.words
            return try await members(
                membership, page, FieldValues(), [:],
                NoticeBox(look: .warning, title: words["company.last-owner"], text: words["company.last-owner-text"]))
        }
    }
}
