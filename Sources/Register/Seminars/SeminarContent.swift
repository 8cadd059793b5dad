import StrictJSON

/// What is there for whom the usual room, or speech alone, is not enough. The raw value is in the database.
package enum SeminarAccess: String, Hashable, Sendable, CaseIterable {
    case stepFree = "step-free"
    case signLanguage = "sign-language"
    case captions
    case hearingLoop = "hearing-loop"
    case companion
}

/// What a seminar says.
package struct SeminarContent: BulletinContent {
    package let texts: TranslatedTexts<ArticlePart>
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

    /// Where it is, in a language that it is written in; nil where it is only online.
    package func place(in language: SiteLanguage) -> (text: String, language: SiteLanguage)? {
        guard !place.isEmpty else { return nil }
        return language == .zhHant ? (place, .zhHant) : (placeInEnglish, .en)
    }
}

extension SeminarContent {
    package var bytes: [UInt8] {
        JSONWriter.compact(
            .object([
                "access": .texts(access.map(\.rawValue)), "begins": .integer(begins), "ends": .integer(ends),
                "link": link.map { .text($0) } ?? .null, "place": .text(place), "placeEn": .text(placeInEnglish),
                "places": .integer(places), "signUpEnds": .integer(signUpEnds),
                "spoken": .texts(spoken.map(\.rawValue)), "texts": texts.json,
            ]))
    }

    package init?(bytes: [UInt8]) {
        guard case .object(let members)? = try? JSONReader.read(bytes),
            let texts = TranslatedTexts<ArticlePart>(members["texts"]), let begins = members.integer("begins"),
            let ends = members.integer("ends"), let places = members.integer("places"),
            let signUpEnds = members.integer("signUpEnds"), let place = members.string("place"),
            let placeInEnglish = members.string("placeEn"),
            let spoken: [SiteLanguage] = Self.choices(members.strings("spoken")),
            let access: [SeminarAccess] = Self.choices(members.strings("access"))
        else { return nil }
        self.init(
            texts: texts, begins: begins, ends: ends, place: place, placeInEnglish: placeInEnglish,
            link: members.string("link"), spoken: spoken, access: access, places: places, signUpEnds: signUpEnds)
    }

    private static func choices<Choice: RawRepresentable<String>>(_ names: [String]?) -> [Choice]? {
        guard let names else { return nil }
        let choices = names.compactMap(Choice.init(rawValue:))
        return choices.count == names.count ? choices : nil
    }
}
