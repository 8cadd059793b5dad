import HTTPTypes
import Hummingbird
import Identifiers
import Register

/// Announcements in the office: who writes them, and who makes them what everybody sees.
struct NewsOfficeRoutes: Sendable {
    private static let reason: Set<String> = ["seen", "reason-zh", "reason-en"]

    func add(to router: OfficeRouter) {
        router.page("news", .seeNews) { page in try await list(page) }
        router.page("news-new", .writeNews) { page in try write(page) }
        router.form("news-new", .writeNews, fields: NewsFields.names, repeated: NewsFields.repeated) { page, fields in
            try await create(page, fields)
        }
        router.page("news/:announcement", .seeNews) { page in try await show(page) }
        router.page("news/:announcement/edit", .writeNews) { page in try await edit(page) }
        router.form(
            "news/:announcement/edit", .writeNews, fields: NewsFields.names, repeated: NewsFields.repeated
        ) { page, fields in try await keep(page, fields) }
        router.form("news/:announcement/drop", .writeNews, fields: ["seen"]) { page, fields in
            try await drop(page, fields)
        }
        router.form("news/:announcement/publish", .publishNews, fields: Self.reason) { page, fields in
            try await publish(page, fields)
        }
        router.form("news/:announcement/withdraw", .publishNews, fields: Self.reason) { page, fields in
            try await withdraw(page, fields)
        }
    }

    // MARK: Reading

    private func list(_ page: StaffPage) async throws -> Response {
        try NewsOfficePages.list(try await page.register.announcements(), page)
    }

    private func show(_ page: StaffPage) async throws -> Response {
        try NewsOfficePages.show(try await found(page), page, problems: [])
    }

    private func found(_ page: StaffPage) async throws -> Announcement {
        guard let number = Int64(page.parameter("announcement")),
            let found = try await page.register.announcement(number)
        else { throw Problem.notFound }
        return found
    }

    // MARK: Writing

    private func write(_ page: StaffPage) throws -> Response {
        var form = AnnouncementForm()
        form.from = DateText.iso(CivilDate(of: page.now, utcOffset: page.register.utcOffset))
        return try NewsOfficePages.form(form, of: nil, page)
    }

    private func create(_ page: StaffPage, _ fields: FormFields) async throws -> Response {
        let form = NewsFields.form(fields)
        switch try await page.register.draftAnnouncement(form, by: page.principal, now: page.now) {
        case .changed(let number): return page.redirect(to: "news/\(number)")
        case .refused(let faults): return try NewsOfficePages.form(form, of: nil, faults: faults, page)
        case .moved: throw Problem.notFound
        }
    }

    private func edit(_ page: StaffPage) async throws -> Response {
        let found = try await found(page)
        guard let content = found.draft?.content ?? found.content else { throw Problem.notFound }
        return try NewsOfficePages.form(AnnouncementForm(content), of: found, page)
    }

    private func keep(_ page: StaffPage, _ fields: FormFields) async throws -> Response {
        let found = try await found(page)
        let form = NewsFields.form(fields)
        let change = try await page.register.draftAnnouncement(
            form, of: found.number, seen: Int64(fields["seen"]) ?? 0, by: page.principal, now: page.now)
        switch change {
        case .changed(let number): return page.redirect(to: "news/\(number)")
        case .refused(let faults): return try NewsOfficePages.form(form, of: found, faults: faults, page)
        // What was typed is there to be compared with what another wrote meanwhile.
        case .moved: return try NewsOfficePages.form(form, of: found, isMoved: true, page)
        }
    }

    private func drop(_ page: StaffPage, _ fields: FormFields) async throws -> Response {
        let found = try await found(page)
        let change = try await page.register.dropAnnouncementDraft(found.number, seen: Int64(fields["seen"]) ?? 0)
        guard case .changed = change else { return try NewsOfficePages.after(change, found, page) }
        return page.redirect(to: found.state == .draft ? "news" : "news/\(found.number)")
    }

    // MARK: Everybody sees it

    private func publish(_ page: StaffPage, _ fields: FormFields) async throws -> Response {
        let found = try await found(page)
        let change = try await page.register.publishAnnouncement(
            found.number, seen: Int64(fields["seen"]) ?? 0, reason: reason(fields), by: page.principal, now: page.now)
        return try NewsOfficePages.after(change, found, page)
    }

    private func withdraw(_ page: StaffPage, _ fields: FormFields) async throws -> Response {
        let found = try await found(page)
        let change = try await page.register.withdrawAnnouncement(
            found.number, seen: Int64(fields["seen"]) ?? 0, reason: reason(fields), by: page.principal, now: page.now)
        return try NewsOfficePages.after(change, found, page)
    }

    private func reason(_ fields: FormFields) -> Register.AnnouncementReason {
        Register.AnnouncementReason(chinese: fields["reason-zh"], english: fields["reason-en"])
    }
}
