import HTTPTypes
import Hummingbird
import PassCrypto
import PassFormat
import Register

/// Violations: the list, one with what followed from it and why, and taking it back.
struct ViolationOfficeRoutes: Sendable {
    func add(to router: OfficeRouter) {
        router.page("violations", .seeViolations) { page in try await list(page) }
        router.page("violations/:number", .seeViolations) { page in try await show(page, problem: nil) }
        router.form(
            "violations/:number/reverse", .reverseViolations, fields: ["reason", "text"], isGrave: true
        ) { page, fields in
            let number = try number(page)
            guard try await page.register.violation(number) != nil else { throw Problem.notFound }
            switch try await page.register.reverse(
                number, reason: fields["reason"], fields["text"], by: page.principal, now: page.now)
            {
            case .reversed, .already: return page.redirect(to: "violations/\(number.text)?done=reversed")
            case .needsAnother: return try await show(page, problem: page.words["staff.violation-own-note"])
            case .refused(let faults):
                return try await show(
                    page, problem: faults.first.map { ViolationFaults.text($0, page) } ?? page.words["errors.other"])
            }
        }
    }

    private func number(_ page: StaffPage) throws -> ViolationNumber {
        guard let number = ViolationNumber(typed: page.parameter("number")) else { throw Problem.notFound }
        return number
    }

    private func list(_ page: StaffPage) async throws -> Response {
        let typed = page.query("q")
        let found =
            try await typed.isEmpty ? page.register.recentViolations() : page.register.findViolations(typed)
        var view = OfficeView("office-violations", title: page.words["staff.menu-violations"])
        view.values["q"] = typed
        view.values["hasFound"] = !found.isEmpty
        view.values["mayRecord"] = page.may(.recordViolations)
        view.values["record"] = page.link("record-violation")
        view.values["violations"] = found.map { ViolationLook.row($0, page) }
        return try view.response(in: page)
    }

    private func show(_ page: StaffPage, problem: String?) async throws -> Response {
        guard let opened = try await page.register.opened(try number(page)) else { throw Problem.notFound }
        return try Self.response(opened, page, problem: problem)
    }

    /// Apart from the asynchronous part, and not inlined into it: the optimiser of Swift 6.3.1 crashes there.
    @inline(never)
    private static func response(_ opened: OpenedViolation, _ page: StaffPage, problem: String?) throws -> Response {
        let words = page.words
        let violation = opened.violation
        let shown = ViolationLook.words(page)
        var view = OfficeView("office-violation", title: "\(words["staff.violation-title"]) \(violation.number.text)")
        view.isError = problem != nil
        view.status = problem == nil ? .ok : .conflict
        view.done = page.query("done") == "reversed" ? words["staff.done-violation-reversed"] : nil
        view.values = ErrorSummaryView(problems: problem.map { [$0] } ?? [], fields: []).values
        view.values["summary"] = SummaryView(rows: rows(opened, shown, page)).values
        view.values["hasGroups"] = !opened.measures.isEmpty
        view.values["groups"] = shown.groups(opened.measures)
        view.values["hasHolds"] = !opened.holds.isEmpty
        view.values["holds"] = opened.holds.map { hold($0, page) }
        view.values["hasAppeals"] = !opened.appeals.isEmpty
        view.values["appeals"] = opened.appeals.map { number -> [String: Any] in
            ["address": page.link("opinions/\(number.text)"), "number": number.text]
        }
        let isOwn = violation.recordedBy == (try page.principal)
        let mayReverse = !violation.isReversed && page.may(.reverseViolations)
        view.values["mayReverse"] = mayReverse && !isOwn
        view.values["isOwn"] = mayReverse && isOwn
        view.values["reverse"] = page.link("violations/\(violation.number.text)/reverse")
        view.values["reasons"] = page.register.reasons(for: PassAct.reinstate.rawValue).filter {
            ["cleared", "error", "appeal"].contains($0.code)
        }.map { reason -> [String: Any] in ["value": reason.code, "text": ReasonChoices.label(reason.code, page)] }
        let isAppealed = !opened.appeals.isEmpty
        view.values.merge(
            ViolationLook.tag(isReversed: violation.isReversed, isAppealed: isAppealed, page).values
        ) { $1 }
        return try view.response(in: page)
    }

    private static func rows(
        _ opened: OpenedViolation, _ shown: ViolationWords, _ page: StaffPage
    ) -> [SummaryView.Row] {
        let words = page.words
        let violation = opened.violation
        var rows: [SummaryView.Row] = []
        func row(_ word: String, _ lines: [String], change: String? = nil) {
            let lines = lines.filter { !$0.isEmpty }
            if !lines.isEmpty { rows.append(SummaryView.Row(words["staff.violation-\(word)"], lines)) }
        }
        row("rule", [shown.label(opened), opened.rule?.article.text(in: page.language).text ?? ""])
        row("grade", [shown.grade(opened)])
        row("at", [page.moment(violation.occurredAt)])
        row("place", [opened.note.place])
        row("evidence", opened.note.evidence.split(separator: "\n").map(String.init))
        row("pass", [violation.pass ?? ""])
        row("hint", [opened.note.hint])
        row("company", [violation.company ?? ""])
        row("task", [violation.task.map(String.init) ?? ""])
        row(
            "recorded", [ChangeOfficeRoutes.person(violation.recordedBy), page.moment(violation.recordedAt)])
        row("rules", [String(Hex.encode(violation.rules).prefix(16))])
        if let by = violation.reversedBy, let at = violation.reversedAt, let reason = violation.reversal {
            row(
                "reversed",
                [
                    ReasonChoices.label(reason, page), opened.note.reversal,
                    "\(ChangeOfficeRoutes.person(by)) \(page.moment(at))",
                ])
        } else {
            row("appeal-until", [page.day(opened.appealUntil - 1)])
        }
        return rows
    }

    private static func hold(_ hold: ViolationHold, _ page: StaffPage) -> [String: Any] {
        let words = page.words
        let name = hold.end?.rawValue ?? (hold.isFinal ? "cancelling" : "suspended")
        let look: StatusTag.Look = hold.end == nil ? .bad : hold.end == .final ? .bad : .over
        var values = StatusTag(look: look, text: words["staff.hold-\(name)"]).values
        values["number"] = hold.passNumber
        values["address"] = page.link("passes/\(hold.pass.hex)")
        values["until"] = page.day(hold.until - (hold.isFinal ? 1 : 0))
        return values
    }
}
