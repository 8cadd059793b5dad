import HTTPTypes
import Hummingbird
import Identifiers
import Register

/// The pages of consultations in the office. Apart from asynchronous code, and not inlined into it: the optimiser of Swift 6.3.1
/// crashes there.
enum ConsultationOfficePages {
    static func person(_ name: String?) -> String {
        name.flatMap { try? Principal($0) }.map(ChangeOfficeRoutes.person) ?? "—"
    }

    private static func tag(_ consultation: Consultation, _ page: StaffPage) -> StatusTag {
        let phase = consultation.phase(at: page.now, utcOffset: page.register.utcOffset)
        let end = consultation.endsAt(utcOffset: page.register.utcOffset)
        let late = page.register.service.consultationDays * 86_400
        let isLate = phase == .answering && end.map { $0 + late <= page.now } ?? false
        let look: StatusTag.Look =
            switch phase {
            case .draft, .upcoming: .waiting
            case .open: .good
            case .answering: isLate ? .bad : .asking
            case .answered, .withdrawn: .over
            }
        var text = page.words["staff.consult-state-\(phase.rawValue)"]
        if isLate { text += "・\(page.words["staff.is-late"])" }
        if consultation.draft != nil, phase != .draft { text += "・\(page.words["staff.consult-correcting"])" }
        return StatusTag(look: look, text: text)
    }

    /// What it says now, of what there is of it.
    static func title(_ consultation: Consultation, _ page: StaffPage) -> String {
        let content = consultation.draft?.content ?? consultation.revisions.last?.content
        return content?.text(in: page.language).text.title ?? "—"
    }

    @inline(never)
    static func list(_ all: [(Consultation, ContributionCounts)], _ page: StaffPage) throws -> Response {
        var view = OfficeView("office-consultations", title: page.words["staff.menu-consultations"])
        view.values["mayWrite"] = page.may(.writeNews)
        view.values["writing"] = page.link("consultations-new")
        view.values["hasAny"] = !all.isEmpty
        view.values["items"] = all.map { consultation, counts -> [String: Any] in
            let content = consultation.draft?.content ?? consultation.revisions.last?.content
            var values = tag(consultation, page).values
            values["address"] = page.link("consultations/\(consultation.number)")
            values["name"] = title(consultation, page)
            values["from"] = content.map { DayText.text($0.from, page.words) } ?? "—"
            values["until"] = content.map { DayText.text($0.until, page.words) } ?? "—"
            values["all"] = String(counts.all)
            values["waiting"] = String(counts.received)
            values["unanswered"] = String(counts.unanswered)
            return values
        }
        return try view.response(in: page)
    }

    @inline(never)
    static func form(
        _ form: ConsultationForm, of consultation: Consultation?, faults: [Fault] = [], isMoved: Bool = false,
        _ page: StaffPage
    ) throws -> Response {
        let path = consultation.map { "consultations/\($0.number)" }
        var view = FormView(
            action: page.link(path.map { "\($0)/edit" } ?? "consultations-new"),
            fields: ConsultationFields.fields(form, faults, page), submit: page.words["staff.news-keep"])
        view.hidden = consultation.map { [(name: "seen", value: String($0.changes))] } ?? []
        view.back = page.link(path ?? "consultations")
        if isMoved { view.problems = [page.words["staff.consult-moved"]] }
        return try page.form(
            view, title: page.words[consultation == nil ? "staff.consult-new" : "staff.consult-edit"],
            lead: page.words["staff.news-lead"])
    }

    /// What stood in the way of an act.
    static func problems(_ change: ConsultationChange, _ page: StaffPage) -> [String] {
        let words = page.words
        switch change {
        case .changed: return []
        case .moved: return [words["staff.consult-moved"]]
        case .refused(let faults):
            return Set(
                faults.map { fault in
                    switch fault.field {
                    case "reason-zh", "reason-en": words["staff.news-reason-wrong"]
                    case "text-zh", "text-en": words["staff.consult-text-wrong"]
                    default: words["staff.consult-\(fault.rule)", fault.facts]
                    }
                }
            ).sorted()
        }
    }

    /// What was typed for the outcome, where it was not taken.
    struct Outcome {
        var chinese = ""
        var english = ""
    }

