import StrictJSON

/// What is there for whom the usual room, or speech alone, is not enough. The raw value is in the database.
package enum SeminarAccess: String, Hashable, Sendable, CaseIterable {
    case stepFree = "step-free"
    case signLanguage = "sign-language"
    case captions
    case hearingLoop = "hearing-loop"
    case companion
}

/// What a seminar says: in Chinese and English always, in other languages where somebody wrote it.
package struct SeminarContent: Hashable, Sendable {
    package let texts: [SiteLanguage: AnnouncementContent.Text]
    /// Seconds since 1970.
    package let begins: Int64
    package let ends: Int64
    /// Where it is, in Chinese and in English; empty where it is only online.
    package let place: String
    package let placeInEnglish: String
    /// Where it is online, for who is signed up: an address of the web; nil for nowhere. It is never on a page for everybody.
    package let link: String?
    /// Spoken, in the order of the languages.
    package let spoken: [SiteLanguage]
    package let access: [SeminarAccess]
    package let places: Int64
    /// From when nobody signs up any more: seconds since 1970, not later than it begins.
    package let signUpEnds: Int64

    /// The text in a language, else in English, and the language that it is in.
    package func text(in language: SiteLanguage) -> (text: AnnouncementContent.Text, language: SiteLanguage) {
        if let text = texts[language] { return (text, language) }
        return (texts[.en] ?? AnnouncementContent.Text(title: "", text: ""), .en)
    }

    /// Where it is, in a language that it is written in; nil where it is only online.
    package func place(in language: SiteLanguage) -> (text: String, language: SiteLanguage)? {
        guard !place.isEmpty else { return nil }
        return language == .zhHant ? (place, .zhHant) : (placeInEnglish, .en)
    }

    /// As it is stored and hashed: canonical JSON.
    var bytes: [UInt8] {
        var written = JSONObject()
        for language in SiteLanguage.allCases {
            guard let text = texts[language] else { continue }
            written[ExactText(language.rawValue)] = .object(["title": .text(text.title), "text": .text(text.text)])
        }
        return JSONWriter.compact(
            .object([
                "access": .texts(access.map(\.rawValue)), "begins": .integer(begins), "ends": .integer(ends),
                "link": link.map { .text($0) } ?? .null, "place": .text(place), "placeEn": .text(placeInEnglish),
                "places": .integer(places), "signUpEnds": .integer(signUpEnds),
                "spoken": .texts(spoken.map(\.rawValue)), "texts": .object(written),
            ]))
    }
}

extension SeminarContent {
    /// Reads what ``bytes`` wrote.
    /// - Throws: ``RegisterError`` for anything else: it is damage.
    init(bytes: [UInt8]) throws(RegisterError) {
        guard let content = Self.read(bytes) else { throw .damaged("a seminar") }
        self = content
    }

    private static func string(_ value: JSONValue?) -> String? {
        if case .string(let text)? = value { text.string } else { nil }
    }

    private static func names<Name: RawRepresentable>(_ value: JSONValue?) -> [Name]? where Name.RawValue == String {
        guard case .array(let values)? = value else { return nil }
        let names = values.compactMap { string($0).flatMap(Name.init(rawValue:)) }
        return names.count == values.count ? names : nil
    }

    private static func read(_ bytes: [UInt8]) -> SeminarContent? {
        guard case .object(let members)? = try? JSONReader.read(bytes),
            case .integer(let begins)? = members["begins"], case .integer(let ends)? = members["ends"],
            case .integer(let places)? = members["places"], case .integer(let signUpEnds)? = members["signUpEnds"],
            let place = string(members["place"]), let placeInEnglish = string(members["placeEn"]),
            let spoken: [SiteLanguage] = names(members["spoken"]),
            let access: [SeminarAccess] = names(members["access"]), case .object(let written)? = members["texts"]
        else { return nil }
        var texts: [SiteLanguage: AnnouncementContent.Text] = [:]
        for member in written.members {
            guard let language = SiteLanguage(rawValue: member.name.string), case .object(let parts) = member.value,
                let title = string(parts["title"]), let text = string(parts["text"])
            else { return nil }
            texts[language] = AnnouncementContent.Text(title: title, text: text)
        }
        guard AnnouncementContent.required.allSatisfy({ texts[$0] != nil }) else { return nil }
        return SeminarContent(
            texts: texts, begins: begins, ends: ends, place: place, placeInEnglish: placeInEnglish,
            link: string(members["link"]), spoken: spoken, access: access, places: places, signUpEnds: signUpEnds)
    }
}
