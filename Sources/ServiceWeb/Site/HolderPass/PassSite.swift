import Foundation
package import Register

/// The files of the site that the page of a pass is made of, read once.
package struct PassSite: Sendable {
    let assets: PassAssets
    let words: [SiteLanguage: PassWords]
    let pages: [SiteLanguage: PageTemplate]

    /// - Parameters:
    ///   - folder: `web/site`.
    ///   - site: the words.
    ///   - encoder: the file of node-qrcode-generator; without it there are no live codes, and the page says so.
    ///   - frame: what stands around a pass; nil for a plain frame.
    /// - Throws: ``SiteFilesError``.
    package init(
        folder: String, site: Site, encoder: String?, frame: ((SiteLanguage) -> PassFrame)? = nil
    ) throws(SiteFilesError) {
        assets = try PassAssets(folder: folder + "/pass/assets", encoder: encoder)
        words = try PassWords.all(site.words)
        let path = folder + "/pass/pass.mustache"
        guard let data = FileManager.default.contents(atPath: path), let template = String(data: data, encoding: .utf8)
        else {
            throw SiteFilesError("\(path) can't be read: install the package again, or name the folder with --web")
        }
        var pages: [SiteLanguage: PageTemplate] = [:]
        for (language, words) in words {
            let around = frame?(language) ?? PassFrame.plain(language, assets: assets.path)
            let whole = template.replacing("{{{frame-head}}}", with: around.head)
                .replacing("{{{frame-start}}}", with: around.start).replacing("{{{frame-end}}}", with: around.end)
            let constants = HolderPassPage.constants(words: words, assets: assets)
            let page = try PageTemplate(whole) { name throws(SiteFilesError) -> String? in
                name.hasPrefix("words.") ? try words.plain(String(name.dropFirst(6))) : constants[name]
            }
            let unknown = page.names.subtracting(HolderPassPage.names)
            guard unknown.isEmpty else {
                throw SiteFilesError("\(path) has names that nothing is known of: \(unknown.sorted())")
            }
            for name in HolderPassPage.words where words[name] == name {
                throw SiteFilesError("\(language.rawValue) has no word \(name)")
            }
            pages[language] = page
        }
        self.pages = pages
    }
}
