import HTTPTypes
import Hummingbird
import PassFormat
import Register

/// Who is inside each port. Every look is written down.
struct InsideOfficeRoutes: Sendable {
    private static let shown = 50

    func add(to router: OfficeRouter) {
        router.page("inside", .seePresence) { page in try await show(page) }
    }

    private func show(_ page: StaffPage) async throws -> Response {
        // Nobody is shown before somebody chose a port.
        guard !page.query("port").isEmpty else { return try Self.response(nil, nil, page) }
        let port = try page.port(named: page.query("port"))
        let list = try await page.register.inside(
            port: port.id, matching: page.query("q"), from: Int(page.query("from")) ?? 0, limit: Self.shown,
            by: page.principal, now: page.now)
        return try Self.response(port, list, page)
    }

    @inline(never)
    private static func response(_ port: SeedPort?, _ list: InsideList?, _ page: StaffPage) throws -> Response {
        let words = page.words
        var view = OfficeView("office-inside", title: words["staff.menu-inside"])
        view.values["ports"] = page.portChoices(chosen: port?.id ?? "")
        view.values["q"] = page.query("q")
        view.values["hasList"] = list != nil
        guard let port, let list else { return try view.response(in: page) }
        view.values["count"] =
            words[
                "staff.inside-count",
                ["port": page.name(of: port), "count": String(list.total), "long": String(list.long)]]
        view.values["hasFound"] = !list.entries.isEmpty
        view.values["entries"] = try list.entries.map { try values($0, page) }
        view.values["hasNext"] = list.next != nil
        view.values["next"] = list.next.map { page.link("inside?port=\(port.id)&from=\($0)") } ?? ""
        return try view.response(in: page)
    }

    /// No number of an identity document, nor a part of one.
    private static func values(_ entry: InsideEntry, _ page: StaffPage) throws -> [String: Any] {
        let words = page.words
        let claims = try entry.pass?.text.map { try PassClaims.claims(in: $0) }
        let plates = claims?.plates.map(\.string).joined(separator: words["staff.comma"]) ?? ""
        let tag: StatusTag =
            entry.isOverdue(at: page.now)
            ? StatusTag(look: .bad, text: words["staff.inside-overdue"])
            : entry.isLong(at: page.now)
                ? StatusTag(look: .asking, text: words["staff.inside-long"])
                : StatusTag(look: .good, text: words["staff.inside-in"])
        var values = tag.values
        values["number"] = entry.number
        values["hasPass"] = entry.pass != nil && page.may(.seePasses)
        values["pass"] = entry.pass.map { page.link("passes/\($0.id.hex)") } ?? ""
        values["name"] = claims?.name?.string ?? (plates.isEmpty ? "—" : plates)
        values["organisation"] = claims?.organisation?.string ?? "—"
        values["since"] = page.moment(entry.since)
        values["age"] = page.age(of: entry.since)
        values["gate"] = entry.gate
        values["hasStory"] = page.may(.seePasses) && page.may(.seeGates)
        values["story"] = page.link("gates/\(entry.gate)/records/\(entry.epoch)/\(entry.sequence)")
        return values
    }
}
