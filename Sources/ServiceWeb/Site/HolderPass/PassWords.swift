import Foundation
import Register
import StrictJSON

/// The words of the page of a pass in one language.
struct PassWords: Sendable {
    private static let section: ExactText = "pass"
    /// Those that the page's script says, for it alone knows when.
    private static let scripted = [
        "bound-here", "checked-days", "checked-hours", "checked-minutes", "checked-now", "clock-fast", "clock-slow",
        "code-live", "kept", "live-label", "bind-failed", "next-code", "no-encoder", "no-key", "not-kept", "offline",
        "prove", "removed", "session-over", "state-active", "state-expired", "state-future",
    ]

    let language: SiteLanguage
    private let words: [String: String]
    /// Those for the script, as JSON.
    let scriptWords: String

    /// All languages of a folder of `LANGUAGE.json`.
    /// - Throws: ``SiteFilesError`` where one is missing or says other things than the first.
    static func all(folder: String) throws(SiteFilesError) -> [SiteLanguage: PassWords] {
        var all: [SiteLanguage: PassWords] = [:]
        var shape: [String: Set<String>]?
        for language in SiteLanguage.allCases {
            let path = "\(folder)/\(language.rawValue).json"
            guard let data = FileManager.default.contents(atPath: path),
                case .object(let root)? = try? JSONReader.read([UInt8](data)), case .object(let words)? = root[section]
            else { throw SiteFilesError("\(path) is no file of words: install the package again") }
            let read = try PassWords(language, words)
            guard shape == nil || shape == read.placeholders else {
                throw SiteFilesError("\(path) does not say what the other languages say: install the package again")
            }
            shape = read.placeholders
            all[language] = read
        }
        return all
    }

    private init(_ language: SiteLanguage, _ object: JSONObject) throws(SiteFilesError) {
        var words: [String: String] = [:]
        for member in object.members {
            guard case .string(let text) = member.value, !text.string.isEmpty else {
                throw SiteFilesError("\(member.name.string) in \(language.rawValue) is no text")
            }
            words[member.name.string] = text.string
        }
        var scripted = JSONObject()
        for name in Self.scripted + BindingRefusal.allCases.map({ "refused-\($0.rawValue)" }) {
            guard let text = words[name] else { throw SiteFilesError("\(language.rawValue) has no word \(name)") }
            scripted[ExactText(name)] = .text(text)
        }
        self.language = language
        self.words = words
        scriptWords = String(decoding: JSONWriter.compact(.object(scripted)), as: UTF8.self)
    }

    /// The placeholders of each word.
    private var placeholders: [String: Set<String>] {
        words.mapValues { Set($0.matches(of: /\{\w+\}/).map { String($0.output) }) }
    }

    /// - Throws: ``SiteFilesError`` for a word that there is not, or that needs values.
    func plain(_ name: String) throws(SiteFilesError) -> String {
        guard let word = words[name], !word.contains("{") else {
            throw SiteFilesError("there is no word \(name) in \(language.rawValue)")
        }
        return word
    }

    /// The word of a name; the name where there is none, which ``HolderPassPage`` has made sure of.
    subscript(name: String) -> String { words[name] ?? name }

    func callAsFunction(_ name: String, _ values: [String: String]) -> String {
        values.reduce(self[name]) { $0.replacing("{\($1.key)}", with: $1.value) }
    }
}
