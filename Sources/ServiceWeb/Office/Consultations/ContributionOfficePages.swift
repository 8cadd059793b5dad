import HTTPTypes
import Hummingbird
import Register

/// Contributions in the office: looked at one by one, and answered together.
enum ContributionOfficePages {
    /// On one page of the list, and to choose among for one answer.
    static let most = 50

    private static func tag(_ contribution: Contribution, _ page: StaffPage) -> StatusTag {
        let look: StatusTag.Look =
            switch contribution.state {
            case .received: .asking
            case .published: .good
            case .kept: .over
            }
        return StatusTag(look: look, text: page.words["staff.contribution-state-\(contribution.state.rawValue)"])
    }

    private static func reply(_ contribution: Contribution, _ page: StaffPage) -> String {
        contribution.reply.map { page.words["staff.consult-reply", ["number": String($0)]] } ?? "—"
    }

    @inline(never)
    static func list(
        _ contributions: [OpenedContribution], of consultation: Consultation, place: Int, _ page: StaffPage
    ) throws -> Response {
        let words = page.words
        let path = "consultations/\(consultation.number)/contributions"
        var view = OfficeView("office-contributions", title: words["staff.contributions"])
        view.values["name"] = ConsultationDesk.title(consultation, page)
        view.values["back"] = page.link("consultations/\(consultation.number)")
        view.values["hasAny"] = !contributions.isEmpty
        view.values["items"] = contributions.prefix(most).map { opened -> [String: Any] in
            let contribution = opened.contribution
            var values = tag(contribution, page).values
            values["address"] = page.link("contributions/\(contribution.number.text)")
            values["number"] = contribution.number.text
            values["day"] = page.day(contribution.receivedAt)
            values["start"] = String((opened.text ?? "—").prefix(80))
            values["reply"] = reply(contribution, page)
            return values
        }
        let hasMore = contributions.count > most
        view.values["hasPrevious"] = place > 1
        view.values["previous"] = page.link("\(path)?page=\(place - 1)")
        view.values["hasNext"] = hasMore
        view.values["next"] = page.link("\(path)?page=\(place + 1)")
        return try view.response(in: page)
    }

    @inline(never)
    static func show(_ opened: OpenedContribution, _ page: StaffPage, problem: String?) throws -> Response {
        let (words, contribution) = (page.words, opened.contribution)
        var rows = [
            SummaryView.Row(words["staff.contribution-day"], [page.day(contribution.receivedAt)]),
            SummaryView.Row(
                words["staff.contribution-agreed"],
                [words[contribution.isAgreed ? "staff.news-yes" : "staff.news-no"]]),
            SummaryView.Row(words["staff.contribution-name"], [opened.name ?? "—"]),
            SummaryView.Row(words["staff.contribution-email"], [opened.contact?.masked ?? "—"]),
            SummaryView.Row(words["staff.contribution-reply"], [reply(contribution, page)]),
        ]
        if let cause = contribution.cause {
            rows.append(.init(words["staff.contribution-cause"], [words["staff.contribution-do-\(cause.rawValue)"]]))
        }
        if let reviewer = contribution.reviewedBy {
            rows.append(
                .init(
                    words["staff.contribution-reviewed"],
                    [
                        page.person(reviewer),
                        contribution.reviewedAt.map { page.moment($0) } ?? "—",
                    ]))
        }
        var view = OfficeView("office-contribution", title: contribution.number.text)
        view.isError = problem != nil
        view.status = problem == nil ? .ok : .conflict
        view.values = ErrorSummaryView(problems: problem.map { [$0] } ?? [], fields: []).values
        view.values.merge(tag(contribution, page).values) { $1 }
        view.values["summary"] = SummaryView(rows: rows).values
        view.values["text"] = opened.text ?? "—"
        view.values["back"] = page.link("consultations/\(contribution.consultation)/contributions")
        view.values["review"] = page.link("contributions/\(contribution.number.text)/review")
        let decisions = ContributionDecision.allCases.filter { decision in
            ContributionMachine.next(
                contribution.state, contribution.cause, decision, isAgreed: contribution.isAgreed) != nil
                && (decision != .publish || opened.text != nil)
        }
        view.values["mayReview"] = page.may(.answerOpinions) && !decisions.isEmpty
        view.values["decisions"] = decisions.map { decision -> [String: Any] in
            [
                "value": decision.rawValue, "choice": "decision-\(decision.rawValue)",
                "label": words["staff.contribution-do-\(decision.rawValue)"],
                "isChosen": contribution.state == .published
                    ? decision == .publish : decision == contribution.cause,
            ]
        }
        return try view.response(in: page)
    }

    // MARK: Answers

    /// What was typed.
    struct Reply {
        var chinese = ""
        var english = ""
        var chosen: Set<String> = []
    }

    @inline(never)
    static func reply(
        _ number: Int64?, _ typed: Reply, among contributions: [OpenedContribution], of consultation: Consultation,
        problems: [String], _ page: StaffPage
    ) throws -> Response {
        let words = page.words
        let path = "consultations/\(consultation.number)"
        let title =
            number.map { words["staff.consult-reply", ["number": String($0)]] } ?? words["staff.consult-reply-new"]
        var chinese = FormFieldView(name: "text-zh", kind: .lines(rows: 6), label: words["staff.consult-reply-zh"])
        chinese.value = typed.chinese
        var english = FormFieldView(name: "text-en", kind: .lines(rows: 6), label: words["staff.consult-reply-en"])
        english.value = typed.english
        var fields = [chinese, english]
        if !contributions.isEmpty {
            var chosen = FormFieldView(
                name: "contributions",
                kind: .checkboxes(
                    contributions.map { opened in
                        let number = opened.contribution.number.text
                        return FormFieldView.Choice(
                            number, number, hint: String((opened.text ?? "—").prefix(160)),
                            isChosen: typed.chosen.contains(number))
                    }), label: words["staff.consult-covers"])
            chosen.isOptional = true
            chosen.hint = words["staff.consult-covers-hint", ["most": String(most)]]
            fields.append(chosen)
        }
        var form = FormView(
            action: page.link(number.map { "\(path)/replies/\($0)" } ?? "\(path)/replies-new"), fields: fields,
            submit: words["staff.consult-reply-keep"])
        form.hidden = contributions.map { (name: "shown", value: $0.contribution.number.text) }
        form.back = page.link(path)
        form.problems = problems
        return try page.form(form, title: title, lead: ConsultationDesk.title(consultation, page))
    }
}
