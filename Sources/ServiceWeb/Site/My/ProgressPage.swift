import Hummingbird
import Identifiers
import PassFormat
import Register
import SingleWindows

/// Where an application stands, since when, what is missing, and how long it usually takes.
struct ProgressPage {
    let application: PassApplication
    let history: ApplicationHistory
    /// What was answered, where something of it is to be corrected.
    let faulted: Register.OpenedApplication?
    /// Seconds; nil before any was issued.
    let usual: Int64?
    let reason: SeedReason?
    /// What single windows say of what a visit fetches.
    let matters: [VisitMatter]
    let facts: FormFacts
    let now: Int64
    let utcOffset: Int64

    /// Whether the question of satisfaction is open.
    private var isAsked: Bool { history.question?.isOpen(at: now) ?? false }

    func response(in page: PageContext) -> Response {
        let words = page.words
        let state = application.state
        func day(_ time: Int64) -> String { DayText.text(CivilDate(of: time, utcOffset: utcOffset), words) }
        var content = SitePage("progress", title: words["my.progress-title", ["number": application.number]])
        content.menu = ApplyPaths.mine
        var values = state.tag(words).values
        values["number"] = application.number
        values["kind"] = words["apply.title-\(application.kind.rawValue)"]
        values["since"] = words["status.since", ["date": day(application.changedAt)]]
        values["meaning"] = words["my.state-\(state.rawValue)-text"]
        values["next"] =
            words[
                "my.state-\(state.rawValue)-next", ["date": application.dueAt.map(day) ?? "—"]]
        // Where there is something to do, what is next has said until when.
        values["hasDue"] = application.dueAt != nil && state == .draft
        values["due"] = application.dueAt.map(day) ?? ""
        values["hasUsual"] = usual != nil && (state.isWithStaff)
        values["usual"] = usual.map { duration($0, words) } ?? ""
        values["hasReason"] = reason != nil
        values["reason"] =
            reason.map { SeedText(chinese: $0.labelInChinese, english: $0.labelInEnglish).text(in: page.language).text }
            ?? ""
        values["hasMissing"] = state == .correction
        values["missing"] = application.faults.map { fault -> [String: Any] in
            let label =
                words.find("fields.\(fault.fieldOfWords).label")
                ?? faulted.map { FileFields($0, facts).file(fault.field, words).label } ?? fault.field
            return ["field": label, "fault": FaultWords.text(fault, words)]
        }
        values["history"] = history.steps.map { step -> [String: Any] in
            ["day": day(step.at), "what": words["my.acts.\(step.act.rawValue)"]]
        }
        values["hasHistory"] = !history.steps.isEmpty
        values["hasPasses"] = !history.passes.isEmpty
        values["passes"] = history.passes.map { pass -> [String: Any] in
            [
                "number": pass.number, "link": page.link("my/passes/\(pass.number)"),
            ]
        }
        values["hasMatters"] = !matters.isEmpty
        values["matters"] = matters.map { matter -> [String: Any] in
            var row = WindowLook.tag(matter.state?.finding, isStuck: matter.isStuck, words).values
            row["mark"] = matter.subject.mark
            row["port"] =
                facts.ports.first { $0.id == matter.subject.port }?.name.text(in: page.language).text
                ?? matter.subject.port
            return row
        }
        values["hasReceipt"] = history.hasReceipt
        values["receipt"] = page.link(PaperRoutes.receipt(application.number))
        values["actions"] = actions(page)
        values["answers"] = page.link(ApplyPaths.act(application.number, "answers"))
        values["hasSummary"] = state != .draft
        content.values = values
        return page.response(content)
    }

    private func actions(_ page: PageContext) -> [[String: Any]] {
        let words = page.words
        func action(_ path: String, _ key: String, isMain: Bool) -> [String: Any] {
            ["link": page.link(path), "text": words["my.\(key)"], "isMain": isMain]
        }
        let survey = action(ApplyPaths.act(application.number, "survey"), "survey", isMain: false)
        let withdraw = action(ApplyPaths.act(application.number, "withdraw"), "withdraw", isMain: false)
        switch application.state {
        case .draft:
            let step = application.kind.steps[0]
            return [
                action(ApplyPaths.step(application.number, step), "to-continue", isMain: true),
                action(ApplyPaths.act(application.number, "withdraw"), "withdraw-draft", isMain: false),
            ]
        case .correction:
            return [action(ApplyPaths.act(application.number, "correct"), "correct", isMain: true), withdraw]
        case .awaitingPayment:
            return [action(ApplyPaths.act(application.number, "pay"), "pay", isMain: true), withdraw]
        case .submitted, .checking: return [withdraw]
        case .issued: return isAsked ? [survey] : []
        case .rejected:
            return [action(OpinionPaths.appeal(application.number), "appeal", isMain: true)] + (isAsked ? [survey] : [])
        case .approved, .withdrawn, .lapsed: return []
        }
    }

    private func duration(_ seconds: Int64, _ words: SiteWords) -> String {
        let hours = (seconds + 3_599) / 3_600
        return hours <= 48
            ? words["my.hours", ["count": String(max(1, hours))]]
            : words["my.days", ["count": String((hours + 23) / 24)]]
    }
}
