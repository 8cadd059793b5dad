/// What a template may not hold: a way around escaping, but for the markup that one of our templates made, and a part that is not there, which the library would leave out in
/// silence.
struct TemplateCheck {
    /// The values that are markup. A text of the same name is never taken for it (``PageWriter``).
    private static let markup = ["menu", "switch"]

    let name: String
    let source: String

    func check(among names: Set<String>) throws(SiteError) {
        for tag in source.split(separator: "{{", omittingEmptySubsequences: false).dropFirst() {
            guard let kind = tag.first else { throw fail("has an empty tag") }
            switch kind {
            case "{" where Self.markup.contains(where: { tag.hasPrefix("{\($0)}}}") }): break
            case "{", "&": throw fail("has a tag that escapes nothing: \"\(tag.prefix(20))\"")
            case "=", "%": throw fail("changes how tags are read: \"\(tag.prefix(20))\"")
            case ">", "<":
                let part = tag.dropFirst().prefix { $0 != "}" }.filter { $0 != " " }
                guard part.hasPrefix("*") || names.contains(String(part)) else {
                    throw fail("asks for a part \(part) that is not there")
                }
            default: break
            }
        }
    }

    private func fail(_ problem: String) -> SiteError { SiteError("templates/\(name).mustache", problem) }
}
