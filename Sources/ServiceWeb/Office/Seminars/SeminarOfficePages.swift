import HTTPTypes
import Hummingbird
import Identifiers
import Register

/// The pages of seminars in the office. Apart from asynchronous code, and not inlined into it: the optimiser of Swift 6.3.1 crashes
/// there.
enum SeminarOfficePages {
    private static func person(_ name: String) -> String {
        (try? Principal(name)).map(ChangeOfficeRoutes.person) ?? "—"
    }

    private static func tag(_ seminar: Seminar, _ page: StaffPage) -> StatusTag {
        let (look, key): (StatusTag.Look, String) =
            switch seminar.state {
            case .draft: (.waiting, "draft")
            case .published: seminar.draft == nil ? (.good, "published") : (.asking, "correcting")
            case .cancelled: (.over, "cancelled")
            }
        return StatusTag(look: look, text: page.words["staff.seminar-state-\(key)"])
    }

    private static func time(_ content: SeminarContent, _ page: StaffPage) -> String {
        SeminarLook.time(content, page.register.utcOffset, page.words)
    }

    private static func title(_ seminar: Seminar, _ page: StaffPage) -> String {
        (seminar.draft?.content ?? seminar.content)?.text(in: page.language).text.title ?? "—"
    }

    @inline(never)
    static func list(_ all: [Seminar], _ page: StaffPage) throws -> Response {
        var view = OfficeView("office-seminars", title: page.words["staff.menu-seminars"])
        view.values["mayWrite"] = page.may(.runSeminars)
        view.values["writing"] = page.link("seminars-new")
        view.values["hasSeminars"] = !all.isEmpty
        view.values["items"] = all.map { seminar -> [String: Any] in
            let content = seminar.draft?.content ?? seminar.content
            var values = tag(seminar, page).values
            values["address"] = page.link("seminars/\(seminar.number)")
            values["name"] = title(seminar, page)
            values["time"] = content.map { time($0, page) } ?? "—"
            values["places"] = content.map { String($0.places) } ?? "—"
            values["signedUp"] = String(seminar.tally.signedUp)
            values["came"] = String(seminar.tally.came)
            return values
        }
        return try view.response(in: page)
    }

    @inline(never)
    static func form(
        _ form: SeminarForm, of seminar: Seminar?, faults: [Fault] = [], isMoved: Bool = false, _ page: StaffPage
    ) throws -> Response {
        let path = seminar.map { "seminars/\($0.number)" }
        var view = FormView(
            action: page.link(path.map { "\($0)/edit" } ?? "seminars-new"),
            fields: SeminarFields.fields(form, faults, page), submit: page.words["staff.news-keep"])
        view.hidden = seminar.map { [(name: "seen", value: String($0.changes))] } ?? []
        view.back = page.link(path ?? "seminars")
        if isMoved { view.problems = [page.words["staff.seminar-moved"]] }
        return try page.form(
            view, title: page.words[seminar == nil ? "staff.seminar-new" : "staff.seminar-edit"],
            lead: page.words["staff.seminar-lead"])
    }

    /// After an act: on to the seminar, or what stood in the way.
    @inline(never)
    static func after(
        _ change: SeminarChange, _ found: Seminar, _ questions: [SeminarQuestion], _ page: StaffPage
    ) throws -> Response {
        let words = page.words
        switch change {
        case .changed: return page.redirect(to: "seminars/\(found.number)")
        case .moved: return try show(found, questions, page, problems: [words["staff.seminar-moved"]])
        case .refused(let faults):
            let problems = faults.map { fault in
                switch fault.rule {
                case "past": words["staff.seminar-past"]
                case "not-yet": words["staff.seminar-not-yet"]
                default: words["staff.news-reason-wrong"]
                }
            }
            return try show(found, questions, page, problems: Set(problems).sorted())
        }
    }

