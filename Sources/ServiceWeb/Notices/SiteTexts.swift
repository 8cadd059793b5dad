package import Register

/// The words of messages: those of the pages, with their places open.
package struct SiteTexts: Sendable {
    private let texts: [SiteLanguage: [String: String]]

    package init(_ site: Site) { texts = site.words.mapValues(\.texts) }

    /// The keys of a language, each a path with dots.
    package func keys(_ language: SiteLanguage) -> Set<String> { Set(texts[language]?.keys ?? [:].keys) }

    /// A text as it stands, with its places open. A missing one is English, and else its key, so that a message is never without.
    package func template(_ key: String, _ language: SiteLanguage) -> String {
        texts[language]?[key] ?? texts[.en]?[key] ?? key
    }
}
