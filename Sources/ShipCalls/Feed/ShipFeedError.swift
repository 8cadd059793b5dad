package import StrictXML

/// Why nothing of a feed is taken. Never holds what stands in it.
package struct ShipFeedError: Error, Hashable, Sendable, CustomStringConvertible {
    /// A stable name for translation; open, so that a new one breaks nobody. Those of ``XMLError/Code`` are among them.
    package struct Code: RawRepresentable, Hashable, Sendable, CustomStringConvertible {
        package let rawValue: String

        package init(rawValue: String) { self.rawValue = rawValue }

        package var description: String { rawValue }

        package static let empty = Code(rawValue: "empty")
        package static let tooLarge = Code(rawValue: "too-large")
        package static let tooManyShips = Code(rawValue: "too-many-ships")
        /// It says one encoding and is in another, or in none.
        package static let wrongEncoding = Code(rawValue: "wrong-encoding")
        package static let unsupportedEncoding = Code(rawValue: "unsupported-encoding")
        /// This machine's C library has no converter for Big5.
        package static let noConverter = Code(rawValue: "no-converter")
        /// XML, but nothing of ships: a page that tells of an error, for instance.
        package static let notAFeed = Code(rawValue: "not-a-feed")
        package static let malformed = Code(rawValue: "malformed")
        package static let doctype = Code(rawValue: "doctype")
        package static let entity = Code(rawValue: "entity")
        package static let tooDeep = Code(rawValue: "too-deep")
        package static let tooManyElements = Code(rawValue: "too-many-elements")
        package static let tagTooLong = Code(rawValue: "tag-too-long")
        package static let textTooLong = Code(rawValue: "text-too-long")
    }

    package let code: Code
    /// The line, from 1, and the byte, from 0: of the feed as it came for encodings, of its text in UTF-8 for XML.
    package let place: XMLPlace?
    /// One sentence in English.
    package let description: String

    init(_ code: Code, _ place: XMLPlace? = nil, _ description: String) {
        self.code = code
        self.place = place
        self.description = description + (place.map { " (\($0))" } ?? "")
    }

    init(_ error: XMLError) { self.init(Code(rawValue: error.code.rawValue), error.place, error.description) }
}
