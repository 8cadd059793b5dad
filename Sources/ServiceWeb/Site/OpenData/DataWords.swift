import OpenData
import Register

/// Texts of the figures on a page: Chinese, else English, marked where that is not the page's language.
enum DataWords {
    static func text(_ text: DataText, _ language: SiteLanguage) -> (text: String, foreign: String?) {
        switch language {
        case .zhHant: (text.chinese, nil)
        case .en: (text.english, nil)
        case .vi, .id, .th, .fil: (text.english, SiteLanguage.en.rawValue)
        }
    }

    /// Shown by `{{>name}}`.
    static func values(_ text: DataText, _ language: SiteLanguage) -> [String: Any] {
        let found = Self.text(text, language)
        return ["text": found.text, "isForeign": found.foreign != nil, "foreign": found.foreign ?? ""]
    }
}
