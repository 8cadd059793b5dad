package import Register

/// The pages' templates, one library a language: words and addresses of assets are put in when they are read, so that only what
/// differs from request to request is left to do.
///
/// In a template stand `[[section.key]]` for words, whose `{name}` becomes the template's `{{name}}`, and `[[asset:site.css]]`
/// for an address. `{{name}}` is escaped always: the ways around it are refused here.
package struct SiteTemplates: Sendable {
    private static let ending = ".mustache"
    /// Bytes of most pages.
    private static let usualSize = 24_576

    private let libraries: [SiteLanguage: [String: PageTemplate]]
    package let names: Set<String>

    init(folders: [String], words: [SiteLanguage: SiteWords], assets: SiteAssets) throws(SiteError) {
        var sources: [String: String] = [:]
        for folder in folders { try Self.read(folder, into: &sources) }
        names = Set(sources.keys)
        for (name, source) in sources { try TemplateCheck(name: name, source: source).check(among: names) }
        var libraries: [SiteLanguage: [String: PageTemplate]] = [:]
        for language in words.keys {
            var library: [String: PageTemplate] = [:]
            for (name, source) in sources {
                let filled = try TemplateFilling(name: name, words: words[language]?.texts ?? [:], assets: assets)
                    .fill(source)
                do throws(SiteFilesError) {
                    library[name] = try PageTemplate(filled)
                } catch {
                    throw SiteError("templates/\(name)\(Self.ending)", error.description)
                }
            }
            libraries[language] = library
        }
        self.libraries = libraries
    }

    private static func read(_ folder: String, into sources: inout [String: String]) throws(SiteError) {
        for file in try Site.names(in: folder) {
            guard file.hasSuffix(ending) else { throw SiteError("templates/\(file)", "is no .mustache file") }
            guard let text = String(validating: try Site.file(file, in: folder), as: UTF8.self) else {
                throw SiteError("templates/\(file)", "is not UTF-8")
            }
            let name = String(file.dropLast(ending.count))
            guard sources[name] == nil else { throw SiteError("templates/\(file)", "is there already") }
            sources[name] = trimmed(text)
        }
    }

    /// - Precondition: there is a template of that name.
    package func render(_ name: String, in language: SiteLanguage, _ values: [String: Any]) -> [UInt8] {
        guard let library = libraries[language], let template = library[name] else {
            preconditionFailure("there is no template \(name)")
        }
        return PageWriter.bytes(of: template, .any(values), parts: library, capacity: Self.usualSize)
    }

    /// Indentation is for whoever writes a template: it is not sent, and partials would indent each other.
    private static func trimmed(_ text: String) -> String {
        text.split(whereSeparator: \.isNewline).map { $0.drop { $0 == " " || $0 == "\t" } }
            .filter { !$0.isEmpty }.joined(separator: "\n")
    }
}
