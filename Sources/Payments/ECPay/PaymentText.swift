/// Texts that a payer reads on ECPay's page.
package enum PaymentText {
    /// A text without what ECPay refuses or cuts: letters, digits and a few signs stay, everything else is a space; at most so many
    /// characters. `#` separates items, so it is none of them.
    package static func cleaned(_ text: String, limit: Int) -> String {
        var output = String.UnicodeScalarView()
        for scalar in text.unicodeScalars {
            if isKept(scalar) {
                output.append(scalar)
            } else if let last = output.last, last != " " {
                output.append(" ")
            }
            if output.count == limit { break }
        }
        while output.last == " " { output.removeLast() }
        return String(output)
    }

    /// Whether a text is one that ``cleaned(_:limit:)`` leaves as it is.
    static func isClean(_ text: String, limit: Int, besides separator: Unicode.Scalar? = nil) -> Bool {
        !text.isEmpty && text.unicodeScalars.count <= limit
            && text.unicodeScalars.allSatisfy { isKept($0) || $0 == " " || $0 == separator }
    }

    private static func isKept(_ scalar: Unicode.Scalar) -> Bool {
        switch scalar {
        case "0"..."9", "A"..."Z", "a"..."z", "-", "_", ".", "(", ")", "、", "，", "。", "：", "（", "）": true
        default:
            scalar.value >= 0xC0 && scalar.properties.isAlphabetic && scalar.value <= 0xFFFF
        }
    }
}
