import Mustache
package import Register

/// The pages' templates, one library a language: words and addresses of assets are put in when they are read, so that only what
/// differs from request to request is left to do.
///
/// In a template stand `[[section.key]]` for words, whose `{name}` becomes the template's `{{name}}`, and `[[asset:site.css]]`
/// for an address. `{{name}}` is escaped always: the ways around it are refused here.
package struct SiteTemplates: Sendable {
    private static let ending = ".mustache"

    private let libraries: [SiteLanguage: MustacheLibrary]
    package let names: Set<String>

    init(folders: [String], words: [SiteLanguage: SiteWords], assets: SiteAssets) throws(SiteError) {
        PageText.register()
        var sources: [String: String] = [:]
        for folder in folders { try Self.read(folder, into: &sources) }
        names = Set(sources.keys)
        for (name, source) in sources { try TemplateCheck(name: name, source: source).check(among: names) }
        var libraries: [SiteLanguage: MustacheLibrary] = [:]
        for language in words.keys {
            var library = MustacheLibrary()
            for (name, source) in sources {
                let filled = try TemplateFilling(name: name, words: words[language]?.texts ?? [:], assets: assets)
                    .fill(source)
                do {
                    try library.register(PageText.pragma + filled, named: name)
                } catch {
                    throw SiteError("templates/\(name)\(Self.ending)", Self.sentence(for: error))
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
    package func render(_ name: String, in language: SiteLanguage, _ values: [String: Any]) -> String {
        guard let page = libraries[language]?.render(values, withTemplate: name) else {
            preconditionFailure("there is no template \(name)")
        }
        return page
    }

    /// Indentation is for whoever writes a template: it is not sent, and partials would indent each other.
    private static func trimmed(_ text: String) -> String {
        text.split(whereSeparator: \.isNewline).map { $0.drop { $0 == " " || $0 == "\t" } }
            .filter { !$0.isEmpty }.joined(separator: "\n")
    }

    private static func sentence(for error: any Error) -> String {
        guard let error = error as? MustacheTemplate.ParserError else { return "can't be read: \(error)" }
        return "\(error.error), at \"\(error.context.line.prefix(80))\""
    }
}
