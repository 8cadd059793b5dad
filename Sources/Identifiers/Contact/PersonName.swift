/// A person's name as it goes on a pass: 王小明, 谷辣斯·尤達卡, Ljeljeng Tjaljimaraw, 𠮷田喆.
///
/// Whatever script it is in and however rare its characters are, it is kept as written: only full-width ASCII becomes
/// plain, and white space one space.
package struct PersonName: Hashable, Sendable {
    package let text: String

    /// Bytes of UTF-8: what a pass carries (DESIGN section 3).
    package static let longest = 90

    package init(_ text: String) throws(IdentifierError) {
        let words = TextNormalisation.words(Self.folded(text))
        guard !words.isEmpty else { throw IdentifierError(.required, "the name is missing") }
        let folded = words.joined(separator: " ")
        guard TextNormalisation.isPlain(folded) else {
            throw IdentifierError(
                .forbiddenCharacter, "a name has no control characters and none that turn the direction of writing")
        }
        guard folded.utf8.count <= Self.longest else {
            throw IdentifierError(.tooLong, "a name takes at most 90 bytes: 30 Chinese characters or 90 plain letters")
        }
        guard TextNormalisation.hasLetter(folded) else { throw IdentifierError(.format, "a name has letters") }
        self.text = folded
    }

    /// The full-width dot of the household register between the parts of a name is a middle dot, not a full stop.
    private static func folded(_ text: String) -> String {
        var scalars = String.UnicodeScalarView()
        for scalar in text.unicodeScalars {
            if scalar == "\u{FF0E}", let last = scalars.last, last.value > 0xFF {
                scalars.append("\u{B7}")
            } else {
                scalars.append(TextNormalisation.narrowed(scalar))
            }
        }
        return String(scalars)
    }
}
