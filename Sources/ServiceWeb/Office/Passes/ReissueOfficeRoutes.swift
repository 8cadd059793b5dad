import HTTPTypes
import Hummingbird
import Identifiers
import PassFormat
import Register

/// A pass issued anew under its number: lost, damaged or with other particulars, for longer, or for another port.
struct ReissueOfficeRoutes: Sendable {
    private static let moment: Set<String> = ["when", "day"]

    func add(to router: OfficeRouter) {
        router.page("passes/:id/reissue", .changePasses) { page in
            try await show(page, try FormFields([], single: []), problems: [])
        }
        router.form(
            "passes/:id/reissue", .changePasses,
            fields: Self.moment.union(["reason", "name", "organisation", "plates", "unbind", "card"]), isGrave: true
        ) { page, fields in try await send(.reissue, page, fields) }
        router.form("passes/:id/extend", .changePasses, fields: Self.moment.union(["until"]), isGrave: true) {
            page, fields in try await send(.extend, page, fields)
        }
        router.form(
            "passes/:id/add-port", .changePasses, fields: Self.moment, repeated: ["access"], isGrave: true
        ) { page, fields in try await send(.addPort, page, fields) }
        router.form("passes/:id/activate", .changePasses) { page, _ in try await activate(page) }
    }

    private func activate(_ page: StaffPage) async throws -> Response {
        let id = try await pass(page).id
        _ = try await page.register.activate(id, by: page.principal, now: page.now)
        return page.redirect(to: "passes/\(id.hex)?done=activated")
    }

    private func pass(_ page: StaffPage) async throws -> PassSummary {
        guard let id = PassID(hex: page.parameter("id")), let pass = try await page.register.pass(id) else {
            throw Problem.notFound
        }
        return pass
    }

    private func send(_ act: ReissueForm.Act, _ page: StaffPage, _ fields: FormFields) async throws -> Response {
        let pass = try await pass(page)
        let form = try ReissueForm(act, fields, of: pass, page)
        guard let amendment = form.amendment, let activation = form.activation else {
            return try await show(page, fields, problems: form.problems)
        }
        let outcome = try await page.register.amend(
            pass.id, amendment, activation: activation, by: page.principal, now: page.now)
        switch outcome {
        case .issued(let new), .already(let new): return page.redirect(to: "passes/\(new.id.hex)?done=reissued")
        case .refused(let refusal):
            return try await show(
                page, fields, problems: refusal.problems.map { ReissueForm.text($0, page.words) })
        }
    }

    private func show(_ page: StaffPage, _ fields: FormFields, problems: [String]) async throws -> Response {
        let pass = try await pass(page)
        try await page.register.noteAccess(toPass: pass.id, for: .pass, by: page.principal, now: page.now)
        let latest = try await page.register.latestDay(of: pass.id, now: page.now)
        let isPossible = try await page.register.mayReissue(pass.id, now: page.now)
        return try ReissueScreen(
            page: page, pass: pass, latest: latest, isPossible: isPossible, fields: fields, problems: problems
        ).response()
    }
}
