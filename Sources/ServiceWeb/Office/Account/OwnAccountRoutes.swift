import HTTPTypes
import Hummingbird
import Identifiers
import Register

/// What somebody of the staff does with their own account: where they are signed in, and signing out.
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
