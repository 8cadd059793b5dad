import Hummingbird
import Register

/// What waits for somebody, on the first page after signing in.
struct HomeOfficeRoutes: Sendable {
    func add(to router: OfficeRouter) {
        router.page("", .ownAccount) { page in try await show(page) }
    }

    private func show(_ page: StaffPage) async throws -> Response {
        let (words, register) = (page.words, page.register)
        var tiles: [[String: Any]] = []
        func tile(_ permission: Permission, _ path: String, _ word: String, _ count: Int64, _ more: String = "") {
            guard page.may(permission) else { return }
            tiles.append([
                "address": page.link(path), "text": words["staff.menu-\(word)"], "count": String(count),
                "hasMore": !more.isEmpty, "more": more, "isIdle": count == 0,
            ])
        }
        if page.may(.seeApplications) {
            let queue = try await register.reviewQueue()
            let late = queue.count { $0.target <= page.now }
            tile(
                .seeApplications, "review", "review", Int64(queue.count),
                late == 0 ? "" : words["staff.late", ["count": String(late)]])
        }
        if page.may(.seeChanges) {
            tile(.seeChanges, "changes", "changes", try await register.waitingChanges(now: page.now))
        }
        if page.may(.seeTasks) {
            tile(.seeTasks, "tasks", "tasks", Int64(try await register.tasks().count))
        }
        if page.may(.answerOpinions) {
            let waiting = try await register.unansweredConsultations(now: page.now)
            tile(
                .answerOpinions, "consultations", "consultations", Int64(waiting.all.count),
                waiting.overdue.isEmpty ? "" : words["staff.late", ["count": String(waiting.overdue.count)]])
        }
        if page.may(.seePayments) {
            let counts = try await register.orderCounts()
            tile(.seePayments, "payments", "payments", counts[.open] ?? 0, words["staff.pay-open-count"])
            let pending = try await register.pendingDifferences()
            tile(.seePayments, "payment-books", "payment-books", Int64(pending.count), words["staff.pay-pending-count"])
        }
        if page.may(.seeGates) {
            try await register.watchGates(now: page.now)
            let alarms = try await register.alarmCounts()
            tile(
                .seeGates, "alarms", "alarms", alarms.unowned, words["staff.alarms-of", ["count": String(alarms.open)]])
            let gates = try await register.gates(now: page.now)
            let silent = gates.filter { $0.state == .enrolled && GateLook.isSilent($0, now: page.now) }
            tile(
                .seeGates, "gates", "gates", Int64(silent.count),
                words["staff.gates-of", ["count": String(gates.count { $0.state == .enrolled })]])
        }
        var view = OfficeView("office-home", title: words["staff.home"])
        view.values = ["tiles": tiles, "hasTiles": !tiles.isEmpty]
        return try view.response(in: page)
    }
}
