import Hummingbird
import Register
import Tables

/// Calls that the desks answered: a month of them, entering a day or a whole table, and what was entered of a day before.
struct CallOfficeRoutes: Sendable {
    private static let fields: Set<String> = ["day", "line", "came", "answered", "inTime", "callbacks"]

    func add(to router: OfficeRouter) {
        router.page("calls", .seeCalls) { page in try await list(page, CallOfficePages.Said()) }
        router.form("calls", .enterCalls, fields: Self.fields) { page, fields in try await enter(page, fields) }
        router.upload("calls/table", .enterCalls, file: "table") { page, _, upload in try await take(page, upload) }
        router.page("calls/:day/:line", .seeCalls) { page in try await day(page, CallOfficePages.Said()) }
        router.form("calls/:day/:line", .enterCalls, fields: Self.fields.union(["seen"])) { page, fields in
            try await correct(page, fields)
        }
    }

    // MARK: A month

    private func list(_ page: StaffPage, _ said: CallOfficePages.Said) async throws -> Response {
        let month = try CallMonth(page)
        return try CallOfficePages.list(month, try await page.register.callTallies(month.days), said, page)
    }

    private func enter(_ page: StaffPage, _ fields: FormFields) async throws -> Response {
        let form = CallOfficeForm.form(fields)
        let change = try await page.register.enterCalls(form, seen: 0, by: page.principal, now: page.now)
        guard let said = CallOfficePages.said(of: form, change, isNew: true, page) else {
            return page.redirect(to: CallOfficePages.path(of: form))
        }
        return try await list(page, said)
    }

    private func take(_ page: StaffPage, _ upload: FormUpload?) async throws -> Response {
        guard case .file(let bytes) = upload else {
            return try await list(page, CallOfficePages.saidWithout(upload, page))
        }
        return try await list(page, try await taken(bytes, page))
    }

    private func taken(_ bytes: [UInt8], _ page: StaffPage) async throws -> CallOfficePages.Said {
        do {
            let (change, report) = try await page.register.enterCalls(
                table: bytes, by: page.principal, now: page.now)
            return CallOfficePages.said(change, report, page)
        } catch let error as TableError {
            return CallOfficePages.said(error, page)
        }
    }

    // MARK: A day

    private func day(_ page: StaffPage, _ said: CallOfficePages.Said) async throws -> Response {
        let place = try CallOfficePages.Place(page)
        return try CallOfficePages.day(try await page.register.callHistory(place.day, place.line), said, page)
    }

    private func correct(_ page: StaffPage, _ fields: FormFields) async throws -> Response {
        let form = CallOfficeForm.form(fields, of: try CallOfficePages.Place(page))
        let change = try await page.register.enterCalls(
            form, seen: Int64(fields["seen"]) ?? 0, by: page.principal, now: page.now)
        guard let said = CallOfficePages.said(of: form, change, isNew: false, page) else {
            return page.redirect(to: CallOfficePages.path(of: form))
        }
        return try await day(page, said)
    }
}
