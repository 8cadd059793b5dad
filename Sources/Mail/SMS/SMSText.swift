/// How a text goes as short messages: in the 7-bit alphabet where it fits into it, else in UCS-2 (3GPP TS 23.038 and 23.040).
package struct SMSText: Hashable, Sendable {
    /// The text, cut at the end of a character where it was too long.
    package let text: String
    /// Messages that it takes.
    package let parts: Int
    package let isCut: Bool

    /// - Parameter mostParts: at least 1.
    package init(_ text: String, mostParts: Int) {
        let mostParts = max(mostParts, 1)
        let parts = Self.parts(text)
        guard parts > mostParts else {
            self.text = text
            self.parts = parts
            isCut = false
            return
        }
        let characters = Array(text)
        // The longest beginning that fits with its mark. A longer one never takes fewer parts: more of a text is never more
        // plainly written.
        var (fitting, tooLong) = (0, characters.count)
        while tooLong - fitting > 1 {
            let middle = (fitting + tooLong) / 2
            if Self.parts(Self.cut(characters, middle)) <= mostParts { fitting = middle } else { tooLong = middle }
        }
        self.text = Self.cut(characters, fitting)
        self.parts = Self.parts(self.text)
        isCut = true
    }

    /// Three dots and not `…`, which alone would take a text out of the 7-bit alphabet.
    private static func cut(_ characters: [Character], _ count: Int) -> String {
        String(characters.prefix(count)) + "..."
    }

    /// Messages that a text takes: the parts of a long one begin with a header of six bytes.
    package static func parts(_ text: String) -> Int {
        if let septets = septets(text) { return septets <= 160 ? 1 : (septets + 152) / 153 }
        let units = text.utf16.count
        guard units > 70 else { return 1 }
        // A pair of surrogates is not torn apart.
        var (parts, used) = (1, 0)
        for scalar in text.unicodeScalars {
            let size = UTF16.width(scalar)
            if used + size > 67 { (parts, used) = (parts + 1, 0) }
            used += size
        }
        return parts
    }

    private static let basic = Set(
        ("@£$¥èéùìòÇ\nØø\rÅåΔ_ΦΓΛΩΠΨΣΘΞÆæßÉ !\"#¤%&'()*+,-./0123456789:;<=>?¡ABCDEFGHIJKLMNOPQRSTUVWXYZÄÖÑÜ§¿"
            + "abcdefghijklmnopqrstuvwxyzäöñüà").unicodeScalars)
    private static let extended = Set("\u{0C}^{}\\[~]|€".unicodeScalars)

    /// Places of the 7-bit alphabet that a text takes; nil when it has other letters.
    private static func septets(_ text: String) -> Int? {
        var count = 0
        for scalar in text.unicodeScalars {
            if basic.contains(scalar) {
                count += 1
            } else if extended.contains(scalar) {
                count += 2
            } else {
                return nil
            }
        }
        return count
    }
}