    @inline(never)
    static func show(
        _ seminar: Seminar, _ questions: [SeminarQuestion], _ page: StaffPage, problems: [String]
    ) throws -> Response {
        let words = page.words
        var view = OfficeView("office-seminar", title: title(seminar, page))
        view.isError = !problems.isEmpty
        view.status = problems.isEmpty ? .ok : .conflict
        view.values = ErrorSummaryView(problems: problems, fields: []).values
        view.values.merge(tag(seminar, page).values) { $1 }
        let isPublished = seminar.state == .published
        let (mayRun, mayPublish) = (page.may(.runSeminars), page.may(.publishSeminars))
        view.values["seen"] = seminar.changes
        view.values["isCorrection"] = isPublished
        view.values["mayEdit"] = mayRun && seminar.state != .cancelled
        view.values["mayDrop"] = mayRun && seminar.draft != nil
        view.values["mayPublish"] = mayPublish && seminar.draft != nil
        view.values["mayCancel"] = mayPublish && isPublished && seminar.content.map { page.now < $0.ends } ?? false
        view.values["mayAnswer"] = mayRun && isPublished
        view.values["maySeePeople"] = mayRun && seminar.state != .draft
        view.values["people"] = page.link("seminars/\(seminar.number)/people")
        view.values["answering"] = page.link("seminars/\(seminar.number)/answers-new")
        for act in ["edit", "drop", "publish", "cancel"] {
            view.values["\(act)Address"] = page.link("seminars/\(seminar.number)/\(act)")
        }
        view.values["isCounted"] = seminar.state != .draft
        view.values["signedUp"] = seminar.tally.signedUp
        view.values["came"] = seminar.tally.came
        view.values["versions"] = versions(seminar, page)
        view.values["hasAnswers"] = !questions.isEmpty
        view.values["answers"] = questions.map { answer($0, page) }
        view.values["hasHistory"] = !seminar.revisions.isEmpty
        view.values["history"] = seminar.revisions.reversed().map { revision -> [String: Any] in
            [
                "act": words["staff.seminar-act-\(revision.act.rawValue)"], "moment": page.moment(revision.at),
                "who": person(revision.madeBy),
                "why": revision.reason.isEmpty
                    ? "—" : page.language == .zhHant ? revision.reason : revision.reasonInEnglish,
            ]
        }
        return try view.response(in: page)
    }

    private static func answer(_ question: SeminarQuestion, _ page: StaffPage) -> [String: Any] {
        let tag =
            question.isPublic
            ? StatusTag(look: .good, text: page.words["staff.seminar-answer-public"])
            : StatusTag(look: .waiting, text: page.words["staff.seminar-answer-draft"])
        let address = page.link("seminars/\(question.seminar)/answers/\(question.number)")
        var values: [String: Any] = [
            "number": question.number, "seenAnswer": question.changes,
            "question": question.words.question, "questionEn": question.words.questionInEnglish,
            "paragraphs": NewsText(question.words.answer).values,
            "english": ["paragraphs": NewsText(question.words.answerInEnglish).values] as [String: Any],
            "written": page.words[
                "staff.news-draft", ["who": person(question.writtenBy), "moment": page.moment(question.writtenAt)]],
            "mayRewrite": page.may(.runSeminars) && !question.isPublic, "rewrite": "\(address)/edit",
            "mayShow": page.may(.publishSeminars) && !question.isPublic, "show": "\(address)/publish",
            "mayTakeBack": page.may(.publishSeminars) && question.isPublic, "takeBack": "\(address)/take-back",
        ]
        values.merge(tag.values) { $1 }
        return values
    }

    /// What is not published yet, and below it what everybody sees.
    private static func versions(_ seminar: Seminar, _ page: StaffPage) -> [[String: Any]] {
        var versions: [[String: Any]] = []
        if let draft = seminar.draft {
            let about = ["who": person(draft.by), "moment": page.moment(draft.at)]
            versions.append(version(draft.content, page.words["staff.news-draft", about], "draft", page))
        }
        if let content = seminar.content {
            let heading = seminar.state == .cancelled ? "staff.seminar-was-public" : "staff.news-public"
            versions.append(version(content, page.words[heading], "public", page))
        }
        return versions
    }

