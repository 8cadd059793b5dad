import Hummingbird
import Identifiers
import Register

/// One seminar: what, when, where and for whom, what was corrected, and what was asked and answered.
struct SeminarPage {
    let seminar: Seminar
    let questions: [SeminarQuestion]
    let utcOffset: Int64
    let now: Int64
    let page: PageContext

    @inline(never)
    func response() throws -> Response {
        let words = page.words
        guard let content = seminar.content else { throw Problem.notFound }
        let (text, language) = content.text(in: page.language)
        var view = SitePage("seminar", title: text.title)
        view.menu = SeminarPaths.list
        view.isIndexed = true
        view.values["heading"] = [SpokenText(text.title, language).name(on: page)]
        view.values.merge(SeminarLook.tag(seminar, at: now, words).values) { $1 }
        view.values["passage"] = [SpokenText(text.text, language).passage(on: page)]
        view.values["summary"] = SummaryView(rows: SeminarLook.rows(content, utcOffset, page)).values
        let cancelled = seminar.revisions.last.flatMap { $0.act == .cancel ? $0 : nil }
        view.values["isCancelled"] = cancelled != nil
        view.values["reason"] = cancelled.map { [SpokenText($0.reason, on: page).name(on: page)] } ?? []
        view.values["isOpen"] = seminar.isOpen(at: now)
        view.values["signUp"] = page.link(SeminarPaths.signUp(seminar.number))
        view.values["calendar"] = page.link(SeminarPaths.calendar(seminar.number))
        view.values["list"] = page.link(SeminarPaths.list)
        let isChinese = page.language == .zhHant
        let spoken: SiteLanguage = isChinese ? .zhHant : .en
        let isForeignAnswer = spoken != page.language
        let answers = questions.filter(\.isPublic)
        view.values["hasAnswers"] = !answers.isEmpty
        view.values["isForeignAnswer"] = isForeignAnswer
        view.values["foreignAnswer"] = isForeignAnswer ? spoken.rawValue : ""
        view.values["answers"] = answers.map { answer -> [String: Any] in
            [
                "question": isChinese ? answer.words.question : answer.words.questionInEnglish,
                "paragraphs": NewsText(isChinese ? answer.words.answer : answer.words.answerInEnglish).values,
            ]
        }
        let history = BulletinHistory(section: "seminars", utcOffset: utcOffset, page: page)
        // The first publication alone is no history.
        view.values["hasHistory"] = seminar.revisions.count > 1
        view.values["history"] = (seminar.revisions.count > 1 ? seminar.revisions.reversed() : []).map { revision in
            history.entry(
                revision, isOld: revision.number < Int64(seminar.revisions.count) && revision.content != content,
                rows: SeminarLook.rows(revision.content, utcOffset, page))
        }
        return page.response(view)
    }
}
