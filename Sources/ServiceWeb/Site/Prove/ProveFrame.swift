import Register

/// What the pages of proving have around what they say, until the frame of the whole site is theirs too.
enum ProveFrame {
    static func page(
        _ language: SiteLanguage, title: String, heading: String, _ content: (inout HTMLWriter) -> Void
    ) -> [UInt8] {
        var page = HTMLWriter()
        page.element(.html, [.language(language)]) { page in
            page.element(.head) { page in
                page.void(.meta, [.utf8])
                page.void(.meta, [.name("viewport"), .content("width=device-width, initial-scale=1")])
                page.void(.meta, [.name("robots"), .content("noindex")])
                page.element(.title, title)
                page.void(.link, [.relation("stylesheet"), .link(.style)])
            }
            page.element(.body) { page in
                page.element(.main, [.id("main"), .focusable]) { page in
                    page.element(.heading1, heading)
                    content(&page)
                }
            }
        }
        return page.bytes
    }
}
