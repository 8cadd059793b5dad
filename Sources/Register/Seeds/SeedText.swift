/// A text of the seeds for people: Chinese and English always, other languages where somebody wrote them.
package struct SeedText: Hashable, Sendable {
    package let chinese: String
    package let english: String
    private let others: [SiteLanguage: String]

    package init(chinese: String, english: String, others: [SiteLanguage: String] = [:]) {
        self.chinese = chinese
        self.english = english
        self.others = others
    }

    init(_ object: SeedObject) throws(RegisterError) {
        var others: [SiteLanguage: String] = [:]
        for language in SiteLanguage.allCases where language != .zhHant && language != .en {
            if object.value(language.rawValue) != nil { others[language] = try object.string(language.rawValue) }
        }
        try object.expectOnly(["zh", "en", "vi", "id", "th", "fil"])
        self.init(chinese: try object.string("zh"), english: try object.string("en"), others: others)
    }

    /// The text in a language, else in English, and the language that it is in.
    package func text(in language: SiteLanguage) -> (text: String, language: SiteLanguage) {
        switch language {
        case .zhHant: (chinese, .zhHant)
        case .en: (english, .en)
        case .vi, .id, .th, .fil: others[language].map { ($0, language) } ?? (english, .en)
        }
    }
}
