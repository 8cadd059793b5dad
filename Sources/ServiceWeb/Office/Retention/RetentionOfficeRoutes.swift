import Hummingbird
import Register

/// How long what is kept, and what was deleted when: to be read by who has to account for it.
struct RetentionOfficeRoutes: Sendable {
    private static let shown = 14

    func add(to router: OfficeRouter) {
        router.page("retention", .seeRetention) { page in try await show(page) }
    }

    private func show(_ page: StaffPage) async throws -> Response {
        let runs = try await page.register.retentionRuns(limit: Self.shown)
        let due = try await page.register.runRetention(isDryRun: true, by: page.principal, now: page.now)
        return try Self.view(of: runs, due, page)
    }

    @inline(never)
    private static func view(of runs: [RetentionRun], _ due: RetentionReport, _ page: StaffPage) throws -> Response {
        let words = page.words
        let rules = page.register.retention.rules
        var view = OfficeView("office-retention", title: words["staff.menu-retention"])
        view.values["hasRules"] = !rules.isEmpty
        view.values["rules"] = RetentionRules.Class.allCases.compactMap { kind -> [String: Any]? in
            guard let rule = rules[kind] else { return nil }
            var values: [String: Any] = ["what": words["staff.retention-\(kind.rawValue)"]]
            values["from"] = words["staff.retention-from-\(kind.moment)"]
            values["days"] = words["staff.days", ["count": String(rule.days)]]
            values["ground"] = page.language == .zhHant ? rule.groundInChinese : rule.groundInEnglish
            values["due"] = String(due.counts[kind] ?? 0)
            return values
        }
        view.values["hasRuns"] = !runs.isEmpty
        if let last = runs.first {
            let age = words["staff.ago", ["age": page.age(of: last.at)]]
            view.values["last"] = words["staff.retention-last", ["time": page.moment(last.at), "age": age]]
            view.values["isLate"] = page.now - last.at > 2 * 86_400
        }
        view.values["classes"] = RetentionRules.Class.allCases.map { words["staff.retention-\($0.rawValue)"] }
        view.values["runs"] = runs.map { run -> [String: Any] in
            var values: [String: Any] = ["at": page.moment(run.at), "by": run.by]
            values["counts"] = RetentionRules.Class.allCases.map { kind -> [String: Any] in
                [
                    "count": run.counts[kind].map { String($0) } ?? "—",
                    "what": words["staff.retention-\(kind.rawValue)"],
                ]
            }
            return values
        }
        return try view.response(in: page)
    }
}
