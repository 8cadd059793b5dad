import Identifiers
import Testing

@Suite("Identity numbers")
struct IdentityNumberTests {
    /// 2026-11-26 in Taiwan.
    private static let now: Int64 = 1_795_622_400
    /// The first second of 2031 in Taiwan.
    private static let end: Int64 = 1_924_963_200

    private func rule(_ text: String, _ kind: IdentityNumber.Kind? = nil, now: Int64 = now) -> IdentifierError.Rule? {
        brokenRule { _ = try IdentityNumber(text, kind: kind, now: now) }
    }

    @Test(
        arguments: [
            ("A123456789", .national), ("A223456781", .national), ("A800000014", .resident), ("AC01234567", .resident),
            ("L898902C3", .passport), ("300000000", .passport), ("C1234567", .passport),
        ] as [(String, IdentityNumber.Kind)])
    func `a good number is taken for what its shape says`(text: String, kind: IdentityNumber.Kind) throws {
        for typed in [
            text, text.lowercased(), fullWidth(text), " \(text) ", text.prefix(3) + " - " + text.dropFirst(3),
        ] {
            let number = try IdentityNumber(typed, kind: nil, now: Self.now)
            #expect(number.normalised == text && number.kind == kind && number.hint == text.suffix(4))
        }
    }

    @Test(
        arguments: [
            ("A800000015", nil, "check-digit"), ("A123456788", nil, "check-digit"), ("AC01234568", nil, "check-digit"),
            ("A323456789", nil, "format"), ("A12", nil, "format"), ("", nil, "format"), ("王小明的號碼", nil, "format"),
            (String(repeating: "A", count: 21), nil, "format"), ("A1234567890123456789012", nil, "format"),
            ("A123456789", .resident, "format"), ("A800000014", .national, "format"),
            ("AC01234567", .national, "format"),
            ("A12345678٣", nil, "format"), ("L898902C3", .national, "format"), ("Ａ１２３４５６７８８", nil, "check-digit"),
        ] as [(String, IdentityNumber.Kind?, String)])
    func `a bad number breaks its rule`(text: String, kind: IdentityNumber.Kind?, expected: String) {
        #expect(rule(text, kind)?.rawValue == expected)
    }

    @Test func `a passport may look like anything, even like a national id with a wrong digit`() throws {
        for text in ["A323456789", "A123456788", "A123456789"] {
            #expect(try IdentityNumber(text, kind: .passport, now: Self.now).kind == .passport)
        }
    }

    @Test func `resident ids of two letters end with 2030`() {
        #expect(rule("AC01234567", now: Self.end - 1) == nil)
        #expect(rule("AC01234567", now: Self.end) == .oldResidentID)
        #expect(rule("AC01234567", .resident, now: Self.end) == .oldResidentID)
        #expect(rule("A800000014", now: Self.end) == nil)
    }

    // The rule is weak by its weights: an error goes unseen where weight times difference ends in 0. All others are seen.
    @Test(arguments: ["A123456789", "A223456781", "A800000014", "AC01234567"] as [String])
    func `every single wrong digit is found that the rule can find`(text: String) {
        let weights = [0, 8, 7, 6, 5, 4, 3, 2, 1, 1]
        for error in singleDigitErrors(in: text) {
            // A digit in the second place is a matter of form, too.
            if error.place == 1, ![1, 2, 8, 9].contains(error.to) { continue }
            let isSeen = weights[error.place] * (error.to - error.from) % 10 != 0
            #expect(rule(error.text) == (isSeen ? .checkDigit : nil), "place \(error.place)")
        }
    }

    @Test func `every letter has its published value`() {
        let values: [(Character, Int)] = [
            ("A", 10), ("B", 11), ("C", 12), ("D", 13), ("E", 14), ("F", 15), ("G", 16), ("H", 17), ("I", 34),
            ("J", 18),
            ("K", 19), ("L", 20), ("M", 21), ("N", 22), ("O", 35), ("P", 23), ("Q", 24), ("R", 25), ("S", 26),
            ("T", 27),
            ("U", 28), ("V", 29), ("W", 32), ("X", 30), ("Y", 31), ("Z", 33),
        ]
        #expect(values.count == 26)
        for (letter, value) in values {
            // 1, then zeros, then the check digit: letter, 8 for the 1, and the digit that makes it ten.
            let sum = value / 10 + value % 10 * 9 + 8
            for digit in 0...9 {
                #expect(rule("\(letter)10000000\(digit)") == ((sum + digit) % 10 == 0 ? nil : .checkDigit))
            }
        }
    }
}
