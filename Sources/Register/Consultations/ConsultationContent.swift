package import Identifiers
import StrictJSON

/// What a consultation asks: in Chinese and English always, in other languages where somebody wrote them.
package struct ConsultationContent: Hashable, Sendable {
    package struct Text: Hashable, Sendable {
        package let title: String
        /// What everybody is asked.
        package let question: String
        /// What is planned, and why: paragraphs, with an empty line between them.
        package let background: String

        package init(title: String, question: String, background: String) {
            self.title = title
            self.question = question
            self.background = background
        }
    }

    package let texts: [SiteLanguage: Text]
    /// The ports that it concerns, sorted; empty for all of them.
    package let ports: [String]
    /// The first and the last day on which anybody may contribute.
    package let from: CivilDate
    package let until: CivilDate

    package init(texts: [SiteLanguage: Text], ports: some Sequence<String>, from: CivilDate, until: CivilDate) {
        self.texts = texts
        self.ports = Set(ports).sorted()
        self.from = from
        self.until = until
    }

    /// The text in a language, else in English, and the language that it is in.
    package func text(in language: SiteLanguage) -> (text: Text, language: SiteLanguage) {
        if let text = texts[language] { return (text, language) }
        return (texts[.en] ?? Text(title: "", question: "", background: ""), .en)
    }

    /// As it is stored and hashed: canonical JSON.
    var bytes: [UInt8] {
        var written = JSONObject()
        for language in SiteLanguage.allCases {
            guard let text = texts[language] else { continue }
            written[ExactText(language.rawValue)] = .object([
                "title": .text(text.title), "question": .text(text.question), "background": .text(text.background),
            ])
        }
        return JSONWriter.compact(
            .object([
                "from": .text(DateText.iso(from)), "until": .text(DateText.iso(until)), "ports": .texts(ports),
                "texts": .object(written),
            ]))
    }

    /// Reads what ``bytes`` wrote.
    /// - Throws: ``RegisterError`` for anything else: it is damage.
    init(bytes: [UInt8]) throws(RegisterError) {
        guard let content = Self.read(bytes) else { throw .damaged("a consultation") }
        self = content
    }

    private static func read(_ bytes: [UInt8]) -> ConsultationContent? {
        func string(_ value: JSONValue?) -> String? {
            if case .string(let text)? = value { text.string } else { nil }
        }
        guard case .object(let members)? = try? JSONReader.read(bytes),
            let from = string(members["from"]).flatMap(CivilDate.init(text:)),
            let until = string(members["until"]).flatMap(CivilDate.init(text:)),
            case .array(let ports)? = members["ports"], case .object(let written)? = members["texts"]
        else { return nil }
        var texts: [SiteLanguage: Text] = [:]
        for member in written.members {
            guard let language = SiteLanguage(rawValue: member.name.string), case .object(let parts) = member.value,
                let title = string(parts["title"]), let question = string(parts["question"]),
                let background = string(parts["background"])
            else { return nil }
            texts[language] = Text(title: title, question: question, background: background)
        }
        let names = ports.compactMap { string($0) }
        guard names.count == ports.count, AnnouncementContent.required.allSatisfy({ texts[$0] != nil }) else {
            return nil
        }
        return ConsultationContent(texts: texts, ports: names, from: from, until: until)
    }
}
