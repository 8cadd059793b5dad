import HTTPTypes
import Hummingbird
import PassCrypto
import Register

/// A company's applications side by side, so that the plain ones are decided together and the others one by one.
struct ListOfficeRoutes: Sendable {
    private enum Act: String { case approve, police }

    func add(to router: OfficeRouter) {
        router.page("lists", .seeApplications) { page in try await show(page) }
        router.page("lists/:id", .seeApplications) { page in
            try await one(page, ListDecision(undo: Int64(page.query("until")), done: page.query("done")))
        }
        router.form("lists/:id/approve", .reviewApplications, repeated: ["application"]) { page, fields in
            try await decide(.approve, page, fields)
        }
        router.form("lists/:id/police", .reviewApplications, repeated: ["application"]) { page, fields in
            try await decide(.police, page, fields)
        }
        router.form("lists/:id/undo", .reviewApplications, fields: ["until"]) { page, fields in
            try await undo(page, fields)
        }
    }

    private func company(_ page: StaffPage) throws -> CompanyID {
        guard let id = CompanyID(hex: page.parameter("id")) else { throw Problem.notFound }
        return id
    }

    private func decide(_ act: Act, _ page: StaffPage, _ fields: FormFields) async throws -> Response {
        let company = try company(page)
        let listed = try Self.listed(fields.all("application"))
        guard !listed.isEmpty else {
            return try await one(page, ListDecision(problems: [page.words["staff.list-none-ticked"]]))
        }
        let outcome: ListOutcome
        switch act {
        case .approve:
            outcome = try await page.register.approveSoon(
                listed, of: company, undo: page.desk.undo, by: page.principal, now: page.now)
        case .police:
            outcome = try await page.register.sendToPolice(listed, of: company, by: page.principal, now: page.now)
        }
        let done = act == .approve ? "approved" : "police"
        guard outcome.left.isEmpty else { return try await one(page, ListDecision(outcome, done, page)) }
        let until = outcome.undoUntil.map { "&until=\($0)" } ?? ""
        return page.redirect(to: "lists/\(company.hex)?done=\(done)\(until)")
    }

    private func undo(_ page: StaffPage, _ fields: FormFields) async throws -> Response {
        let company = try company(page)
        guard let until = Int64(fields["until"]) else { throw Problem.badForm }
        let count = try await page.register.undoApprovals(of: company, until: until, by: page.principal, now: page.now)
        return page.redirect(to: "lists/\(company.hex)?done=\(count > 0 ? "undone" : "undo-late")")
    }

    /// `A26-4F7K2MDX:` and what it was when it was shown.
    private static func listed(_ typed: [String]) throws -> [ListedCase] {
        try typed.map { text in
            let parts = text.split(separator: ":", maxSplits: 1).map(String.init)
            guard parts.count == 2, let number = ApplicationNumber(typed: parts[0]), let seen = Hex.decode(parts[1])
            else { throw Problem.badForm }
            return ListedCase(number: number, seen: seen)
        }
    }

    // MARK: Pages

    private func show(_ page: StaffPage) async throws -> Response {
        let queues = try await page.register.companyQueues()
        return try Self.view(of: queues, page)
    }

    @inline(never)
    private static func view(of queues: [CompanyQueue], _ page: StaffPage) throws -> Response {
        var view = OfficeView("office-lists", title: page.words["staff.menu-lists"])
        view.values["hasQueues"] = !queues.isEmpty
        view.values["queues"] = queues.map { queue -> [String: Any] in
            var values: [String: Any] = ["name": queue.company.name, "number": queue.company.number]
            values["address"] = page.link("lists/\(queue.company.id.hex)")
            values["submitted"] = String(queue.submitted)
            values["police"] = String(queue.withPolice)
            values["answered"] = String(queue.answered)
            values["count"] = String(queue.count)
            return values
        }
        return try view.response(in: page)
    }

    private func one(_ page: StaffPage, _ decision: ListDecision) async throws -> Response {
        let id = try company(page)
        guard let found = try await page.register.companyList(id, by: page.principal, now: page.now) else {
            throw Problem.notFound
        }
        try await page.register.noteAccess(
            to: found.cases.map(\.opened.application), for: .review, by: page.principal, now: page.now)
        return try ListScreen(
            page: page, company: found.company, cases: found.cases, more: found.more, decision: decision
        ).response()
    }
}

/// What was decided just now.
struct ListDecision {
    var problems: [String] = []
    /// The word of what was done; empty for nothing.
    var done = ""
    /// Until when it can be undone.
    var undo: Int64?

    init(problems: [String]) { self.problems = problems }

    init(undo: Int64?, done: String) {
        self.undo = undo
        self.done = done
    }

    init(_ outcome: ListOutcome, _ done: String, _ page: StaffPage) {
        problems = outcome.left.map { left in
            page.words["staff.list-left", ["number": left.number, "why": Self.text(left.reason, page.words)]]
        }
        if !outcome.done.isEmpty {
            self.done = done
            undo = outcome.undoUntil
        }
    }

    private static func text(_ reason: ListOutcome.Reason, _ words: SiteWords) -> String {
        switch reason {
        case .changed: words["staff.list-changed"]
        case .conflict(let conflict): words["staff.conflict-\(conflict.rawValue)"]
        case .police: words["staff.waits-police"]
        case .obstacles(let faults):
            faults.map { FaultWords.text($0, words) }.joined(separator: words["staff.comma"])
        }
    }
}
