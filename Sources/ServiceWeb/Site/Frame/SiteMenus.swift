import Register
import Synchronization

/// The menus as they are sent. There is one for every place in every language, and each is made when it is first asked for: no part
/// of a page has more in it that is always the same.
final class SiteMenus: Sendable {
    private struct Place: Hashable {
        let language: SiteLanguage
        let current: String?
    }

    private let templates: SiteTemplates
    private let words: [SiteLanguage: SiteWords]
    private let made = Mutex<[Place: PageMarkup]>([:])
    /// The ways to other languages, cut where the path of the page belongs.
    private let switches: [SiteLanguage: [[UInt8]]]

    init(templates: SiteTemplates, words: [SiteLanguage: SiteWords]) {
        self.templates = templates
        self.words = words
        switches = Dictionary(uniqueKeysWithValues: words.keys.map { ($0, Self.pieces(of: $0, templates)) })
    }

    /// Of a character that has no meaning, to be cut at.
    private static let cut = "\u{E000}"

    private static func pieces(of current: SiteLanguage, _ templates: SiteTemplates) -> [[UInt8]] {
        let languages = SiteLanguage.allCases.map { language -> [String: Any] in
            [
                "tag": language.rawValue, "name": language.ownName, "isCurrent": language == current,
                "address": "/\(language.rawValue)/\(cut)",
            ]
        }
        let text = String(decoding: templates.render("languages", in: current, ["languages": languages]), as: UTF8.self)
        return text.split(separator: cut, omittingEmptySubsequences: false).map { Array($0.utf8) }
    }

    /// The ways to a page in every language.
    /// - Parameter path: below the language.
    func languages(_ current: SiteLanguage, path: String) -> PageMarkup {
        var address: [UInt8] = []
        HTMLText.append(path, to: &address)
        return PageMarkup(bytes: Array((switches[current] ?? []).joined(separator: address)))
    }

    /// - Parameter current: the path of the item that a page belongs to.
    func menu(_ language: SiteLanguage, current: String?) -> PageMarkup {
        // Only what stands in the menu makes a place: a path that comes from outside does not fill the memory.
        let current = current.flatMap { SiteMenu.group(of: $0) == nil ? nil : $0 }
        let place = Place(language: language, current: current)
        if let menu = made.withLock({ $0[place] }) { return menu }
        let words = words[language] ?? SiteWords(language: language, texts: [:])
        let menu = PageMarkup(
            bytes: templates.render(
                "menu", in: language,
                ["home": "/\(language.rawValue)", "menu": SiteMenu.values(words, current: current)]))
        made.withLock { $0[place] = menu }
        return menu
    }
}
