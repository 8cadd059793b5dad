import Hummingbird
import Identifiers
import Register

/// Something that somebody wrote: where it stands, what was said, and what can be done.
struct OpinionPage {
    let opened: OpenedOpinion
    let code: RetrievalCode
    let question: SatisfactionQuestion?
    let rules: ServiceRules
    let utcOffset: Int64
    let now: Int64
    var text = ""
    var faults: [Fault] = []

    private var opinion: Opinion { opened.opinion }

    func response(in page: PageContext) -> Response {
        let words = page.words
        let state = opinion.state
        func day(_ time: Int64) -> String { DayText.text(CivilDate(of: time, utcOffset: utcOffset), words) }
        var content = SitePage("opinion", title: words["opinions.page-title", ["number": opinion.number.text]])
        content.menu = OpinionPaths.start
        content.isError = !faults.isEmpty
        content.status = faults.isEmpty ? .ok : .unprocessableContent
        var values = form(page)?.values ?? ["hasErrors": false]
        values.merge(state.tag(words).values) { $1 }
        values["kind"] = words["opinions.kind-\(opinion.kind.rawValue)"]
        values["number"] = opinion.number.text
        values["received"] = day(opinion.receivedAt)
        values["isOpen"] = state.isOpen
        values["due"] = day(opinion.dueAt - 1)
        values["isOverdue"] = opinion.isOverdue(at: now)
        values["isExtended"] = opinion.isExtended && state.isOpen
        values["code"] = code.text
        values["meaning"] = words["opinions.state-\(state.rawValue)-text"]
        values["hasOutcome"] = opinion.outcome != nil
        values["outcome"] = opinion.outcome.map { words["opinions.outcome-\($0.rawValue)"] } ?? ""
        values["hasAbout"] = opinion.about != nil
        values["about"] = opinion.about?.reference ?? ""
        values["isTold"] = opened.contact != nil
        values["contact"] = opened.contact?.masked ?? ""
        values["messages"] = opened.messages.map { message -> [String: Any] in
            [
                "who": words["opinions.from-\(message.author.rawValue)"], "day": day(message.at),
                "isStaff": message.author == .staff,
                "lines": message.text.map {
                    $0.split(separator: "\n", omittingEmptySubsequences: false).map(String.init)
                }
                    ?? [words["opinions.gone"]],
            ]
        }
        values["canClose"] = state == .answered
        values["close"] = page.link(OpinionPaths.act(opinion.number, "close"))
        values["canWithdraw"] = state.isOpen
        values["withdraw"] = page.link(OpinionPaths.act(opinion.number, "withdraw"))
        let isAsked = question?.isOpen(at: now) ?? false
        values["isAsked"] = isAsked
        values["survey"] = page.link(OpinionPaths.act(opinion.number, "survey"))
        values["history"] = opened.steps.map { step -> [String: Any] in
            ["day": day(step.at), "what": words["opinions.acts.\(step.act.rawValue)"]]
        }
        content.values = values
        return page.response(content)
    }

    /// To say more, or to ask again; nil at the end.
    private func form(_ page: PageContext) -> FormView? {
        guard OpinionMachine.next(opinion.state, .add) != nil else { return nil }
        let words = page.words
        let isAgain = opinion.state == .answered
        let errors = SpeakingWords.errors(faults, words)
        var field = FormFieldView(
            name: "text", kind: .lines(rows: 5), label: words[isAgain ? "opinions.ask-again" : "opinions.add"])
        field.value = text
        field.error = errors["text"]
        if isAgain {
            field.hint = words["opinions.ask-again-hint", ["days": String(rules.rule(opinion.kind).days)]]
        }
        return FormView(
            action: page.link(OpinionPaths.act(opinion.number, "add")), fields: [field],
            submit: words["opinions.add-send"])
    }
}
