import PassFormat

/// Numbers of cards that follow one another: `V-008`, `V-009`, `V-010`.
enum CardNumbers {
    /// - Returns: nil when the first has no digits at its end, or they do not reach so far.
    static func run(from first: WireText, count: Int64) -> [WireText]? {
        guard count > 0 else { return nil }
        let digits = first.utf8.reversed().prefix { (UInt8(ascii: "0")...UInt8(ascii: "9")).contains($0) }
        if count == 1 { return [first] }
        guard (1...15).contains(digits.count), let start = Int64(String(decoding: digits.reversed(), as: UTF8.self))
        else { return nil }
        let head = String(decoding: first.utf8.dropLast(digits.count), as: UTF8.self)
        var numbers: [WireText] = []
        for value in start..<start + count {
            let text = String(value)
            guard text.utf8.count <= digits.count else { return nil }
            numbers.append(WireText(head + String(repeating: "0", count: digits.count - text.utf8.count) + text))
        }
        return numbers
    }
}