    @inline(never)
    static func show(
        _ consultation: Consultation, _ counts: ContributionCounts, _ replies: [ConsultationReply], _ page: StaffPage,
        problems: [String], outcome: Outcome = Outcome()
    ) throws -> Response {
        let words = page.words
        let phase = consultation.phase(at: page.now, utcOffset: page.register.utcOffset)
        let path = "consultations/\(consultation.number)"
        let isPublished = consultation.state == .published
        var view = OfficeView("office-consultation", title: title(consultation, page))
        view.isError = !problems.isEmpty
        view.status = problems.isEmpty ? .ok : .conflict
        view.values = ErrorSummaryView(problems: problems, fields: []).values
        view.values.merge(tag(consultation, page).values) { $1 }
        view.values["seen"] = consultation.changes
        view.values["isCorrection"] = isPublished
        view.values["mayEdit"] = page.may(.writeNews) && (isPublished || consultation.state == .draft)
        view.values["mayDrop"] = page.may(.writeNews) && consultation.draft != nil
        view.values["mayPublish"] = page.may(.publishNews) && consultation.draft != nil
        view.values["mayEnd"] = page.may(.publishNews) && phase == .open
        view.values["mayWithdraw"] = page.may(.publishNews) && isPublished
        view.values["mayAnswer"] = page.may(.publishNews) && phase == .answering
        for act in ["edit", "drop", "publish", "end", "withdraw", "answer"] {
            view.values["\(act)Address"] = page.link("\(path)/\(act)")
        }
        view.values["outcomeChinese"] = outcome.chinese
        view.values["outcomeEnglish"] = outcome.english
        let hasContributions = consultation.state != .draft && page.may(.seeOpinions)
        view.values["hasContributions"] = hasContributions
        view.values["contributionsAddress"] = page.link("\(path)/contributions")
        view.values["figures"] =
            SummaryView(
                rows: [
                    SummaryView.Row(words["staff.consult-all"], [String(counts.all)]),
                    SummaryView.Row(words["staff.consult-waiting"], [String(counts.received)]),
                    SummaryView.Row(words["staff.consult-published"], [String(counts.published)]),
                    SummaryView.Row(words["staff.consult-unanswered-count"], [String(counts.unanswered)]),
                ]
            ).values
        view.values["mayReply"] = hasContributions && isPublished && page.may(.answerOpinions)
        view.values["replying"] = page.link("\(path)/replies-new")
        view.values["hasReplies"] = !replies.isEmpty && hasContributions
        view.values["replies"] = replies.map { reply -> [String: Any] in
            [
                "name": words["staff.consult-reply", ["number": String(reply.number)]],
                "address": page.link("\(path)/replies/\(reply.number)"), "count": String(reply.contributions),
                "who": person(reply.madeBy), "moment": page.moment(reply.at),
            ]
        }
        view.values["versions"] = versions(consultation, page)
        view.values["hasHistory"] = !consultation.revisions.isEmpty
        view.values["history"] = consultation.revisions.reversed().map { revision -> [String: Any] in
            [
                "act": words["staff.consult-act-\(revision.act.rawValue)"], "moment": page.moment(revision.at),
                "who": person(revision.madeBy),
                "why": revision.reason.isEmpty
                    ? "—" : page.language == .zhHant ? revision.reason : revision.reasonInEnglish,
            ]
        }
        return try view.response(in: page)
    }

    /// What is not published yet, and below it what everybody sees.
    private static func versions(_ consultation: Consultation, _ page: StaffPage) -> [[String: Any]] {
        var versions: [[String: Any]] = []
        if let draft = consultation.draft {
            let about = ["who": person(draft.by), "moment": page.moment(draft.at)]
            versions.append(version(draft.content, page.words["staff.news-draft", about], "draft", page))
        }
        if let revision = consultation.revisions.last {
            let heading = consultation.state == .withdrawn ? "staff.news-was-public" : "staff.news-public"
            versions.append(version(revision.content, page.words[heading], "public", page))
        }
        return versions
    }

    private static func version(
        _ content: ConsultationContent, _ heading: String, _ id: String, _ page: StaffPage
    ) -> [String: Any] {
        let words = page.words
        let ports = page.register.siteFacts.ports.filter { content.ports.contains($0.id) }.map { page.name(of: $0) }
        let rows = [
            SummaryView.Row(words["staff.news-ports"], ports.isEmpty ? [words["staff.news-every-port"]] : ports),
            SummaryView.Row(words["staff.consult-from"], [DayText.text(content.from, words)]),
            SummaryView.Row(words["staff.consult-until"], [DayText.text(content.until, words)]),
        ]
        return [
            "heading": heading, "section": id, "summary": SummaryView(rows: rows).values,
            "texts": SiteLanguage.allCases.compactMap { language -> [String: Any]? in
                guard let text = content.texts[language] else { return nil }
                return [
                    "tongue": language.rawValue, "tongueName": language.ownName, "headline": text.title,
                    "paragraphs": NewsText("\(text.question)\n\n\(text.background)").values,
                ]
            },
        ]
    }
}
