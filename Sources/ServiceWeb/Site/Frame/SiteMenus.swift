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

    init(templates: SiteTemplates, words: [SiteLanguage: SiteWords]) {
        self.templates = templates
        self.words = words
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
