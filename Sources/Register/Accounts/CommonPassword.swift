/// Whether guessing begins with a password.
struct CommonPassword {
    /// Characters that remain when everything common is taken out, from which on a password is one.
    private static let leastOfItsOwn = 4
    private static let leastDifferent = 5
    private static let digitsForLetters: [Character: Character] = [
        "0": "o", "1": "i", "3": "e", "4": "a", "5": "s", "7": "t", "@": "a", "$": "s", "!": "i", "8": "b",
    ]

    /// In small letters, the longest first.
    private let words: [String]

    init(words: [String]) { self.words = Set(words).sorted { ($0.count, $1) > ($1.count, $0) } }

    func covers(_ password: String) -> Bool {
        let small = password.lowercased()
        if Set(small).count < Self.leastDifferent || Self.isRow(small) { return true }
        // `p@ssw0rd`, too.
        let plain = String(small.map { Self.digitsForLetters[$0] ?? $0 })
        return [small, plain].contains { left(of: $0) < Self.leastOfItsOwn }
    }

    /// How many characters are left without the words, and without what people put at an end: digits and signs.
    private func left(of text: String) -> Int {
        var rest = text
        for word in words { rest = rest.replacing(word, with: " ") }
        return Set(rest.filter { $0.isLetter }).count
    }

    /// Whether most characters follow the one before: `123456789012`, `abcdefghijkl`, `111222333444`.
    private static func isRow(_ text: String) -> Bool {
        let values = text.unicodeScalars.map { Int($0.value) }
        let steps = zip(values, values.dropFirst()).count { abs($1 - $0) <= 1 }
        return steps * 10 >= (values.count - 1) * 7
    }
}
