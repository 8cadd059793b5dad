import Identifiers
import Register

/// A violation as its holder sees it: what follows and why, and how to appeal. Not what was written of it, nor by whom.
struct HeldViolation {
    let opened: OpenedViolation
    let now: Int64

    func values(in page: PageContext, _ utcOffset: Int64) -> [String: Any] {
        let words = page.words
        let shown = ViolationWords(words: words, language: page.language, utcOffset: utcOffset)
        let violation = opened.violation
        let number = violation.number.text
        var values = StatusTag(
            look: violation.isReversed ? .over : .bad,
            text: words[violation.isReversed ? "violations.reversed" : "violations.standing"]
        ).values
        values["id"] = "violation-\(number)"
        values["rule"] = shown.label(opened)
        values["grade"] = shown.grade(opened)
        values.merge(shown.foreign(opened.rule?.label, "Rule")) { $1 }
        values.merge(shown.foreign(opened.grade?.label, "Grade")) { $1 }
        values["when"] = words["violations.when", ["date": shown.day(violation.occurredAt), "number": number]]
        // What follows for the company is the company's business.
        values["groups"] = shown.groups(
            opened.measures.filter { $0.kind != .companyOwn && $0.kind != .companyOfPeople })
        let cancelling = opened.holds.first { $0.end == nil && $0.isFinal }
        values["isFinal"] = cancelling != nil
        values["final"] = words["violations.final", ["date": cancelling.map { shown.day($0.until - 1) } ?? ""]]
        let appeal = opened.appeals.first
        values["isAppealed"] = appeal != nil
        values["appealed"] = appeal.map { page.link(OpinionPaths.opinion($0)) } ?? ""
        values["appealedText"] = words["violations.appealed", ["number": appeal?.text ?? ""]]
        values["mayAppeal"] = appeal == nil && !violation.isReversed && now < opened.appealUntil
        values["violationAppeal"] = page.link(OpinionPaths.appeal(number))
        values["appealText"] = words["violations.appeal", ["number": number]]
        values["appealUntil"] = words["violations.appeal-until", ["date": shown.day(opened.appealUntil - 1)]]
        return values
    }
}
