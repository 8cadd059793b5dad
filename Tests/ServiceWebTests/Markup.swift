/// A page's elements, read strictly: whatever a text could break shows here.
struct Markup {
    private(set) var problems: [String] = []
    private(set) var ids: Set<String> = []
    /// Names of elements that some attribute refers to.
    private(set) var references: Set<String> = []
    private(set) var names: Set<String> = []

    init(_ page: String) {
        var rest = page[...]
        var open: [String] = []
        if rest.hasPrefix("<!DOCTYPE html>") { rest = rest.dropFirst(15) } else { problems.append("no doctype") }
        while let start = rest.firstIndex(of: "<") {
            rest = rest[rest.index(after: start)...]
            guard let end = rest.firstIndex(of: ">") else {
                problems.append("an element without an end")
                return
            }
            let tag = rest[..<end]
            rest = rest[rest.index(after: end)...]
            if tag.hasPrefix("/") {
                if open.popLast() != String(tag.dropFirst()) { problems.append("<\(tag)> closes another") }
                continue
            }
            let name = String(tag.prefix { $0 != " " && $0 != "/" })
            names.insert(name)
            readAttributes(of: tag)
            if !["meta", "link", "input", "img"].contains(name), !tag.hasSuffix("/") { open.append(name) }
        }
        if !open.isEmpty { problems.append("open at the end: \(open)") }
        for reference in references where !ids.contains(reference) {
            problems.append("nothing has the id \(reference)")
        }
    }

    private mutating func readAttributes(of tag: Substring) {
        for (name, value) in [("id", true), ("for", false), ("aria-describedby", false), ("aria-labelledby", false)]
            .flatMap({ name, isID in Self.values(of: name, in: tag).map { (isID, $0) } })
        {
            for word in value.split(separator: " ").map(String.init) {
                if name, !ids.insert(word).inserted { problems.append("two have the id \(word)") }
                if !name { references.insert(word) }
            }
        }
        for link in Self.values(of: "href", in: tag) where link.hasPrefix("#") {
            references.insert(String(link.dropFirst()))
        }
    }

    private static func values(of name: String, in tag: Substring) -> [String] {
        tag.split(separator: " \(name)=\"").dropFirst().map { String($0.prefix { $0 != "\"" }) }
    }
}
