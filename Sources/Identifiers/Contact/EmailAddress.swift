/// An e-mail address that a plain SMTP server delivers to.
///
/// Of RFC 5321 the dot-string form (section 4.1.2) and its lengths (4.5.3.1): no quoted names, no comments, no address
/// literals, no characters beyond ASCII, which need an extension that few servers have. So nothing in it can end a header
/// or add a recipient.
package struct EmailAddress: Hashable, Sendable {
    /// What stands before the @, as typed: a server may tell capitals apart.
    package let mailbox: String
    /// In lower case.
    package let domain: String

    package var text: String { mailbox + "@" + domain }

    /// For telling whether two are the same: no server in use tells capitals apart.
    package var folded: String { text.lowercased() }

    private static let longestMailbox = 64
    private static let longest = 254
    private static let longestLabel = 63

    /// - Parameter text: as typed; spaces around it and full-width characters are forgiven.
    package init(_ text: String) throws(IdentifierError) {
        let text = TextNormalisation.trimmed(TextNormalisation.narrowed(text))
        guard !text.isEmpty else { throw IdentifierError(.required, "the e-mail address is missing") }
        guard TextNormalisation.isPlain(text) else {
            throw IdentifierError(.forbiddenCharacter, "an e-mail address has no control characters")
        }
        guard text.utf8.count <= Self.longest else {
            throw IdentifierError(.tooLong, "an e-mail address has at most 254 characters")
        }
        let parts = text.split(separator: "@", omittingEmptySubsequences: false)
        guard parts.count == 2 else { throw IdentifierError(.format, "an e-mail address has one @") }
        // The full stop that Chinese keyboards write.
        let typed = String(parts[1].map { $0 == "。" || $0 == "｡" ? "." : $0 })
        // Looked at first: some characters beyond ASCII have a small letter in it.
        let domain = typed.utf8.allSatisfy { $0 < 0x80 } ? typed.lowercased() : ""
        guard parts[0].utf8.count <= Self.longestMailbox else {
            throw IdentifierError(.tooLong, "at most 64 characters stand before the @")
        }
        guard Self.isMailbox(parts[0]) else {
            throw IdentifierError(.format, "something before the @ is not allowed there")
        }
        guard Self.isDomain(domain) else { throw IdentifierError(.format, "what follows the @ is no domain") }
        mailbox = String(parts[0])
        self.domain = domain
    }

    /// Atoms joined by single dots.
    private static func isMailbox(_ text: Substring) -> Bool {
        text.utf8.split(separator: UInt8(ascii: "."), omittingEmptySubsequences: false).allSatisfy { atom in
            !atom.isEmpty
                && atom.allSatisfy {
                    $0.isDigit || $0.isCapital || $0.isSmall || "!#$%&'*+-/=?^_`{|}~".utf8.contains($0)
                }
        }
    }

    /// Two labels or more, the last not of digits alone.
    private static func isDomain(_ text: String) -> Bool {
        let labels = text.utf8.split(separator: UInt8(ascii: "."), omittingEmptySubsequences: false)
        guard labels.count >= 2, let last = labels.last, !last.allSatisfy(\.isDigit) else { return false }
        return labels.allSatisfy { label in
            (1...longestLabel).contains(label.count) && label.first != UInt8(ascii: "-")
                && label.last != UInt8(ascii: "-")
                && label.allSatisfy { $0.isDigit || $0.isSmall || $0 == UInt8(ascii: "-") }
        }
    }
}
