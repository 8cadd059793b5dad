import Identifiers
import Testing

@Suite("Company numbers")
struct CompanyNumberTests {
    private func rule(_ text: String) -> IdentifierError.Rule? {
        brokenRule { _ = try CompanyNumber(text) }
    }

    @Test(arguments: ["04595257", "10458575", "04595252", "22099131", "10458570"] as [String])
    func `a good number is taken, however it is typed`(text: String) throws {
        for typed in [text, fullWidth(text), " \(text)\n", text.prefix(4) + "-" + text.suffix(4)] {
            // A line break is no part of a number.
            if typed.contains("\n") {
                #expect(rule(typed) == .format)
            } else {
                #expect(try CompanyNumber(typed).digits == text)
            }
        }
    }

    @Test(
        arguments: [
            ("04595253", "check-digit"), ("00000000", "format"), ("0459525", "format"), ("045952570", "format"),
            ("A4595257", "format"), ("", "required"), ("　 ", "required"), ("٠٤٥٩٥٢٥٧", "format"), ("公司", "format"),
        ] as [(String, String)])
    func `a bad number breaks its rule`(text: String, expected: String) { #expect(rule(text)?.rawValue == expected) }

    /// The tax office's rule written down once more, as its announcement does: by cases and not by arithmetic.
    private static func isGood(_ digits: [Int]) -> Bool {
        func sum(_ seventh: Int) -> Int {
            var total = seventh
            for (place, weight) in [1, 2, 1, 2, 1, 2, 0, 1].enumerated() {
                total += String(digits[place] * weight).compactMap(\.wholeNumberValue).reduce(0, +)
            }
            return total
        }
        if digits[6] == 7 { return sum(1) % 5 == 0 || sum(0) % 5 == 0 }
        return sum(String(digits[6] * 4).compactMap(\.wholeNumberValue).reduce(0, +)) % 5 == 0
    }

    @Test func `a hundred thousand numbers agree with the rule written down another way`() {
        var random = SplitMix(seed: 1)
        var good = 0
        for _ in 0..<100_000 {
            var digits = (0..<8).map { _ in Int.random(in: 0...9, using: &random) }
            if Bool.random(using: &random) { digits[6] = 7 }
            let isGood = Self.isGood(digits) && digits.contains { $0 != 0 }
            #expect((rule(digits.map(String.init).joined()) == nil) == isGood)
            if isGood { good += 1 }
        }
        #expect((20_000...45_000).contains(good))
    }

    // Modulo 5 cannot tell a digit from the one five further; every neighbouring digit is told in the places of weight 1 and 2.
    @Test(arguments: ["04595257", "10458575", "22099131"] as [String])
    func `every wrong digit is found unless the rule itself allows it`(text: String) {
        for error in singleDigitErrors(in: text) {
            let digits = error.text.compactMap(\.wholeNumberValue)
            #expect((rule(error.text) == nil) == Self.isGood(digits))
            if [0, 2, 4, 7].contains(error.place), text.dropFirst(6).first != "7" {
                #expect((rule(error.text) == nil) == (abs(error.to - error.from) == 5))
            }
        }
    }
}
