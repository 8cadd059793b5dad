import HTTPTypes
import Hummingbird
import PassFormat
import Register

/// The gates: how each stands, where it is, and how a kiosk becomes one or ceases to be.
struct GateOfficeRoutes: Sendable {
    func add(to router: OfficeRouter) {
        router.page("gates", .seeGates) { page in try await list(page) }
        router.page("gates/:gate", .seeGates) { page in try await show(page, problem: nil) }
        router.form("gates/:gate/place", .changeGates, fields: ["place"]) { page, fields in
            try await change(page) { gate in
                try await page.register.setPlace(fields["place"], of: gate, by: page.principal, now: page.now)
                return page.redirect(to: "gates/\(gate)?done=place")
            }
        }
        router.form("gates/:gate/enrol", .changeGates, fields: ["url"], isGrave: true) { page, fields in
            guard EnrolmentPage.isAddress(fields["url"]) else {
                return try await show(page, problem: page.words["staff.gate-url-wrong"])
            }
            return try await change(page) { gate in
                let invitation = try await page.register.invite(gate, by: page.principal, now: page.now)
                return try EnrolmentPage.response(invitation, url: fields["url"], page)
            }
        }
        router.form("gates/:gate/retire", .changeGates, isGrave: true) { page, _ in
            try await change(page) { gate in
                _ = try await page.register.revokeGate(gate, by: page.principal, now: page.now)
                return page.redirect(to: "gates/\(gate)?done=retire")
            }
        }
    }

    // MARK: All of them

    private func list(_ page: StaffPage) async throws -> Response {
        try await page.register.watchGates(now: page.now)
        let gates = try await page.register.gates(now: page.now)
        let counts = try await page.register.alarmCounts()
        return try Self.response(gates, counts, page)
    }

    @inline(never)
    private static func response(
        _ gates: [GateSummary], _ counts: AlarmCounts, _ page: StaffPage
    ) throws -> Response {
        let words = page.words
        let seeds = Dictionary(page.register.siteFacts.gates.map { ($0.id, $0) }) { first, _ in first }
        var view = OfficeView("office-gates", title: words["staff.menu-gates"])
        view.values["gates"] = gates.map { gate in
            var values = values(gate, page)
            values["name"] = seeds[gate.gate].map { $0.name.text(in: page.language).text } ?? ""
            return values
        }
        view.values["alarms"] =
            words[
                "staff.alarms-open", ["open": String(counts.open), "unowned": String(counts.unowned)]]
        return try view.response(in: page)
    }

    static func values(_ gate: GateSummary, _ page: StaffPage) -> [String: Any] {
        let words = page.words
        func ago(_ time: Int64?) -> String { time.map { words["staff.ago", ["age": page.age(of: $0)]] } ?? "—" }
        var values = GateLook.tag(gate, page).values
        values["gate"] = gate.gate
        values["address"] = page.link("gates/\(gate.gate)")
        values["port"] = gate.port ?? "—"
        values["contact"] = ago(gate.lastContact)
        values["trust"] = ago(gate.trustIssued)
        values["backlog"] = gate.backlog.map { String($0) } ?? "—"
        values["clock"] = gate.clockOffset.map { words["staff.seconds", ["count": String($0)]] } ?? "—"
        values["records"] = String(gate.records)
        return values
    }

    // MARK: One

    private func detail(_ page: StaffPage) async throws -> GateDetail {
        guard let gate = try await page.register.gate(page.parameter("gate"), now: page.now) else {
            throw Problem.notFound
        }
        return gate
    }

    private func change(
        _ page: StaffPage, _ body: (String) async throws -> Response
    ) async throws -> Response {
        let gate = try await detail(page).summary.gate
        do {
            return try await body(gate)
        } catch let error as RegisterError where error.code == .invalidArgument {
            return try await show(page, problem: page.words["staff.gate-place-wrong"])
        }
    }

    private func show(_ page: StaffPage, problem: String?) async throws -> Response {
        try await page.register.watchGates(now: page.now)
        let detail = try await detail(page)
        let alarms = try await page.register.alarms(of: detail.summary.gate, limit: 10)
        return try GatePage.response(detail, alarms, problem: problem, page)
    }
}
