package import Register
import StrictJSON

/// The pages' words in one language: `words["pay.title"]`.
package struct SiteWords: Sendable {
    package let language: SiteLanguage
    /// By path, `section.key`.
    let texts: [String: String]
    /// The names of the months, or their numbers; twelve.
    let months: [String]

    init(language: SiteLanguage, texts: [String: String]) {
        self.language = language
        self.texts = texts
        months = texts["dates.months", default: ""].split(separator: "|").map(String.init)
    }

    /// The words at a path, with what stands in braces filled in. What nobody has written stands out, and no test lets it pass.
    package subscript(path: String, values: [String: String] = [:]) -> String {
        guard let text = texts[path] else { return "⟦\(path)⟧" }
        return values.isEmpty ? text : Self.fill(text, values)
    }

    package var paths: [String] { texts.keys.sorted() }

    /// The words at a path, where there may be none.
    package func find(_ path: String) -> String? { texts[path] }

    /// Reads `words/LANG.json` of every language from each folder, and holds them against each other.
    static func all(
        folders: [String], _ languages: [SiteLanguage]
    ) throws(SiteError) -> [SiteLanguage: SiteWords] {
        var all: [SiteLanguage: SiteWords] = [:]
        for language in languages { all[language] = try read(language, folders) }
        guard let first = all[.zhHant] else { return all }
        for language in languages where language != .zhHant {
            guard let other = all[language] else { continue }
            let name = "words/\(language.rawValue).json"
            if let missing = Set(first.texts.keys).subtracting(other.texts.keys).min() {
                throw SiteError(name, "has no \(missing)")
            }
            if let more = Set(other.texts.keys).subtracting(first.texts.keys).min() {
                throw SiteError(name, "has \(more), which zh-Hant.json has not")
            }
            for (path, text) in first.texts.sorted(by: { $0.key < $1.key }) {
                guard placeholders(in: text) == placeholders(in: other.texts[path] ?? "") else {
                    throw SiteError(name, "\(path) has other {placeholders} than zh-Hant.json")
                }
            }
        }
        return all
    }

    /// The names in braces.
    static func placeholders(in text: String) -> Set<String> {
        var names: Set<String> = []
        for part in text.split(separator: "{", omittingEmptySubsequences: false).dropFirst() {
            if let end = part.firstIndex(of: "}") { names.insert(String(part[..<end])) }
        }
        return names
    }

    /// Byte by byte: a page has dozens of these, and whole characters take ten times as long to find.
    private static func fill(_ text: String, _ values: [String: String]) -> String {
        var result = ""
        var rest = text.utf8[...]
        while let start = rest.firstIndex(of: UInt8(ascii: "{")),
            let end = rest[start...].firstIndex(of: UInt8(ascii: "}"))
        {
            result += Substring(rest[..<start])
            let name = String(Substring(rest[rest.index(after: start)..<end]))
            result += values[name] ?? "{\(name)}"
            rest = rest[rest.index(after: end)...]
        }
        return result + Substring(rest)
    }

    private static func read(_ language: SiteLanguage, _ folders: [String]) throws(SiteError) -> SiteWords {
        var texts: [String: String] = [:]
        for folder in folders { try read(language, folder, into: &texts) }
        return SiteWords(language: language, texts: texts)
    }

    private static func read(
        _ language: SiteLanguage, _ folder: String, into texts: inout [String: String]
    ) throws(SiteError) {
        let name = "words/\(language.rawValue).json"
        let value: JSONValue
        do {
            value = try JSONReader.read(Site.file("\(language.rawValue).json", in: folder))
        } catch let error as JSONSyntaxError {
            throw SiteError(name, error.description)
        } catch {
            throw SiteError(name, "can't be read in \(folder)")
        }
        try collect(value, at: "", into: &texts, name)
    }

    private static func collect(
        _ value: JSONValue, at path: String, into texts: inout [String: String], _ file: String
    ) throws(SiteError) {
        switch value {
        case .object(let object):
            for member in object.members {
                let name = member.name.string
                guard !name.isEmpty, name.utf8.allSatisfy(isKeyByte) else {
                    throw SiteError(file, "\(path) has a key that is not letters, digits and dashes")
                }
                try collect(member.value, at: path.isEmpty ? name : "\(path).\(name)", into: &texts, file)
            }
        case .string(let text):
            if let problem = problem(in: text.string) { throw SiteError(file, "\(path) \(problem)") }
            guard texts[path] == nil else { throw SiteError(file, "\(path) is there already") }
            texts[path] = text.string
        default: throw SiteError(file, "\(path) must be a text or an object, is \(value.kind)")
        }
    }

    /// Words are no markup, neither of HTML nor of templates.
    private static func problem(in text: String) -> String? {
        if text.allSatisfy(\.isWhitespace) { return "is empty" }
        if text.contains("<") || text.contains(">") { return "holds markup" }
        if text.contains("[[") || text.contains("]]") || text.contains("&amp;") { return "holds markup" }
        var isOpen = false
        var length = 0
        for byte in text.utf8 {
            switch byte {
            case UInt8(ascii: "{"):
                if isOpen { return "has a brace in braces" }
                (isOpen, length) = (true, 0)
            case UInt8(ascii: "}"):
                if !isOpen || length == 0 { return "has a brace that opens nothing" }
                isOpen = false
            default:
                if isOpen {
                    guard isKeyByte(byte) else { return "has braces around what is no name" }
                    length += 1
                }
            }
        }
        return isOpen ? "has a brace that is not closed" : nil
    }

    private static func isKeyByte(_ byte: UInt8) -> Bool {
        (0x30...0x39).contains(byte) || (0x41...0x5A).contains(byte) || (0x61...0x7A).contains(byte)
            || byte == UInt8(ascii: "-")
    }
}
