import HTTPTypes
import Hummingbird
import NIOCore
import PassFormat
import Register
import StrictJSON

/// What somebody may ask of who keeps their data (Personal Data Protection Act, article 3): to see it, to have it, to have it gone.
/// Staff type the identity number of who stands before them; it is never in an address, and not kept by any page.
struct PersonOfficeRoutes: Sendable {
    private static let identity = "idNumber"
    private static let confirmed = "confirmed"

    func add(to router: OfficeRouter) {
        router.page("persons", .servePersons) { page in try Self.asking(page, problem: nil) }
        router.form("persons/show", .servePersons, fields: [Self.identity], isGrave: true) { page, fields in
            try await Self.serving(page) { try await show(page, fields[Self.identity]) }
        }
        router.form("persons/export", .servePersons, fields: [Self.identity], isGrave: true) { page, fields in
            try await Self.serving(page) {
                let file = try await page.register.exportPerson(
                    fields[Self.identity], by: page.principal, now: page.now)
                return Self.file(file)
            }
        }
        router.form(
            "persons/erase", .servePersons, fields: [Self.identity, Self.confirmed], isGrave: true
        ) { page, fields in
            try await Self.serving(page) {
                guard fields[Self.confirmed] == "yes" else {
                    return try await show(page, fields[Self.identity], problem: page.words["staff.erase-unconfirmed"])
                }
                let report = try await page.register.erasePerson(
                    fields[Self.identity], by: page.principal, now: page.now)
                return try Self.erased(report, page)
            }
        }
        router.form("passes/:id/identity", .servePersons, fields: ["purpose"], isGrave: true) { page, fields in
            try await identity(page, fields["purpose"])
        }
    }

    // MARK: Asking

    private static func asking(_ page: StaffPage, problem: String?) throws -> Response {
        let words = page.words
        var field = FormFieldView(name: identity, kind: .text, label: words["staff.person-id"])
        field.hint = words["staff.person-id-hint"]
        field.completion = "off"
        field.error = problem
        return try page.form(
            FormView(action: page.link("persons/show"), fields: [field], submit: words["staff.person-show"]),
            title: words["staff.menu-persons"], lead: words["staff.persons-lead"])
    }

    /// What is no identity number is asked for again.
    private static func serving(_ page: StaffPage, _ body: () async throws -> Response) async throws -> Response {
        do {
            return try await body()
        } catch let error as RegisterError where error.code == .invalidArgument {
            return try asking(page, problem: page.words["staff.person-id-wrong"])
        }
    }

    // MARK: Answering

    private func show(_ page: StaffPage, _ identity: String, problem: String? = nil) async throws -> Response {
        let file = try await page.register.exportPerson(identity, by: page.principal, now: page.now)
        return try Self.shown(file, identity, page, problem)
    }

    /// Apart from the asynchronous part, and not inlined into it: the optimiser of Swift 6.3.1 crashes there.
    @inline(never)
    private static func shown(
        _ file: PersonFile, _ identity: String, _ page: StaffPage, _ problem: String?
    ) throws -> Response {
        let words = page.words
        var view = OfficeView("office-persons", title: words["staff.person-file"])
        view.values = ErrorSummaryView(problems: problem.map { [$0] } ?? [], fields: []).values
        view.isError = problem != nil
        view.status = problem == nil ? .ok : .unprocessableContent
        view.values["who"] = Masked.identity(identity)
        view.values["identity"] = identity
        view.values["passes"] = rows(file.json, "passes", "staff.pass-", page)
        view.values["applications"] = rows(file.json, "applications", "my.state-", page)
        view.values["hasPasses"] = file.passes > 0
        view.values["hasApplications"] = file.applications > 0
        view.values["isNobody"] = file.passes == 0 && file.applications == 0
        view.values["export"] = page.link("persons/export")
        view.values["erase"] = page.link("persons/erase")
        return try view.response(in: page)
    }

    private static func rows(_ file: JSONValue, _ list: ExactText, _ states: String, _ page: StaffPage) -> [[String:
        Any]]
    {
        guard case .object(let members) = file, case .array(let rows)? = members[list] else { return [] }
        return rows.compactMap { row -> [String: Any]? in
            guard case .object(let row) = row, case .string(let number)? = row["number"] else { return nil }
            var values: [String: Any] = ["number": number.string]
            if case .string(let state)? = row["state"] {
                values["state"] = page.words.find(states + state.string) ?? state.string
            }
            if case .integer(let time)? = row["changedAt"] { values["at"] = page.moment(time) }
            if case .integer(let time)? = row["expires"] { values["at"] = page.day(time - 1) }
            return values
        }
    }

    private static func file(_ file: PersonFile) -> Response {
        Response(
            status: .ok,
            headers: [
                .contentType: "application/json", .contentDisposition: "attachment; filename=\"person.json\"",
                .cacheControl: "no-store",
            ], body: ResponseBody(byteBuffer: ByteBuffer(bytes: JSONWriter.indented(file.json))))
    }

    private static func erased(_ report: ErasureReport, _ page: StaffPage) throws -> Response {
        let words = page.words
        var view = OfficeView("office-erased", title: words["staff.erased-title"])
        view.values["counts"] =
            words[
                "staff.erased-counts",
                [
                    "passes": String(report.passes), "applications": String(report.applications),
                    "rosters": String(report.rosters),
                ]]
        view.values["hasKept"] = !report.kept.isEmpty
        view.values["kept"] = report.kept.map { kept -> [String: Any] in
            [
                "what": kept.what, "until": kept.until.map { page.day($0 - 1) } ?? words["staff.erased-under-way"],
                "ground": page.language == .zhHant ? kept.groundInChinese : kept.groundInEnglish,
            ]
        }
        view.values["back"] = page.link("persons")
        return try view.response(in: page)
    }

    // MARK: The sealed number of a pass

    private func identity(_ page: StaffPage, _ purpose: String) async throws -> Response {
        guard let id = PassID(hex: page.parameter("id")), let pass = try await page.register.pass(id) else {
            throw Problem.notFound
        }
        guard let purpose = IdentityPurpose(rawValue: purpose) else {
            throw Problem.badRequest("a purpose is one of those in the list")
        }
        let number: String
        do {
            number = try await page.register.openIdentity(of: id, purpose: purpose, by: page.principal, now: page.now)
        } catch let error as RegisterError where error.code == .notFound {
            throw Problem.notFound
        }
        return try Self.opened(number, pass, purpose, page)
    }

    @inline(never)
    private static func opened(
        _ number: String, _ pass: PassSummary, _ purpose: IdentityPurpose, _ page: StaffPage
    ) throws -> Response {
        let words = page.words
        var view = OfficeView("office-identity", title: words["staff.identity-title"])
        view.values["summary"] =
            SummaryView(rows: [
                SummaryView.Row(words["staff.pass-number"], [pass.number]),
                SummaryView.Row(words["staff.identity-purpose"], [words["staff.purpose-\(purpose.rawValue)"]]),
                SummaryView.Row(words["staff.identity-number"], [number]),
            ]).values
        view.values["back"] = page.link("passes/\(pass.id.hex)")
        return try view.response(in: page)
    }
}
