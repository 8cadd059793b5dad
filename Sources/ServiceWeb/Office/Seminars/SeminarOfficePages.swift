import HTTPTypes
import Hummingbird
import Identifiers
import Register

/// The pages of seminars in the office, beyond those of every bulletin. Apart from asynchronous code, and not inlined into it: the
/// optimiser of Swift 6.3.1 crashes there.
enum SeminarOfficePages {
    @inline(never)
    static func show(
        _ view: OfficeView, _ seminar: Seminar, _ tally: SeminarTally, _ questions: [SeminarQuestion], _ page: StaffPage
    ) throws -> Response {
        var view = view
        let (words, path) = (page.words, page.link("seminars/\(seminar.number)"))
        let mayRun = page.may(.runSeminars)
        var links: [(path: String, text: String)] = []
        if mayRun, seminar.state != .draft { links.append(("people", words["staff.seminar-people"])) }
        if mayRun, seminar.state == .published { links.append(("answers-new", words["staff.seminar-answer"])) }
        view.values["links"] = links.map { ["address": "\(path)/\($0.path)", "text": $0.text] }
        view.values["isCounted"] = seminar.state != .draft
        view.values["signedUp"] = tally.signedUp
        view.values["came"] = tally.came
        view.values["hasAnswers"] = !questions.isEmpty
        view.values["answers"] = questions.map { answer($0, page) }
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
                "staff.news-draft", ["who": page.person(question.writtenBy), "moment": page.moment(question.writtenAt)]],
            "mayRewrite": page.may(.runSeminars) && !question.isPublic, "rewrite": "\(address)/edit",
            "mayShow": page.may(.publishSeminars) && !question.isPublic, "show": "\(address)/publish",
            "mayTakeBack": page.may(.publishSeminars) && question.isPublic, "takeBack": "\(address)/take-back",
        ]
        values.merge(tag.values) { $1 }
        return values
    }

    // MARK: Who comes

    @inline(never)
    static func people(_ seminar: Seminar, _ guests: [SeminarGuest], _ page: StaffPage) throws -> Response {
        let words = page.words
        var view = OfficeView("office-seminar-people", title: words["staff.seminar-people"])
        view.values["name"] = SeminarDesk.title(seminar, page)
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
