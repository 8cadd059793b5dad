import StrictJSON

/// What a bulletin says: its texts, and what else there is to know.
package protocol BulletinContent: Hashable, Sendable {
    associatedtype Part: TextPart

    var texts: TranslatedTexts<Part> { get }

    /// As it is stored and hashed: canonical JSON, in an order that never changes.
    var bytes: [UInt8] { get }

    /// Reads what ``bytes`` wrote; nil for anything else.
    init?(bytes: [UInt8])
}

extension BulletinContent {
    package typealias Text = PartedText<Part>

    /// The text in a language, else in English, and the language that it is in.
    package func text(in language: SiteLanguage) -> (text: Text, language: SiteLanguage) { texts.text(in: language) }
}
