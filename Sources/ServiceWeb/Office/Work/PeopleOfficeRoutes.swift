import HTTPTypes
import Hummingbird
import Register

/// Who works here. Nobody is asked in from here: whoever could, could be two people.
struct PeopleOfficeRoutes: Sendable {
    func add(to router: OfficeRouter) {
        router.page("people", .seeStaff) { page in try await list(page) }
        router.page("people/:handle", .seeStaff) { page in try await show(page, problem: nil) }
        router.form(
            "people/:handle/roles", .proposeChanges, ChangeBody.Kind.setRoles.permission, fields: ["note"],
            repeated: ["role"]
        ) { page, fields in
            let member = try await member(page)
            let roles = Set(fields.all("role").compactMap { StaffRole(rawValue: $0) })
            guard !roles.isEmpty else { return try await show(page, problem: page.words["staff.roles-none"]) }
            let change = try await page.register.propose(
                .setRoles(member.handle, roles), note: fields["note"], by: page.principal, now: page.now)
            return page.redirect(to: "changes/\(change.id.hex)")
        }
        router.form("people/:handle/end", .endStaff, isGrave: true) { page, _ in
            let member = try await member(page)
            guard member.handle != page.duty?.member.handle else {
                return try await show(page, problem: page.words["staff.end-own"])
            }
            try await page.register.endStaff(member.handle, by: page.principal, now: page.now)
            return page.redirect(to: "people/\(member.handle.text)")
        }
    }

    private func member(_ page: StaffPage) async throws -> StaffMember {
        guard let handle = StaffHandle(page.parameter("handle")),
            let member = try await page.register.staffMember(handle)
        else { throw Problem.notFound }
        return member
    }

    private static func tag(_ member: StaffMember, _ page: StaffPage) -> StatusTag {
        let look: StatusTag.Look =
            switch member.state {
            case .invited: .waiting
            case .active: .good
            case .left: .over
            }
        return StatusTag(look: look, text: page.words["staff.state-\(member.state.rawValue)"])
    }

    private func list(_ page: StaffPage) async throws -> Response {
        let words = page.words
        var view = OfficeView("office-people", title: words["staff.menu-people"])
        view.values["people"] = try await page.register.staff(now: page.now).map { Self.values($0, page) }
        return try view.response(in: page)
    }

    private static func values(_ member: StaffMember, _ page: StaffPage) -> [String: Any] {
        let words = page.words
        var values = tag(member, page).values
        values["address"] = page.link("people/\(member.handle.text)")
        values["handle"] = member.handle.text
        values["name"] = member.name
        values["roles"] = names(of: member.roles, words).joined(separator: words["staff.comma"])
        values["seen"] = member.seenAt.map { page.moment($0) } ?? "—"
        return values
    }

    static func names(of roles: Set<StaffRole>, _ words: SiteWords) -> [String] {
        roles.sorted().map { words["staff.role-\($0.rawValue)"] }
    }

    private func show(_ page: StaffPage, problem: String?) async throws -> Response {
        let member = try await member(page)
        let words = page.words
        let sessions = try await page.register.staffSessions(of: member.handle, now: page.now)
        var view = OfficeView("office-person", title: member.name)
        view.isError = problem != nil
        view.status = problem == nil ? .ok : .unprocessableContent
        view.values = ErrorSummaryView(problems: problem.map { [$0] } ?? [], fields: []).values
        let rows = [
            SummaryView.Row(words["staff.handle"], [member.handle.text]),
            SummaryView.Row(words["staff.email"], [member.email.masked]),
            SummaryView.Row(words["staff.seen"], [member.seenAt.map { page.moment($0) } ?? "—"]),
            SummaryView.Row(words["staff.sessions"], [String(sessions.count)]),
        ]
        view.values["summary"] = SummaryView(rows: rows).values
        let mayChange = member.state != .left && page.may(.endStaff) && page.may(.proposeChanges)
        view.values["mayPropose"] = mayChange
        view.values["mayEnd"] = mayChange && member.handle != page.duty?.member.handle
        view.values["roles"] = StaffRole.allCases.map { role -> [String: Any] in
            var values: [String: Any] = ["value": role.rawValue, "isChosen": member.roles.contains(role)]
            values["text"] = words["staff.role-\(role.rawValue)"]
            return values
        }
        view.values["propose"] = page.link("people/\(member.handle.text)/roles")
        view.values["end"] = page.link("people/\(member.handle.text)/end")
        view.values.merge(Self.tag(member, page).values) { $1 }
        return try view.response(in: page)
    }
}
