import Register

/// A text in the language that it is in, which may be another than its page's.
struct SpokenText {
    let text: String
    let language: SiteLanguage

    init(_ text: String, _ language: SiteLanguage) {
        self.text = text
        self.language = language
    }

    /// What is written in Chinese and in English, and nothing else: English is for everybody who reads no Chinese.
    init(chinese: String, english: String, on page: PageContext) {
        self = page.language == .zhHant ? SpokenText(chinese, .zhHant) : SpokenText(english, .en)
    }

    /// Why a bulletin is another.
    init(_ reason: BulletinReason, on page: PageContext) {
        self.init(chinese: reason.chinese, english: reason.english, on: page)
    }

    private func spoken(_ page: PageContext) -> [String: Any] {
        let isForeign = language != page.language
        return ["isForeign": isForeign, "foreign": isForeign ? language.rawValue : ""]
    }

    /// One line. Shown by `{{>name}}`.
    func name(on page: PageContext) -> [String: Any] { spoken(page).merging(["text": text]) { $1 } }

    /// Paragraphs. Shown by `{{>passage}}`.
    func passage(on page: PageContext) -> [String: Any] {
        spoken(page).merging(["paragraphs": NewsText(text).values]) { $1 }
    }
}
