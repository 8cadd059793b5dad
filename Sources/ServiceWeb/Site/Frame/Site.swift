import Foundation
package import Identifiers
package import Register

/// The frame of pages, read once from its folder: templates, words and assets, checked as a whole. What is missing or
/// broken stops the start, and no visitor ever meets it. The public pages are one, the back office is another, built on its parts.
package struct Site: Sendable {
    package let languages: [SiteLanguage]
    package let words: [SiteLanguage: SiteWords]
    package let templates: SiteTemplates
    package let assets: SiteAssets
    let menus: SiteMenus
    /// What programs can ask for: an OpenAPI document, as it is given out.
    package let document: [UInt8]
    /// The day that the pages' words were last changed, for the footer.
    package let updated: CivilDate

    /// - Parameters:
    ///   - folder: `web/site`, with `templates`, `words` and `assets`.
    ///   - more: folders of the same shape that add to it; what has the name of something that is there already is refused.
    ///   - languages: those that it is written in.
    /// - Throws: ``SiteError``.
    package init(
        folder: String, and more: [String] = [], languages: [SiteLanguage] = SiteLanguage.allCases
    ) throws(SiteError) {
        let folders = [folder] + more
        self.languages = languages
        assets = try SiteAssets(folders: folders.map { $0 + "/assets" })
        words = try SiteWords.all(folders: folders.map { $0 + "/words" }, languages)
        templates = try SiteTemplates(folders: folders.map { $0 + "/templates" }, words: words, assets: assets)
        menus = SiteMenus(templates: templates, words: words)
        document = try Self.file("api/openapi.json", in: folder)
        updated = try Self.updated(folder)
    }

    package func words(_ language: SiteLanguage) -> SiteWords {
        words[language] ?? SiteWords(language: language, texts: [:])
    }

    private static func updated(_ folder: String) throws(SiteError) -> CivilDate {
        let text = String(decoding: try file("updated", in: folder), as: UTF8.self)
        guard let day = CivilDate(text: text.trimmingCharacters(in: .whitespacesAndNewlines)) else {
            throw SiteError("updated", "must be a day like 2026-01-01")
        }
        return day
    }

    static func file(_ name: String, in folder: String) throws(SiteError) -> [UInt8] {
        guard let data = FileManager.default.contents(atPath: folder + "/" + name) else {
            throw SiteError(name, "can't be read in \(folder)")
        }
        return [UInt8](data)
    }

    /// The names of a folder's files, sorted; those of editors and the like, which begin with a point, left out.
    static func names(in folder: String) throws(SiteError) -> [String] {
        guard let names = try? FileManager.default.contentsOfDirectory(atPath: folder) else {
            throw SiteError("folder \(folder)", "can't be read")
        }
        return names.filter { !$0.hasPrefix(".") }.sorted()
    }
}
