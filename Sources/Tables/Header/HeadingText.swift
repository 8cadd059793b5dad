/// What stands over a column, for comparing: without case, width, spaces and marks.
enum HeadingText {
    /// Letters, their marks, and digits of any script, small and narrow.
    static func folded(_ text: some StringProtocol) -> String {
        var scalars = String.UnicodeScalarView()
        for scalar in text.unicodeScalars {
            let value = (0xFF01...0xFF5E).contains(scalar.value) ? scalar.value - 0xFEE0 : scalar.value
            let narrow = Unicode.Scalar(value) ?? scalar
            switch narrow.properties.generalCategory {
            case .uppercaseLetter, .lowercaseLetter, .otherLetter, .decimalNumber, .modifierLetter, .titlecaseLetter,
                .nonspacingMark, .spacingMark:
                scalars.append(contentsOf: narrow.properties.lowercaseMapping.unicodeScalars)
            default: continue
            }
        }
        return String(scalars)
    }

    /// The ways to read a heading, the likeliest first, each as the parts that must agree: as a whole; without what stands in
    /// brackets (`姓名（必填）`); the parts between slashes or lines (`姓名/Name`); Chinese and English apart (`姓名 Name`).
    static func readings(_ text: String) -> [[String]] {
        let bare = withoutBrackets(text)
        let parts = bare.split { "/／|｜\n\r、".contains($0) }.map(folded).filter { !$0.isEmpty }
        let whole = folded(bare)
        let ideographs = String(String.UnicodeScalarView(whole.unicodeScalars.filter(isIdeograph)))
        let others = String(String.UnicodeScalarView(whole.unicodeScalars.filter { !isIdeograph($0) }))
        return [[folded(text)], [whole], parts, [ideographs, others].filter { !$0.isEmpty }]
    }

    private static func isIdeograph(_ scalar: Unicode.Scalar) -> Bool { scalar.value >= 0x3400 }

    private static func withoutBrackets(_ text: String) -> String {
        var depth = 0
        var result = ""
        for character in text {
            switch character {
            case "(", "（", "[", "【", "［": depth += 1
            case ")", "）", "]", "】", "］": depth = max(0, depth - 1)
            default: if depth == 0 { result.append(character) }
            }
        }
        return result
    }
}
