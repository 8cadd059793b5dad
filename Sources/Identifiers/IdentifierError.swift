/// The rule that a typed text breaks. Never holds what was typed, nor a part of it.
package struct IdentifierError: Error, Hashable, Sendable, CustomStringConvertible {
    /// A stable name for translation; open, so that a new rule breaks nobody.
    package struct Rule: RawRepresentable, Hashable, Sendable, CustomStringConvertible {
        package let rawValue: String

        package init(rawValue: String) { self.rawValue = rawValue }

        package var description: String { rawValue }

        package static let required = Rule(rawValue: "required")
        package static let format = Rule(rawValue: "format")
        package static let checkDigit = Rule(rawValue: "check-digit")
        package static let tooLong = Rule(rawValue: "too-long")
        package static let forbiddenCharacter = Rule(rawValue: "forbidden-character")
        /// Resident ids of two letters, after their end.
        package static let oldResidentID = Rule(rawValue: "old-resident-id")
        /// A day that does not exist.
        package static let noSuchDay = Rule(rawValue: "no-such-day")
        /// A birth after today.
        package static let future = Rule(rawValue: "future")
        /// A birth longer ago than anyone lives.
        package static let tooOld = Rule(rawValue: "too-old")
        /// A telephone number that receives no messages.
        package static let noMobile = Rule(rawValue: "no-mobile")
    }

    package let rule: Rule
    /// One sentence in English.
    package let description: String

    /// - Parameter description: a literal of the source, so that nothing typed can get into it.
    init(_ rule: Rule, _ description: StaticString) {
        self.rule = rule
        self.description = description.description
    }
}
