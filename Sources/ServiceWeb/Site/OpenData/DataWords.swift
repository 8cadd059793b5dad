import OpenData
import Register

/// Texts of the figures on a page: Chinese, else English, marked where that is not the page's language. Titles are translated by the
/// words of the site, as long as the English there is the text that they translate.
enum DataWords {
    static func text(_ text: DataText, _ language: SiteLanguage) -> (text: String, foreign: String?) {
        switch language {
        case .zhHant: (text.chinese, nil)
        case .en: (text.english, nil)
        case .vi, .id, .th, .fil: (text.english, SiteLanguage.en.rawValue)
        }
    }

    /// - Parameter key: of the words that translate the title.
    static func title(_ text: DataText, _ key: String, _ page: PageContext) -> (text: String, foreign: String?) {
        let found = Self.text(text, page.language)
        guard found.foreign != nil, page.site.words(.en).find(key) == text.english,
            let translated = page.words.find(key)
        else { return found }
        return (translated, nil)
    }

    static func title(of dataset: Dataset, _ page: PageContext) -> (text: String, foreign: String?) {
        title(dataset.title, "figures.dataset-\(dataset.id)", page)
    }

    static func title(of resource: DataResource, _ page: PageContext) -> (text: String, foreign: String?) {
        title(resource.title, "figures.table-\(resource.id)", page)
    }

    static func title(of measure: ServiceReport.Measure, _ page: PageContext) -> (text: String, foreign: String?) {
        title(measure.title, "figures.measure-\(measure.id)", page)
    }

    /// Shown by `{{>name}}`.
    static func values(_ found: (text: String, foreign: String?)) -> [String: Any] {
        ["text": found.text, "isForeign": found.foreign != nil, "foreign": found.foreign ?? ""]
    }

    static func values(_ text: DataText, _ language: SiteLanguage) -> [String: Any] {
        values(Self.text(text, language))
    }
}
