import HTTPTypes
import Hummingbird
import Identifiers
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
        switch try await page.register.enterCalls(form, seen: 0, by: page.principal, now: page.now) {
        case .kept: return page.redirect(to: CallOfficePages.path(of: form))
        case .refused(let faults): return try await list(page, CallOfficePages.Said(form: form, faults: faults))
        // There is something of that day already: it is corrected on its own page, where one sees what it was.
        case .moved:
            return try await list(
                page,
                CallOfficePages.Said(form: form, problems: [page.words["staff.calls-there"]], there: form))
        }
    }

    private func take(_ page: StaffPage, _ upload: FormUpload?) async throws -> Response {
        var said = CallOfficePages.Said()
        switch upload {
        case nil: said.tableProblems = [page.words["errors.choose"]]
        case .tooLarge: said.tableProblems = [page.words["errors.too-large"]]
        case .file(let bytes):
            do {
                let (change, report) = try await page.register.enterCalls(
                    table: bytes, by: page.principal, now: page.now)
                said = CallOfficePages.said(change, report, page)
            } catch let error as TableError {
                said.tableProblems = ["\(page.words["staff.calls-no-table"]) (\(error.code))"]
            }
        }
        return try await list(page, said)
    }

    // MARK: A day

    private func place(_ page: StaffPage) throws -> (day: CivilDate, line: CallLine) {
        let (day, line) = (CivilDate(text: page.parameter("day")), CallLine(text: page.parameter("line")))
        guard let day, page.register.callLines.contains(line) else { throw Problem.notFound }
        return (day, line)
    }

    private func day(_ page: StaffPage, _ said: CallOfficePages.Said) async throws -> Response {
        let (day, line) = try place(page)
        let history = try await page.register.callHistory(day, line)
        guard !history.isEmpty else { throw Problem.notFound }
        return try CallOfficePages.day(history, said, page)
    }

    private func correct(_ page: StaffPage, _ fields: FormFields) async throws -> Response {
        let (day, line) = try place(page)
        var form = CallOfficeForm.form(fields)
        (form.day, form.line) = (DateText.iso(day), line.text)
        let change = try await page.register.enterCalls(
            form, seen: Int64(fields["seen"]) ?? 0, by: page.principal, now: page.now)
        switch change {
        case .kept: return page.redirect(to: CallOfficePages.path(of: form))
        case .refused(let faults):
            return try await self.day(page, CallOfficePages.Said(form: form, faults: faults))
        case .moved:
            return try await self.day(
                page, CallOfficePages.Said(form: form, problems: [page.words["staff.calls-moved"]]))
        }
    }
}
