import Register
import StrictJSON

/// The words of the page of a pass in one language.
struct PassWords: Sendable {
    private static let section = "pass."
    /// Those that the page's script says, for it alone knows when.
    private static let scripted = [
        "bound-here", "checked-days", "checked-hours", "checked-minutes", "checked-now", "clock-fast", "clock-slow",
        "code-live", "kept", "live-label", "bind-failed", "next-code", "no-encoder", "no-key", "not-kept", "offline",
        "prove", "removed", "session-over", "state-active", "state-expired", "state-future",
    ]

    let language: SiteLanguage
    private let words: [String: String]
    /// Those for the script, as JSON.
    let scriptWords: String

    /// Of the site's words the section `pass`; that all languages say the same the site has made sure of.
    /// - Throws: ``SiteFilesError`` where one is missing that the script needs.
    static func all(_ site: [SiteLanguage: SiteWords]) throws(SiteFilesError) -> [SiteLanguage: PassWords] {
        var all: [SiteLanguage: PassWords] = [:]
        for (language, words) in site { all[language] = try PassWords(language, words) }
        return all
    }

    private init(_ language: SiteLanguage, _ site: SiteWords) throws(SiteFilesError) {
        var words: [String: String] = [:]
        for (path, text) in site.texts where path.hasPrefix(Self.section) {
            words[String(path.dropFirst(Self.section.count))] = text
        }
        var scripted = JSONObject()
        for name in Self.scripted + BindingRefusal.allCases.map({ "refused-\($0.rawValue)" }) {
            guard let text = words[name] else { throw SiteFilesError("\(language.rawValue) has no word pass.\(name)") }
            scripted[ExactText(name)] = .text(text)
        }
        self.language = language
        self.words = words
        scriptWords = String(decoding: JSONWriter.compact(.object(scripted)), as: UTF8.self)
    }

    /// - Throws: ``SiteFilesError`` for a word that there is not, or that needs values.
    func plain(_ name: String) throws(SiteFilesError) -> String {
        guard let word = words[name], !word.contains("{") else {
            throw SiteFilesError("there is no word \(name) in \(language.rawValue)")
        }
        return word
    }

    /// The word of a name; the name where there is none, which ``HolderPassPage`` has made sure of.
    subscript(name: String) -> String { words[name] ?? name }

    func callAsFunction(_ name: String, _ values: [String: String]) -> String {
        values.reduce(self[name]) { $0.replacing("{\($1.key)}", with: $1.value) }
    }
}
