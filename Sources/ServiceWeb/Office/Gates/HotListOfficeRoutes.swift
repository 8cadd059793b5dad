import HTTPTypes
import Hummingbird
import Identifiers
import PassCrypto
import PassFormat
import Register

/// Whom the police look for at each port: put on the list with a reason and an end, and in force at the gates within minutes.
struct HotListOfficeRoutes: Sendable {
    func add(to router: OfficeRouter) {
        router.page("hotlist", .seeHotList) { page in try await list(page) }
        router.page("hotlist/:port", .seeHotList) { page in try await show(page) }
        router.page("hotlist/:port/effective", .seeHotList) { page in
            let port = try page.port(named: page.parameter("port"))
            return try OrderEffect.response(try await page.register.hotListReach(port: port.id), page)
        }
        router.form(
            "hotlist/:port/add", .changeHotList, fields: HotListForm.fields, isGrave: true
        ) { page, fields in
            let port = try page.port(named: page.parameter("port"))
            let form = HotListForm(fields, page)
            guard let entry = form.entry else { return try await show(page, form: form) }
            do {
                let isNew = try await page.register.addToHotList(
                    entry, port: port.id, by: page.principal, now: page.now)
                return page.redirect(to: "hotlist/\(port.id)?done=\(isNew ? "added" : "there")")
            } catch let error as RegisterError where error.code == .invalidArgument {
                return try await show(page, form: form, problem: page.words["staff.hot-wrong"])
            }
        }
        router.form("hotlist/:port/remove", .changeHotList, fields: ["entry", "reference"], isGrave: true) {
            page, fields in
            let port = try page.port(named: page.parameter("port"))
            guard let subject = Hex.decode(fields["entry"]) else { throw Problem.notFound }
            do {
                let wasThere = try await page.register.removeFromHotList(
                    subject: subject, reference: fields["reference"], port: port.id, by: page.principal, now: page.now)
                return page.redirect(to: "hotlist/\(port.id)?done=\(wasThere ? "removed" : "gone")")
            } catch let error as RegisterError where error.code == .invalidArgument {
                return try await show(page, problem: page.words["staff.hot-reference-wrong"])
            }
        }
    }

    private func list(_ page: StaffPage) async throws -> Response {
        var rows: [[String: Any]] = []
        for port in page.portsWithGates {
            let count = try await page.register.hotListCount(port: port.id)
            rows.append([
                "name": page.name(of: port), "address": page.link("hotlist/\(port.id)"), "count": String(count),
            ])
        }
        return try Self.list(rows, page)
    }

    @inline(never)
    private static func list(_ rows: [[String: Any]], _ page: StaffPage) throws -> Response {
        var view = OfficeView("office-hotlists", title: page.words["staff.menu-hotlist"])
        view.values["ports"] = rows
        return try view.response(in: page)
    }

    private func show(_ page: StaffPage, form: HotListForm? = nil, problem: String? = nil) async throws -> Response {
        let port = try page.port(named: page.parameter("port"))
        let entries = try await page.register.listedOnHotList(port: port.id)
        let count = try await page.register.hotListCount(port: port.id)
        let reach = try await page.register.hotListReach(port: port.id)
        return try Self.one(port, entries, of: count, reach, form: form, problem: problem, page)
    }

    @inline(never)
    private static func one(
        _ port: SeedPort, _ entries: [ListedEntry], of count: Int64, _ reach: OrderReach?, form: HotListForm?,
        problem: String?,
        _ page: StaffPage
    ) throws -> Response {
        let words = page.words
        var view = OfficeView("office-hotlist", title: words["staff.hot-of", ["port": page.name(of: port)]])
        let problems = (form?.problems ?? []) + (problem.map { [$0] } ?? [])
        view.isError = !problems.isEmpty
        view.status = problems.isEmpty ? .ok : .unprocessableContent
        view.done = words.find("staff.hot-done-\(page.query("done"))")
        let address = page.link("hotlist/\(port.id)")
        view.values = OrderEffect.values(reach, address: address + "/effective", page)
        view.values.merge(ErrorSummaryView(problems: problems, fields: []).values) { $1 }
        view.values["mayChange"] = page.may(.changeHotList)
        view.values["addAddress"] = address + "/add"
        view.values["removeAddress"] = address + "/remove"
        for name in HotListForm.fields {
            view.values["typed\(name.prefix(1).uppercased())\(name.dropFirst())"] = form?.typed(name) ?? ""
        }
        view.values["hasEntries"] = !entries.isEmpty
        view.values["count"] = words["staff.hot-count", ["count": String(count)]]
        view.values["entries"] = entries.map { values($0, reach, page) }
        return try view.response(in: page)
    }

    private static func values(_ listed: ListedEntry, _ reach: OrderReach?, _ page: StaffPage) -> [String: Any] {
        let words = page.words
        var values: [String: Any] = [:]
        switch listed.entry.target {
        case .number(let number):
            values["target"] = number.string
            values["kind"] = words["staff.hot-number"]
        case .plate(let plate):
            values["target"] = plate.string
            values["kind"] = words["staff.hot-plate"]
        }
        values["reason"] = listed.entry.reason ?? "—"
        values["reference"] = listed.entry.reference
        values["since"] = page.moment(listed.addedAt)
        values["by"] = ChangeOfficeRoutes.person(listed.addedBy)
        values["until"] = listed.entry.until.map { page.day($0 - 1) } ?? words["staff.hot-no-end"]
        values["subject"] = Hex.encode(listed.subject)
        return values
    }
}
