/// A text ready for print, and the parts of it that stay on one line if they can.
struct Phrase: Hashable {
    let text: String
    /// Ranges of UTF-8 offsets: a plate is not broken at its dash, nor a port parted from its zones.
    let unbroken: [Range<Int>]

    init(_ text: String) {
        self.text = Self.printable(text)
        unbroken = []
    }

    /// Parts joined by a separator, at which alone a line may end.
    init(joining parts: [String], separator: String) {
        var text = ""
        var unbroken: [Range<Int>] = []
        for part in parts.map(Self.printable) where !part.isEmpty {
            if !text.isEmpty { text += separator }
            let start = text.utf8.count
            text += part
            unbroken.append(start..<text.utf8.count)
        }
        self.text = text
        self.unbroken = unbroken
    }

    /// Sentences whose lines end after a comma or stop where they can.
    init(clauses text: String) {
        var parts: [String] = [""]
        for character in text {
            parts[parts.count - 1].append(character)
            if "，；。：、".contains(character) { parts.append("") }
        }
        self.init(joining: parts, separator: "")
    }

    private init(text: String, unbroken: [Range<Int>]) {
        self.text = text
        self.unbroken = unbroken
    }

    /// The same with 〓, the mark of a missing type, for every one of `characters`.
    func replacing(_ characters: [Unicode.Scalar]) -> Phrase {
        guard !characters.isEmpty else { return self }
        // 〓 takes three bytes, which moves the ranges: each offset is carried over.
        var offsets: [Int] = []
        var result = ""
        for scalar in text.unicodeScalars {
            let replaced = characters.contains(scalar)
            let start = result.utf8.count
            result.unicodeScalars.append(replaced ? "〓" : scalar)
            for _ in 0..<Unicode.UTF8.width(scalar) { offsets.append(start) }
        }
        offsets.append(result.utf8.count)
        return Phrase(text: result, unbroken: unbroken.map { offsets[$0.lowerBound]..<offsets[$0.upperBound] })
    }

    /// Without what is not print: control characters become spaces, and marks that would turn the direction of the text
    /// around, and so show another name than the one that is signed, are left out (Unicode TR 36, section 3.3).
    private static func printable(_ text: String) -> String {
        var result = ""
        for scalar in text.unicodeScalars {
            switch scalar {
            case "\u{200E}", "\u{200F}", "\u{061C}", "\u{202A}"..."\u{202E}", "\u{2066}"..."\u{2069}", "\u{FEFF}":
                continue
            case "\u{2028}", "\u{2029}": result += " "
            default:
                if scalar.properties.generalCategory == .control {
                    result += " "
                } else {
                    result.unicodeScalars.append(scalar)
                }
            }
        }
        return result.split(separator: " ", omittingEmptySubsequences: true).joined(separator: " ")
    }
}
