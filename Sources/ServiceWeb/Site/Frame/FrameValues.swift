import Register

/// What the frame says around a page.
struct FrameValues {
    let page: PageContext
    let content: SitePage

    func add(to values: inout [String: Any]) {
        values["title"] = content.title
        values["body"] = content.template
        values["language"] = page.language.rawValue
        values["languageName"] = page.language.ownName
        values["home"] = "/\(page.language.rawValue)"
        values["isError"] = content.isError
        values["isHidden"] = !content.isIndexed
        // An error has no page in any language: the switch leads home.
        values["switch"] = page.site.menus.languages(page.language, path: content.isError ? "" : page.path)
        if content.isIndexed { values["languages"] = languages }
        values["menu"] = page.site.menus.menu(page.language, current: content.menu)
        values["updated"] = DayText.text(page.site.updated, page.words)
        values["hasCSRF"] = page.csrf != nil
        values["csrf"] = page.csrf ?? ""
    }

    /// For search engines.
    private var languages: [[String: Any]] {
        SiteLanguage.allCases.map { language in
            [
                "tag": language.rawValue, "address": "/\(language.rawValue)/\(page.path)",
            ]
        }
    }
}
