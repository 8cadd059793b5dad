/// Why a document is not read. Never holds what stands in it.
package struct XMLError: Error, Hashable, Sendable, CustomStringConvertible {
    /// A stable name; open, so that a new one breaks nobody.
    package struct Code: RawRepresentable, Hashable, Sendable, CustomStringConvertible {
        package let rawValue: String

        package init(rawValue: String) { self.rawValue = rawValue }

        package var description: String { rawValue }

        package static let tooLarge = Code(rawValue: "too-large")
        /// A document type, and with it every way to declare an entity or to name another file.
        package static let doctype = Code(rawValue: "doctype")
        /// A reference to something other than the five that XML itself knows, or a character by its number.
        package static let entity = Code(rawValue: "entity")
        package static let tooDeep = Code(rawValue: "too-deep")
        package static let tooManyElements = Code(rawValue: "too-many-elements")
        /// A tag, with its name and its attributes, is longer than any that is looked for.
        package static let tagTooLong = Code(rawValue: "tag-too-long")
        package static let textTooLong = Code(rawValue: "text-too-long")
        /// Not well-formed: what expat says of it.
        package static let malformed = Code(rawValue: "malformed")
        package static let notUTF8 = Code(rawValue: "not-utf-8")
        /// The parser could not be made: out of memory.
        package static let unavailable = Code(rawValue: "unavailable")
    }

    package let code: Code
    package let place: XMLPlace
    /// One sentence in English.
    package let description: String

    init(_ code: Code, _ place: XMLPlace, _ description: String) {
        self.code = code
        self.place = place
        self.description = description
    }
}
