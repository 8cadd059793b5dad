/// Why something could not be drawn.
package struct RenderError: Error, Hashable, Sendable, CustomStringConvertible {
    /// What kind of thing went wrong; open, so that a new kind breaks nobody.
    package struct Code: RawRepresentable, Hashable, Sendable {
        package let rawValue: String
        package init(rawValue: String) { self.rawValue = rawValue }

        package static let emptyText = Code(rawValue: "empty-text")
        package static let notAlphanumeric = Code(rawValue: "not-alphanumeric")
        package static let tooLong = Code(rawValue: "too-long")
        package static let tooDense = Code(rawValue: "too-dense")
        package static let doesNotFit = Code(rawValue: "does-not-fit")
        package static let unusableScale = Code(rawValue: "unusable-scale")
        package static let unusableDate = Code(rawValue: "unusable-date")
        package static let unusableAmount = Code(rawValue: "unusable-amount")
        package static let outOfMemory = Code(rawValue: "out-of-memory")
        package static let libraryFailure = Code(rawValue: "library-failure")
    }

    package let code: Code
    /// One plain sentence.
    package let description: String

    /// A QR code of nothing.
    static let emptyText = RenderError(code: .emptyText, description: "There is no text to draw as a QR code.")

    /// A character outside the 45 of alphanumeric mode; `offset` counts UTF-8 bytes from 0.
    static func notAlphanumeric(offset: Int) -> RenderError {
        RenderError(
            code: .notAlphanumeric,
            description:
                "Byte \(offset) of the text is not in the alphanumeric set of QR codes (0-9 A-Z $%*+-./: and space)."
        )
    }

    /// More than the largest allowed version holds at level M.
    static func tooLong(count: Int, versionLimit: Int) -> RenderError {
        RenderError(
            code: .tooLong,
            description: "The text of \(count) characters does not fit a QR code of version \(versionLimit) at level M."
        )
    }

    /// The modules would be printed too small for gate scanners.
    static func tooDense(version: Int) -> RenderError {
        RenderError(
            code: .tooDense,
            description: "A QR code of version \(version) would have modules under 0.5 mm on this page.")
    }

    /// Even the smallest type leaves no room: nothing is ever cut off instead.
    static func doesNotFit(_ text: String) -> RenderError {
        let shown = text.count > 40 ? text.prefix(40) + " …" : text[...]
        return RenderError(
            code: .doesNotFit, description: "There is no room to print “\(shown)” in full at a readable size.")
    }

    /// Pixels a module outside what is offered.
    static func unusableScale(_ scale: Int) -> RenderError {
        RenderError(code: .unusableScale, description: "A scale of \(scale) pixels a module is outside 1 to 64.")
    }

    /// A time outside the years 1912 (first of the 民國 calendar) to 9999, or an offset of 18 hours or more.
    static let unusableDate = RenderError(
        code: .unusableDate, description: "A date lies outside the years 1912 to 9999.")

    /// A sum that is negative or beyond what is written in words.
    static let unusableAmount = RenderError(
        code: .unusableAmount, description: "An amount is negative or a billion dollars or more.")

    static let outOfMemory = RenderError(code: .outOfMemory, description: "There is not enough memory to draw.")

    /// A library said no, in its own words.
    static func libraryFailure(_ message: String) -> RenderError {
        RenderError(code: .libraryFailure, description: "The drawing library failed: \(message).")
    }
}
