import HTTPTypes
import Hummingbird
import Identifiers
import Register

/// Answering what people wrote. Who made a decision does not answer the appeal against it; the register and the database refuse it, too.
struct OpinionOfficeRoutes: Sendable {
    private static let shown = 50

    func add(to router: OfficeRouter) {
        router.page("opinions", .seeOpinions) { page in try await list(page) }
        router.page("opinions/:number", .seeOpinions) { page in try await show(page, problem: nil) }
        router.form("opinions/:number/take", .answerOpinions) { page, _ in
            try await after(page) { try await page.register.take($0, by: page.principal, now: page.now) }
        }
        router.form("opinions/:number/answer", .answerOpinions, fields: ["text", "outcome"]) { page, fields in
            try await after(page) { number in
                try await page.register.answer(
                    number, fields["text"], outcome: OpinionOutcome(rawValue: fields["outcome"]), by: page.principal,
                    now: page.now)
            }
        }
        router.form("opinions/:number/extend", .answerOpinions, fields: ["text"]) { page, fields in
            try await after(page) { number in
                try await page.register.extend(number, why: fields["text"], by: page.principal, now: page.now)
            }
        }
    }

    private func number(_ page: StaffPage) throws -> OpinionNumber {
        guard let number = OpinionNumber(typed: page.parameter("number")) else { throw Problem.notFound }
        return number
    }

    private func after(
        _ page: StaffPage, _ body: (OpinionNumber) async throws -> OpinionChange
    ) async throws -> Response {
        let number = try number(page)
        let words = page.words
        switch try await body(number) {
        case .changed: return page.redirect(to: "opinions/\(number.text)")
        case .needsAnother: return try await show(page, problem: words["staff.opinion-another"])
        case .refused(let faults):
            return try await show(
                page, problem: faults.first.map { FaultWords.text($0, words) } ?? words["errors.other"])
        case .impossible: return try await show(page, problem: words["staff.opinion-moved"])
        }
    }

    private static func tag(_ opinion: Opinion, _ page: StaffPage) -> StatusTag {
        let look: StatusTag.Look =
            opinion.isOverdue(at: page.now) ? .bad : opinion.state.isOpen ? .asking : .good
        let text = page.words["staff.opinion-state-\(opinion.state.rawValue)"]
        return StatusTag(
            look: look, text: opinion.isOverdue(at: page.now) ? "\(text)・\(page.words["staff.is-late"])" : text)
    }

    private func list(_ page: StaffPage) async throws -> Response {
        let opinions = try await page.register.opinionQueue(limit: Self.shown)
        var view = OfficeView("office-opinions", title: page.words["staff.menu-opinions"])
        view.values["hasOpinions"] = !opinions.isEmpty
        view.values["opinions"] = opinions.map { opinion -> [String: Any] in
            var values = Self.tag(opinion, page).values
            values["address"] = page.link("opinions/\(opinion.number.text)")
            values["number"] = opinion.number.text
            values["kind"] = page.words["staff.opinion-kind-\(opinion.kind.rawValue)"]
            values["due"] = page.day(opinion.dueAt - 1)
            values["handler"] = opinion.handler.flatMap { try? Principal($0) }.map(ChangeOfficeRoutes.person) ?? "—"
            return values
        }
        return try view.response(in: page)
    }

    private func show(_ page: StaffPage, problem: String?) async throws -> Response {
        guard let opened = try await page.register.opened(try number(page)) else { throw Problem.notFound }
        return try Self.response(opened, page, problem: problem)
    }

    /// Apart from the asynchronous part, and not inlined into it: the optimiser of Swift 6.3.1 crashes there.
    @inline(never)
    private static func response(
        _ opened: OpenedOpinion, _ page: StaffPage, problem: String?
    ) throws -> Response {
        let opinion = opened.opinion
        let words = page.words
        func person(_ name: String?) -> String {
            name.flatMap { try? Principal($0) }.map(ChangeOfficeRoutes.person) ?? "—"
        }
        var rows = [
            SummaryView.Row(words["staff.opinion-kind"], [words["staff.opinion-kind-\(opinion.kind.rawValue)"]]),
            SummaryView.Row(words["staff.opinion-due"], [page.day(opinion.dueAt - 1)]),
            SummaryView.Row(words["staff.opinion-with"], [person(opinion.handler)]),
        ]
        if let about = opinion.about { rows.append(SummaryView.Row(words["staff.opinion-about"], [about.reference])) }
        if opinion.decider != nil {
            rows.append(SummaryView.Row(words["staff.opinion-decider"], [person(opinion.decider)]))
        }
        var view = OfficeView("office-opinion", title: opinion.number.text)
        view.isError = problem != nil
        view.status = problem == nil ? .ok : .conflict
        view.values = ErrorSummaryView(problems: problem.map { [$0] } ?? [], fields: []).values
        view.values.merge(tag(opinion, page).values) { $1 }
        view.values["summary"] = SummaryView(rows: rows).values
        view.values["messages"] = opened.messages.map { message -> [String: Any] in
            let isTheirs = message.author == .sender
            return [
                "who": words[isTheirs ? "staff.opinion-they" : "staff.opinion-we"], "text": message.text ?? "—",
                "isTheirs": isTheirs,
            ]
        }
        let isOwed = opinion.kind.isAboutDecision && opinion.outcome == nil
        let mayAnswer = opinion.state.isOpen && page.may(.answerOpinions)
        view.values["mayAnswer"] = mayAnswer
        let own = try page.principal.name
        view.values["mayTake"] = mayAnswer && opinion.handler != own
        view.values["mayExtend"] = mayAnswer && !opinion.isExtended
        view.values["isOwed"] = isOwed
        for act in ["take", "answer", "extend"] {
            view.values["\(act)Address"] = page.link("opinions/\(opinion.number.text)/\(act)")
        }
        return try view.response(in: page)
    }
}
