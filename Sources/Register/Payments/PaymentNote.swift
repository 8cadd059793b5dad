import Identifiers

/// Short texts that staff give: references and codes.
enum PaymentNote {
    /// - Throws: ``RegisterError`` with code `invalidArgument`.
    static func reference(_ text: String) throws(RegisterError) -> String {
        let text = TextNormalisation.trimmed(text)
        guard (1...64).contains(text.utf8.count), TextNormalisation.isPlain(text) else {
            throw RegisterError(.invalidArgument, "a reference has 1 to 64 bytes, and no control characters")
        }
        return text
    }

    /// - Throws: ``RegisterError`` with code `invalidArgument`.
    static func reason(_ code: String) throws(RegisterError) -> String {
        guard (1...32).contains(code.utf8.count), code.utf8.allSatisfy({ (0x61...0x7A).contains($0) || $0 == 0x2D })
        else {
            throw RegisterError(.invalidArgument, "a reason is a code of lower-case letters and dashes")
        }
        return code
    }
}
