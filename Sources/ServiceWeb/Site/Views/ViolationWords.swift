import Identifiers
import Register

/// What follows from a violation, in words: the same ones for whose it is and for who recorded it.
struct ViolationWords {
    let words: SiteWords
    let language: SiteLanguage
    let utcOffset: Int64

    /// One sentence for each thing that follows, with where it is written.
    func lines(_ measures: [ViolationMeasure]) -> [String] {
        measures.map { measure in
            let facts = [
                "count": String(measure.count), "threshold": String(measure.threshold),
                "length": String(measure.length), "date": measure.until.map(day) ?? "",
            ]
            return words["violations.measure-\(measure.kind.rawValue)", facts]
                + words["violations.by", ["article": measure.article.text(in: language).text]]
        }
    }

    /// The same, short: for a table.
    func short(_ measures: [ViolationMeasure]) -> [String] {
        measures.map { measure in
            words[
                "violations.measure-\(measure.kind.rawValue)",
                [
                    "count": String(measure.count), "threshold": String(measure.threshold),
                    "length": String(measure.length), "date": measure.until.map(day) ?? "",
                ]]
        }
    }

    func day(_ time: Int64) -> String { DayText.text(CivilDate(of: time, utcOffset: utcOffset), words) }

    func label(_ opened: OpenedViolation) -> String {
        opened.rule?.label.text(in: language).text ?? opened.violation.rule
    }

    func grade(_ opened: OpenedViolation) -> String {
        opened.grade?.label.text(in: language).text ?? opened.violation.grade.rawValue
    }
}
