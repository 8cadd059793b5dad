import StrictJSON

/// What a text of a kind consists of. The raw value is in what is stored, and in the names of forms' fields.
package protocol TextPart: RawRepresentable<String>, CaseIterable, Hashable, Sendable {
    /// One line.
    static var title: Self { get }

    /// Characters that it may have.
    var longest: Int { get }
}

/// A title, and one text of paragraphs, with an empty line between them.
package enum ArticlePart: String, TextPart {
    case title, text

    package static let longestTitle = 120
    package static let longestText = 8_000

    package var longest: Int { self == .title ? Self.longestTitle : Self.longestText }
}

/// A text in one language.
package struct PartedText<Part: TextPart>: Hashable, Sendable {
    private let parts: [Part: String]

    init(_ parts: [Part: String]) { self.parts = parts }

    package subscript(_ part: Part) -> String { parts[part] ?? "" }

    package var title: String { self[.title] }
}

extension PartedText<ArticlePart> {
    package var text: String { self[.text] }
}

/// A text in the languages that it is written in: in Chinese and English always, in others where somebody wrote it, and whole.
package struct TranslatedTexts<Part: TextPart>: Hashable, Sendable {
    /// Those in which it is always written.
    package static var required: [SiteLanguage] { [.zhHant, .en] }

    private let texts: [SiteLanguage: PartedText<Part>]

    init(_ texts: [SiteLanguage: PartedText<Part>]) { self.texts = texts }

    package subscript(_ language: SiteLanguage) -> PartedText<Part>? { texts[language] }

    /// In a language, else in English, and the language that it is in.
    package func text(in language: SiteLanguage) -> (text: PartedText<Part>, language: SiteLanguage) {
        if let text = texts[language] { return (text, language) }
        return (texts[.en] ?? PartedText([:]), .en)
    }

    /// Every one of them, in the order of the languages.
    package var all: [(language: SiteLanguage, text: PartedText<Part>)] {
        SiteLanguage.allCases.compactMap { language in texts[language].map { (language, $0) } }
    }
}

extension TranslatedTexts {
    var json: JSONValue {
        let members = all.map { language, text in
            JSONMember(
                ExactText(language.rawValue),
                .object(JSONObject(Part.allCases.map { JSONMember(ExactText($0.rawValue), .text(text[$0])) })))
        }
        return .object(JSONObject(members))
    }

    /// Reads what ``json`` wrote; nil for anything else.
    init?(_ json: JSONValue?) {
        guard case .object(let written)? = json else { return nil }
        var texts: [SiteLanguage: PartedText<Part>] = [:]
        for member in written.members {
            guard let language = SiteLanguage(rawValue: member.name.string), case .object(let parts) = member.value
            else { return nil }
            var text: [Part: String] = [:]
            for part in Part.allCases {
                guard let words = parts.string(ExactText(part.rawValue)) else { return nil }
                text[part] = words
            }
            texts[language] = PartedText(text)
        }
        guard Self.required.allSatisfy({ texts[$0] != nil }) else { return nil }
        self.init(texts)
    }
}
