package import Identifiers
import StrictJSON

/// What an announcement says: in Chinese and English always, in other languages where somebody wrote it.
package struct AnnouncementContent: Hashable, Sendable {
    package struct Text: Hashable, Sendable {
        package let title: String
        /// Paragraphs, with an empty line between them.
        package let text: String

        package init(title: String, text: String) {
            self.title = title
            self.text = text
        }
    }

    /// Those in which it is always written.
    package static let required: [SiteLanguage] = [.zhHant, .en]

    package let texts: [SiteLanguage: Text]
    /// The ports that it concerns, sorted; empty for all of them.
    package let ports: [String]
    /// The first day on which anybody sees it.
    package let from: CivilDate
    /// The last day on which it counts; nil for no end.
    package let until: CivilDate?
    /// Whether it stands on the home page while it counts.
    package let isImportant: Bool

    package init(
        texts: [SiteLanguage: Text], ports: some Sequence<String>, from: CivilDate, until: CivilDate?, isImportant: Bool
    ) {
        self.texts = texts
        self.ports = Set(ports).sorted()
        self.from = from
        self.until = until
        self.isImportant = isImportant
    }

    /// The text in a language, else in English, and the language that it is in.
    package func text(in language: SiteLanguage) -> (text: Text, language: SiteLanguage) {
        if let text = texts[language] { return (text, language) }
        return (texts[.en] ?? Text(title: "", text: ""), .en)
    }

    package func isOver(on day: CivilDate) -> Bool { until.map { $0 < day } ?? false }

    /// As it is stored and hashed: canonical JSON.
    var bytes: [UInt8] {
        var members: JSONObject = [
            "from": .text(DateText.iso(from)), "important": .bool(isImportant), "ports": .texts(ports),
        ]
        members["until"] = until.map { .text(DateText.iso($0)) }
        var written = JSONObject()
        for language in SiteLanguage.allCases {
            guard let text = texts[language] else { continue }
            written[ExactText(language.rawValue)] = .object(["title": .text(text.title), "text": .text(text.text)])
        }
        members["texts"] = .object(written)
        return JSONWriter.compact(.object(members))
    }

    /// Reads what ``bytes`` wrote.
    /// - Throws: ``RegisterError`` for anything else: it is damage.
    init(bytes: [UInt8]) throws(RegisterError) {
        guard let content = Self.read(bytes) else { throw .damaged("an announcement") }
        self = content
    }

    private static func read(_ bytes: [UInt8]) -> AnnouncementContent? {
        func string(_ value: JSONValue?) -> String? {
            if case .string(let text)? = value { text.string } else { nil }
        }
        guard case .object(let members)? = try? JSONReader.read(bytes),
            let from = string(members["from"]).flatMap(CivilDate.init(text:)),
            case .bool(let isImportant)? = members["important"], case .array(let ports)? = members["ports"],
            case .object(let written)? = members["texts"]
        else { return nil }
        var until: CivilDate?
        if let value = members["until"] {
            guard let day = string(value).flatMap(CivilDate.init(text:)) else { return nil }
            until = day
        }
        var texts: [SiteLanguage: Text] = [:]
        for member in written.members {
            guard let language = SiteLanguage(rawValue: member.name.string), case .object(let parts) = member.value,
                let title = string(parts["title"]), let text = string(parts["text"])
            else { return nil }
            texts[language] = Text(title: title, text: text)
        }
        let names = ports.compactMap { string($0) }
        guard names.count == ports.count, required.allSatisfy({ texts[$0] != nil }) else { return nil }
        return AnnouncementContent(texts: texts, ports: names, from: from, until: until, isImportant: isImportant)
    }
}
