import Register

/// A page that says the same to everybody.
package struct ContentPage: Sendable {
    /// Below the language.
    package let path: String
    let template: String
    /// The key of its heading.
    let title: String
    /// The menu's item that it belongs to.
    var menu: String?
    /// What its template needs beside words.
    var values: @Sendable (ContentFacts) -> [String: Any] = { _ in [:] }

    func page(with facts: ContentFacts) -> SitePage {
        var page = SitePage(template, title: facts.page.words[title])
        page.menu = menu
        page.values = values(facts)
        if let menu, let group = SiteMenu.group(of: menu) {
            page.values["siblings"] = SiteMenu.items(of: group, facts.page.words, current: menu)
        }
        page.isIndexed = true
        return page
    }
}
