import Identifiers

/// A message to somebody, before it has words: what it is about, and what stands in it.
///
/// It never holds an identity number: facts are only those that its kind has places for, and one that has a national number's form
/// is refused.
package struct Notice: Hashable, Sendable {
    private static let longestFact = 256

    package let kind: NoticeKind
    package let to: Contact
    package let language: SiteLanguage
    package let facts: [String: String]

    /// - Throws: ``RegisterError`` with code `invalidArgument` for other facts than the kind has, or ones that may not be told.
    package init(
        _ kind: NoticeKind, to contact: Contact, language: SiteLanguage, facts: [String: String]
    ) throws(RegisterError) {
        guard Set(facts.keys) == kind.facts else {
            throw RegisterError(
                .invalidArgument,
                "a notice \(kind.rawValue) has the facts \(kind.facts.sorted().joined(separator: ", ")), and no others")
        }
        for (name, fact) in facts {
            guard !fact.isEmpty, fact.utf8.count <= Self.longestFact, TextNormalisation.isPlain(fact),
                !Self.holdsIdentityNumber(fact)
            else { throw RegisterError(.invalidArgument, "the fact \(name) of a notice can't be told") }
        }
        self.kind = kind
        to = contact
        self.language = language
        self.facts = facts
    }

    /// Whether there is a letter, a letter or digit of the second place, and eight digits in it: a national identity or resident
    /// number of Taiwan, right or wrong.
    static func holdsIdentityNumber(_ text: String) -> Bool {
        let bytes = Array(text.uppercased().utf8)
        let isDigit = { (byte: UInt8) in (0x30...0x39).contains(byte) }
        let isLetter = { (byte: UInt8) in (0x41...0x5A).contains(byte) }
        guard bytes.count >= 10 else { return false }
        return (0...bytes.count - 10).contains { start in
            let before = start > 0 ? bytes[start - 1] : 0x20
            let after = start + 10 < bytes.count ? bytes[start + 10] : 0x20
            return isLetter(bytes[start]) && (isDigit(bytes[start + 1]) || isLetter(bytes[start + 1]))
                && bytes[(start + 2)..<(start + 10)].allSatisfy(isDigit)
                && !isLetter(before) && !isDigit(before) && !isDigit(after)
        }
    }
}
