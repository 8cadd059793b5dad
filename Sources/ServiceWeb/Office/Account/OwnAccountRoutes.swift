import HTTPTypes
import Hummingbird
import Identifiers
import Register

/// What somebody of the staff does with their own account: where they are signed in, their password, and signing out.
struct OwnAccountRoutes: Sendable {
    func add(to router: OfficeRouter) {
        router.page("me", .ownAccount) { page in try await show(page) }
        // Whoever finds a desk open does not shut its owner out elsewhere.
        router.form("me/sessions/:number/end", .ownAccount, isGrave: true) { page, _ in
            guard let duty = page.duty, let number = Int64(page.parameter("number")) else { throw Problem.notFound }
            try await page.register.endStaffSession(
                number, of: duty.member.handle, by: page.principal, now: page.now)
            return page.redirect(to: "me")
        }
        router.page("me/password", .ownAccount) { page in try passwordForm(page) }
        router.form("me/password", .ownAccount, fields: ["old", "password"]) { page, fields in
            try await setPassword(page, fields)
        }
        router.form("sign-out", .ownAccount) { page, _ in
            guard let duty = page.duty else { throw Problem.internalError }
            try await page.register.endStaffSession(
                duty.session.number, of: duty.member.handle, by: page.principal, now: page.now)
            page.session.end()
            var response = page.redirect(to: "sign-in")
            // A desk is used by many: nothing of what one saw stays for the next.
            response.headers[.clearSiteData] = "\"cache\", \"storage\""
            return response
        }
    }

    private func passwordForm(
        _ page: StaffPage, errors: [String: String] = [:], problem: String? = nil
    ) throws -> Response {
        let words = page.words
        var old = FormFieldView(name: "old", kind: .password(isNew: false), label: words["staff.old-password"])
        old.error = errors["old"]
        var new = FormFieldView(name: "password", kind: .password(isNew: true), label: words["staff.new-password"])
        new.hint = words["staff.new-password-hint"]
        new.error = errors["password"]
        var form = FormView(
            action: page.link("me/password"), fields: [old, new], submit: words["staff.password-send"])
        if let problem { form.problems = [problem] }
        return try page.form(
            form, title: words["staff.password-title"], lead: words["staff.password-lead"],
            links: [(page.link("me"), words["staff.me"])])
    }

    private func setPassword(_ page: StaffPage, _ fields: FormFields) async throws -> Response {
        guard let duty = page.duty else { throw Problem.internalError }
        let words = page.words
        let answer = try await page.register.changeStaffPassword(
            duty, old: fields["old"], new: fields["password"], client: page.desk.client(page), now: page.now)
        switch answer {
        case .changed: return page.redirect(to: "me")
        case .wrong:
            SignInLog(door: .staff, page.context).note(.password, .refused)
            return try passwordForm(page, errors: ["old": words["staff.old-wrong"]])
        case .refused(let fault): return try passwordForm(page, errors: ["password": FaultWords.text(fault, words)])
        case .tooMany(let seconds): return try passwordForm(page, problem: SignInPages.tooMany(seconds, words))
        case .busy: return try passwordForm(page, problem: words["errors.busy"])
        }
    }

    private func show(_ page: StaffPage) async throws -> Response {
        guard let duty = page.duty else { throw Problem.internalError }
        let words = page.words
        let sessions = try await page.register.staffSessions(of: duty.member.handle, now: page.now)
        var view = OfficeView("office-me", title: words["staff.me"])
        let member = duty.member
        let rows = [
            SummaryView.Row(words["staff.handle"], [member.handle.text]),
            SummaryView.Row(words["staff.roles"], member.roles.sorted().map { words["staff.role-\($0.rawValue)"] }),
            SummaryView.Row(words["staff.recovery-left"], [String(member.recoveryCodesLeft)]),
        ]
        view.values["summary"] = SummaryView(rows: rows).values
        view.values["sessions"] = sessions.map { session in
            var values: [String: Any] = [:]
            values["since"] = page.moment(session.createdAt)
            values["seen"] = page.moment(session.seenAt)
            values["client"] = session.client
            values["agent"] = session.agent
            values["isThis"] = session.number == duty.session.number
            values["end"] = page.link("me/sessions/\(session.number)/end")
            return values
        }
        return try view.response(in: page)
    }
}
