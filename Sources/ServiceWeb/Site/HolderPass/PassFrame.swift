import Register

/// What stands around a pass on its page: markup made once for a language. `{{number}}` stands for the pass number in it.
package struct PassFrame: Sendable {
    /// Into `<head>`: the site's style sheets.
    package let head: String
    /// From `<body>` to the beginning of the content, which the skip link leads to.
    package let start: String
    package let end: String

    package init(head: String, start: String, end: String) {
        self.head = head
        self.start = start
        self.end = end
    }

    /// A plain one: the name of the site and the other languages.
    static func plain(_ language: SiteLanguage, assets: String) -> PassFrame {
        let links = SiteLanguage.allCases.map { other in
            """
            <li><a href="/\(other.rawValue)/my/passes/{{number}}" lang="\(other.rawValue)" hreflang="\(other.rawValue)"\
            \(other == language ? " aria-current=\"true\"" : "")>\(other.ownName)</a></li>
            """
        }
        return PassFrame(
            head: "<link rel=\"stylesheet\" href=\"\(assets)/frame.css\">",
            start: """
                <a class="skip" href="#main">{{words.skip}}</a>
                <header><a href="/\(language.rawValue)/">{{words.site}}</a></header>
                <main id="main" tabindex="-1">
                """,
            end: """
                </main>
                <footer><nav aria-label="{{words.languages}}"><ul>\(links.joined())</ul></nav></footer>
                """)
    }
}
