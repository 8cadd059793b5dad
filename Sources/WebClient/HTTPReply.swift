/// What a web server replied, whatever its status.
package struct HTTPReply: Hashable, Sendable {
    package let status: Int
    /// Empty when it was more than was allowed.
    package let bytes: [UInt8]
    package let isTooLarge: Bool
    package let type: String?
    package let entityTag: String?

    /// What its type says of its encoding (RFC 9110, section 8.3.1).
    package var charset: String? {
        for parameter in (type ?? "").split(separator: ";").dropFirst() {
            let parts = parameter.split(separator: "=", maxSplits: 1)
            guard parts.count == 2, trimmed(parts[0]).lowercased() == "charset" else { continue }
            var value = trimmed(parts[1])
            if value.count >= 2, value.hasPrefix("\""), value.hasSuffix("\"") {
                value = String(value.dropFirst().dropLast())
            }
            return value.isEmpty ? nil : value
        }
        return nil
    }

    private func trimmed(_ text: Substring) -> String {
        var text = text
        while let first = text.first, first == " " || first == "\t" { text.removeFirst() }
        while let last = text.last, last == " " || last == "\t" { text.removeLast() }
        return String(text)
    }
}
