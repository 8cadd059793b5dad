import Hummingbird
import Register

/// Applying for many at once, and renewing many.
struct BatchRoutes: Sendable {
    let desk: CompanyDesk
    /// Entries to choose from, on one page.
    static let choices = 50

    private var register: Register { desk.register }

    func add(to router: SiteRouter) {
        for kind in RosterKind.allCases {
            for renews in [false, true] {
                let path = CompanyPaths.roster(kind, renews ? "renew" : "apply")
                router.get(path) { page in try await show(kind, renews, page.withForms()) }
                router.post(path) { page in try await answer(kind, renews, page.withForms()) }
            }
        }
    }

    private func show(_ kind: RosterKind, _ renews: Bool, _ page: PageContext) async throws -> Response {
        try await desk.member(page, .prepare) { membership in
            try await form(BatchAnswer(kind: kind, renews: renews), [], membership, page)
        }
    }

    private func form(
        _ answer: BatchAnswer, _ faults: [Fault], _ membership: Membership, _ page: PageContext
    ) async throws -> Response {
        let soon = (register.companyRules.remindBeforeDays.first ?? 60) * 86_400
        let found = try await register.roster(
            answer.kind, matching: answer.find, expiringWithin: answer.renews && answer.find.isEmpty ? soon : nil,
            limit: Self.choices, by: membership.account, now: desk.now())
        let counts = try await register.rosterCounts(answer.kind, by: membership.account, now: desk.now())
        return BatchFormPage(
            answer: answer, faults: faults, choices: found.entries, counts: counts, facts: desk.facts,
            membership: membership, utcOffset: register.utcOffset
        ).response(page)
    }

    private func answer(_ kind: RosterKind, _ renews: Bool, _ page: PageContext) async throws -> Response {
        try await desk.member(page, .prepare) { membership in
            let answer = try await BatchAnswer(kind: kind, renews: renews, page)
            if answer.isSearch { return try await form(answer, [], membership, page) }
            guard let selection = answer.selection else {
                return try await form(answer, [Fault("who", "required")], membership, page)
            }
            let order = BatchOrder(kind, selection, answers: answer.values, renews: renews)
            if answer.sends, !membership.may(.apply) { throw Problem.denied }
            let outcome = try await register.apply(
                order, sends: answer.sends, by: membership.account, now: desk.now())
            switch outcome {
            case .refused(let faults): return try await form(answer, faults, membership, page)
            case .looked(let batch, let lines):
                return BatchReportPage(
                    answer: answer, batch: batch, lines: lines, membership: membership
                ).response(page)
            }
        }
    }
}
