import Hummingbird
import PassFormat
import Register

/// The gates: how each stands, and what the journals showed of them.
struct GateOfficeRoutes: Sendable {
    private static let shownFindings = 50

    func add(to router: OfficeRouter) {
        router.page("gates", .seeGates) { page in try await show(page) }
    }

    private func show(_ page: StaffPage) async throws -> Response {
        let words = page.words
        let gates = try await page.register.gates(now: page.now)
        let findings = try await findings(page)
        var view = OfficeView("office-gates", title: words["staff.menu-gates"])
        view.values["gates"] = gates.map { Self.values($0, page) }
        view.values["hasFindings"] = !findings.isEmpty
        view.values["findings"] = findings.map { Self.values($0.finding, page) }
        return try view.response(in: page)
    }

    private static func values(_ gate: GateSummary, _ page: StaffPage) -> [String: Any] {
        let words = page.words
        func ago(_ time: Int64?) -> String { time.map { words["staff.ago", ["age": page.age(of: $0)]] } ?? "—" }
        var values = GateLook.tag(gate, page).values
        values["gate"] = gate.gate
        values["port"] = gate.port ?? "—"
        values["contact"] = ago(gate.lastContact)
        values["trust"] = ago(gate.trustIssued)
        values["backlog"] = gate.backlog.map { String($0) } ?? "—"
        values["clock"] = gate.clockOffset.map { words["staff.seconds", ["count": String($0)]] } ?? "—"
        values["records"] = String(gate.records)
        return values
    }

    private static func values(_ finding: Finding, _ page: StaffPage) -> [String: Any] {
        var values: [String: Any] = [:]
        values["kind"] = page.words["staff.finding-\(finding.kind.rawValue)"]
        values["gate"] = finding.gate
        values["time"] = page.moment(finding.time)
        values["number"] = finding.number ?? "—"
        values["hasPass"] = finding.pass != nil && page.may(.seePasses)
        values["pass"] = finding.pass.map { page.link("passes/\($0.hex)") } ?? ""
        return values
    }

    /// The newest that stand.
    private func findings(_ page: StaffPage) async throws -> [StoredFinding] {
        var newest: [StoredFinding] = []
        var place: Int64 = 0
        while true {
            let next = try await page.register.findings(after: place)
            guard let last = next.last else { return newest.reversed() }
            newest = Array((newest + next.filter { $0.closedAt == nil }).suffix(Self.shownFindings))
            place = last.place
        }
    }
}
