import Identifiers

/// A bulletin as it is typed, and what is wrong with it.
package protocol BulletinForm: Hashable, Sendable {
    associatedtype Kind: BulletinKind

    var typed: TypedTexts<Kind.Content.Part> { get set }

    /// What was typed, where nothing of it is wrong.
    func checked(in register: Register) -> Result<Kind.Content, Faults>
}

/// A text as it is typed, in as many languages as somebody wrote it in.
package struct TypedTexts<Part: TextPart>: Hashable, Sendable {
    private var typed: [Part: [SiteLanguage: String]] = [:]

    package init() {}

    package init(_ texts: TranslatedTexts<Part>) {
        for (language, text) in texts.all {
            for part in Part.allCases { self[part][language] = text[part] }
        }
    }

    package subscript(_ part: Part) -> [SiteLanguage: String] {
        get { typed[part] ?? [:] }
        set { typed[part] = newValue }
    }

    /// What its field is called: `title-zh-Hant`.
    package static func field(_ part: Part, _ language: SiteLanguage) -> String {
        "\(part.rawValue)-\(language.rawValue)"
    }

    package static var fields: Set<String> {
        Set(SiteLanguage.allCases.flatMap { language in Part.allCases.map { field($0, language) } })
    }

    /// The languages that nothing is wrong with; another than those that are required is written whole or not at all.
    func checked(_ faults: inout [Fault]) -> TranslatedTexts<Part> {
        var written: [SiteLanguage: PartedText<Part>] = [:]
        for language in SiteLanguage.allCases {
            var text: [Part: String] = [:]
            for part in Part.allCases { text[part] = OpinionText.plain(self[part][language] ?? "") }
            let isWanted = TranslatedTexts<Part>.required.contains(language) || !text.values.allSatisfy(\.isEmpty)
            guard isWanted else { continue }
            let wrong = Part.allCases.compactMap { part in
                let (words, field) = (text[part] ?? "", Self.field(part, language))
                return part == .title
                    ? OpinionText.lineFault(in: words, field: field, longest: part.longest)
                    : OpinionText.fault(in: words, field: field, longest: part.longest)
            }
            faults += wrong
            if wrong.isEmpty { written[language] = PartedText(text) }
        }
        return TranslatedTexts(written)
    }
}

/// A day as it is typed, in either calendar.
enum TypedDay {
    static func required(_ text: String, _ field: String, _ faults: inout [Fault]) -> CivilDate? {
        let day = try? DateText.parse(text)
        if day == nil { faults.append(Fault(field, text.isEmpty ? "required" : "format")) }
        return day
    }

    /// Nil also where there is none, which is no fault.
    static func optional(_ text: String, _ field: String, _ faults: inout [Fault]) -> CivilDate? {
        text.isEmpty ? nil : required(text, field, &faults)
    }
}
