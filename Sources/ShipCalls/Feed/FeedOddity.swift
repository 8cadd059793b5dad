/// One thing in a feed that is not as it should be, and what was done: what is odd is left out of the call, the rest is taken.
package struct FeedOddity: Hashable, Sendable, CustomStringConvertible {
    /// A stable name for translation; open, so that a new kind breaks nobody.
    package struct Kind: RawRepresentable, Hashable, Sendable, CustomStringConvertible {
        package let rawValue: String

        package init(rawValue: String) { self.rawValue = rawValue }

        package var description: String { rawValue }

        // Of one ship.

        /// The row has no visa number: the ship stands for the call.
        package static let missingVisa = Kind(rawValue: "missing-visa")
        /// Nothing in the row names a ship: no call is made of it.
        package static let unidentifiable = Kind(rawValue: "unidentifiable")
        /// The row has none of the five times.
        package static let noTime = Kind(rawValue: "no-time")
        /// Neither the row nor who asked says which port it is: no call is made of it.
        package static let missingPort = Kind(rawValue: "missing-port")
        /// A port TPNet was not known to tell of; it is taken.
        package static let unknownPort = Kind(rawValue: "unknown-port")
        /// Another port than was asked for; it is taken.
        package static let otherPort = Kind(rawValue: "other-port")
        /// Not in the form of its kind: left out.
        package static let format = Kind(rawValue: "format")
        /// An IMO number whose check digit does not fit: left out.
        package static let checkDigit = Kind(rawValue: "check-digit")
        /// A time in neither form, or on no day there is: left out.
        package static let badTime = Kind(rawValue: "bad-time")
        /// A departure before the arrival: the departure is left out.
        package static let timesContradict = Kind(rawValue: "times-contradict")
        /// A character that is none in the feed's encoding, such as half of one; it reads U+FFFD.
        package static let unreadableCharacter = Kind(rawValue: "unreadable-character")
        /// Characters that can't be seen: taken out.
        package static let invisibleCharacter = Kind(rawValue: "invisible-character")
        package static let tooLong = Kind(rawValue: "too-long")
        /// A second element of one meaning with another text: the first counts.
        package static let repeated = Kind(rawValue: "repeated")
        /// Elements within a field, or a ship within a ship: passed over.
        package static let nested = Kind(rawValue: "nested")
        /// Text where only elements belong: passed over.
        package static let strayText = Kind(rawValue: "stray-text")
        package static let attribute = Kind(rawValue: "attribute")
        /// `&` where `&amp;` belongs: taken as the character.
        package static let bareAmpersand = Kind(rawValue: "bare-ampersand")

        // Of the feed; told once.

        /// An element that is not known: passed over. Told at the first ship that has it.
        package static let unknownElement = Kind(rawValue: "unknown-element")
        package static let unknownRoot = Kind(rawValue: "unknown-root")
        package static let noShips = Kind(rawValue: "no-ships")
        /// Big5 without saying so.
        package static let encodingUndeclared = Kind(rawValue: "encoding-undeclared")
        /// The server named another encoding than the document: the document counts.
        package static let encodingDiffers = Kind(rawValue: "encoding-differs")
    }

    package let kind: Kind
    /// The ship, from 1; nil for the feed as a whole.
    package let row: Int?
    /// The element's name.
    package let element: String?
    /// What stood there, shortened, without characters that can't be seen.
    package let value: String?

    package init(_ kind: Kind, row: Int? = nil, element: String? = nil, value: String? = nil) {
        self.kind = kind
        self.row = row
        self.element = element
        self.value = value
    }

    package var description: String {
        var words = kind.rawValue
        if let row { words += " in row \(row)" }
        if let element { words += ", \(element)" }
        if let value { words += ": \(value)" }
        return words
    }
}
