import HTTPTypes
import Hummingbird
import PassVerify
import Register

/// The security level of each port, moved within minutes.
struct LevelOfficeRoutes: Sendable {
    func add(to router: OfficeRouter) {
        router.page("level", .seeGates) { page in try await list(page) }
        router.page("level/:port", .seeGates) { page in try await show(page, problem: nil) }
        router.page("level/:port/effective", .seeGates) { page in
            let port = try page.port(named: page.parameter("port"))
            return try OrderEffect.response(try await page.register.levelReach(port: port.id), page)
        }
        router.form("level/:port", .setLevel, fields: ["level", "reason", "note"], isGrave: true) { page, fields in
            let port = try page.port(named: page.parameter("port"))
            guard let level = Int(fields["level"]).flatMap({ SecurityLevel(rawValue: $0) }),
                let reason = LevelReason(rawValue: fields["reason"]), LevelReason.choices.contains(reason)
            else { return try await show(page, problem: page.words["errors.choose"]) }
            do {
                let isChanged = try await page.register.setLevel(
                    level, port: port.id, reason: reason, note: fields["note"], by: page.principal, now: page.now)
                return page.redirect(to: "level/\(port.id)?done=\(isChanged ? "level" : "same")")
            } catch let error as RegisterError where error.code == .invalidArgument {
                return try await show(page, problem: page.words["staff.level-note-wrong"])
            }
        }
    }

    private func list(_ page: StaffPage) async throws -> Response {
        try Self.list(try await page.register.portLevels(), page)
    }

    @inline(never)
    private static func list(_ levels: [PortLevel], _ page: StaffPage) throws -> Response {
        let shown = Set(page.portsWithGates.map(\.id))
        var view = OfficeView("office-levels", title: page.words["staff.menu-level"])
        view.values["ports"] = levels.filter { shown.contains($0.port.id) }.map { level -> [String: Any] in
            var values = tag(level.level, page).values
            values["name"] = page.name(of: level.port)
            values["address"] = page.link("level/\(level.port.id)")
            values["since"] = level.order.map { page.moment($0.madeAt) } ?? "—"
            values["by"] = level.order.map { ChangeOfficeRoutes.person($0.madeBy) } ?? "—"
            values["why"] = level.order.map { why($0, page) } ?? "—"
            return values
        }
        return try view.response(in: page)
    }

    private func show(_ page: StaffPage, problem: String?) async throws -> Response {
        let port = try page.port(named: page.parameter("port"))
        let orders = try await page.register.levelOrders(port: port.id)
        let reach = try await page.register.levelReach(port: port.id)
        guard let level = try await page.register.portLevels().first(where: { $0.port.id == port.id }) else {
            throw Problem.notFound
        }
        return try Self.one(level, orders, reach, problem: problem, page)
    }

    @inline(never)
    private static func one(
        _ level: PortLevel, _ orders: [PortOrder], _ reach: OrderReach?, problem: String?, _ page: StaffPage
    ) throws -> Response {
        let words = page.words
        var view = OfficeView(
            "office-level", title: words["staff.level-of", ["port": page.name(of: level.port)]])
        view.isError = problem != nil
        view.status = problem == nil ? .ok : .unprocessableContent
        view.done = words.find("staff.level-done-\(page.query("done"))")
        let address = page.link("level/\(level.port.id)")
        view.values = OrderEffect.values(reach, address: address + "/effective", page)
        view.values.merge(ErrorSummaryView(problems: problem.map { [$0] } ?? [], fields: []).values) { $1 }
        view.values.merge(tag(level.level, page).values) { $1 }
        view.values["maySet"] = page.may(.setLevel)
        view.values["address"] = address
        view.values["levels"] = SecurityLevel.allCases.map { one -> [String: Any] in
            [
                "value": String(one.rawValue), "text": words["staff.level-\(one.rawValue)"],
                "isChosen": one == level.level,
            ]
        }
        view.values["reasons"] = LevelReason.choices.map {
            ["value": $0.rawValue, "text": words["staff.level-reason-\($0.rawValue)"]]
        }
        view.values["hasOrders"] = !orders.isEmpty
        view.values["orders"] = orders.map { order -> [String: Any] in
            var values: [String: Any] = ["time": page.moment(order.madeAt)]
            if case .level(let level) = order.content { values["level"] = words["staff.level-\(level.rawValue)"] }
            values["by"] = ChangeOfficeRoutes.person(order.madeBy)
            values["why"] = why(order, page)
            values["published"] = order.publishedAt.map { page.moment($0) } ?? words["staff.effect-unpublished"]
            return values
        }
        return try view.response(in: page)
    }

    private static func why(_ order: PortOrder, _ page: StaffPage) -> String {
        let reason = order.reason.map { page.words["staff.level-reason-\($0.rawValue)"] } ?? "—"
        return order.note.map { "\(reason)：\($0)" } ?? reason
    }

    /// Level and shape, never a colour alone.
    static func tag(_ level: SecurityLevel, _ page: StaffPage) -> StatusTag {
        let look: StatusTag.Look =
            switch level {
            case .one: .good
            case .two: .asking
            case .three: .bad
            }
        return StatusTag(look: look, text: page.words["staff.level-\(level.rawValue)"])
    }
}
