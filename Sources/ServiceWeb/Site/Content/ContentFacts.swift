import Identifiers
import PassFormat
import PassVerify
import Register

/// What content pages are made from.
struct ContentFacts {
    /// A text of the seeds as a page shows it.
    struct Name {
        let text: String
        /// The language that it is in, where that is not the page's.
        let foreign: String?

        /// Shown by `{{>name}}`.
        var values: [String: Any] { ["text": text, "isForeign": foreign != nil, "foreign": foreign ?? ""] }
    }

    let page: PageContext
    let site: SiteFacts
    let today: CivilDate
    /// Announcements for the home page, none of them in both; none where a page has none.
    var important: [Announcement] = []
    var newest: [Announcement] = []
    /// Seconds that the ports' clocks are ahead of UTC.
    var utcOffset: Int64 = 0

    var words: SiteWords { page.words }

    /// - Parameter key: words that translate the text, and hold only as long as the text is the one they translate.
    func name(_ text: SeedText, words key: String? = nil) -> Name {
        let (shown, language) = text.text(in: page.language)
        guard language != page.language else { return Name(text: shown, foreign: nil) }
        if let key, page.site.words(.en).find(key) == text.english, let translated = words.find(key) {
            return Name(text: translated, foreign: nil)
        }
        return Name(text: shown, foreign: language.rawValue)
    }

    func values(_ text: SeedText) -> [String: Any] { name(text).values }

    func kind(_ kind: PassKind) -> String { words["pass.kind-\(kind.jsonName)"] }
    func term(_ term: PassTerm) -> String { words["pass.term-\(term.jsonName)"] }
}

extension SeedPort {
    var name: SeedText { SeedText(chinese: nameInChinese, english: nameInEnglish) }
}

extension SeedZone {
    var label: SeedText { SeedText(chinese: labelInChinese, english: labelInEnglish) }
}
