import Identifiers
import Register

/// What follows from a violation, in words: the same ones for whose it is and for who recorded it.
struct ViolationWords {
    let words: SiteWords
    let language: SiteLanguage
    let utcOffset: Int64

    /// A sentence for each thing that follows, in groups of one article: `{{#groups}}…{{/groups}}`.
    func groups(_ measures: [ViolationMeasure]) -> [[String: Any]] {
        var groups: [(article: SeedText, measures: [ViolationMeasure])] = []
        for measure in measures {
            if groups.last?.article == measure.article {
                groups[groups.count - 1].measures.append(measure)
            } else {
                groups.append((measure.article, [measure]))
            }
        }
        return groups.map { group -> [String: Any] in
            let article = group.article.text(in: language)
            var values: [String: Any] = ["lines": sentences(group.measures), "article": article.text]
            values["isForeign"] = article.language != language
            values["foreign"] = article.language.rawValue
            return values
        }
    }

    func sentences(_ measures: [ViolationMeasure]) -> [String] {
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

    /// Of a text of the rules: whether it is in another language than the page, and in which.
    func foreign(_ text: SeedText?, _ name: String) -> [String: Any] {
        let spoken = text?.text(in: language).language ?? language
        return ["isForeign\(name)": spoken != language, "foreign\(name)": spoken.rawValue]
    }
}