    private static func version(
        _ content: SeminarContent, _ heading: String, _ id: String, _ page: StaffPage
    ) -> [String: Any] {
        let words = page.words
        func row(_ name: String, _ lines: [String]) -> SummaryView.Row {
            SummaryView.Row(name, lines.isEmpty ? ["—"] : lines)
        }
        let offset = page.register.utcOffset
        let rows = [
            row(words["seminars.time"], [time(content, page)]),
            row(words["seminars.place"], [content.place, content.placeInEnglish].filter { !$0.isEmpty }),
            row(words["staff.seminar-link"], content.link.map { [$0] } ?? []),
            row(words["seminars.spoken"], content.spoken.map { words["seminars.spoken-\($0.rawValue)"] }),
            row(words["seminars.access"], content.access.map { words["seminars.access-\($0.rawValue)"] }),
            row(words["seminars.places"], [String(content.places)]),
            row(
                words["seminars.until"],
                [DayText.text(CivilDate(of: content.signUpEnds - 1, utcOffset: offset), words)]),
        ]
        return [
            "heading": heading, "section": id, "summary": SummaryView(rows: rows).values,
            "texts": SiteLanguage.allCases.compactMap { language -> [String: Any]? in
                guard let text = content.texts[language] else { return nil }
                return [
                    "tongue": language.rawValue, "tongueName": language.ownName, "headline": text.title,
                    "paragraphs": NewsText(text.text).values,
                ]
            },
        ]
    }

    // MARK: Who comes

    @inline(never)
    static func people(_ seminar: Seminar, _ guests: [SeminarGuest], _ page: StaffPage) throws -> Response {
        let words = page.words
        var view = OfficeView("office-seminar-people", title: words["staff.seminar-people"])
        view.values["name"] = title(seminar, page)
        view.values["seminar"] = page.link("seminars/\(seminar.number)")
        view.values["hasPeople"] = !guests.isEmpty
        let hasBegun = seminar.state == .published && seminar.content.map { $0.begins <= page.now } ?? false
        view.values["mayNote"] = hasBegun && guests.contains { $0.state == .placed }
        view.values["action"] = page.link("seminars/\(seminar.number)/people")
        view.values["guests"] = guests.map { guest -> [String: Any] in
            let isPlaced = guest.state == .placed
            var values: [String: Any] = [
                "number": guest.number, "mayCome": hasBegun && isPlaced, "came": guest.came,
                "who": guest.details?.name ?? words["staff.seminar-erased"],
                "needs": guest.details.map { $0.needs.isEmpty ? "—" : $0.needs } ?? "—",
                "question": guest.details.map { $0.question.isEmpty ? "—" : $0.question } ?? "—",
            ]
            values.merge(
                StatusTag(
                    look: isPlaced ? .good : .waiting,
                    text: words[isPlaced ? "staff.seminar-placed" : "staff.seminar-waiting"]
                ).values
            ) { $1 }
            return values
        }
        return try view.response(in: page)
    }

    // MARK: Answers

    static let answerFields: Set<String> = ["question-zh", "question-en", "answer-zh", "answer-en", "seen"]

    static func words(_ fields: FormFields) -> SeminarAnswer {
        SeminarAnswer(
            question: fields["question-zh"], questionInEnglish: fields["question-en"], answer: fields["answer-zh"],
            answerInEnglish: fields["answer-en"])
    }

    @inline(never)
    static func answerForm(
        _ answer: SeminarAnswer, of seminar: Seminar, as question: SeminarQuestion?, faults: [Fault] = [],
        isMoved: Bool = false, _ page: StaffPage
    ) throws -> Response {
        let words = page.words
        let errors = FaultWords.byField(faults, words)
        func field(_ name: String, _ value: String, rows: Int) -> FormFieldView {
            var field = FormFieldView(name: name, kind: .lines(rows: rows), label: words["staff.seminar-\(name)"])
            field.value = value
            field.error = errors[name]
            return field
        }
        let path = "seminars/\(seminar.number)"
        var view = FormView(
            action: page.link(question.map { "\(path)/answers/\($0.number)/edit" } ?? "\(path)/answers-new"),
            fields: [
                field("question-zh", answer.question, rows: 2), field("answer-zh", answer.answer, rows: 6),
                field("question-en", answer.questionInEnglish, rows: 2),
                field("answer-en", answer.answerInEnglish, rows: 6),
            ], submit: words["staff.news-keep"])
        view.hidden = question.map { [(name: "seen", value: String($0.changes))] } ?? []
        view.back = page.link(path)
        if isMoved { view.problems = [words["staff.seminar-moved"]] }
        return try page.form(view, title: words["staff.seminar-answer"], lead: words["staff.seminar-answer-lead"])
    }
}
