import Register
import Testing

@Suite("Numbers of applications")
struct ApplicationNumberTests {
    private static func number(_ seed: UInt32) throws -> ApplicationNumber {
        let bytes = (0..<4).map { UInt8(truncatingIfNeeded: seed >> (8 * $0)) }
        return try #require(ApplicationNumber(random: bytes, year: 2026))
    }

    @Test(
        "are read as printed, in small letters, with spaces, in full width, and with the letters that look like digits")
    func typed() throws {
        var generator = SystemRandomNumberGenerator()
        for _ in 0..<500 {
            let number = try Self.number(.random(in: .min ... .max, using: &generator))
            #expect(ApplicationNumber(typed: number.text) == number)
            #expect(ApplicationNumber(typed: " \(number.text.lowercased()) ") == number)
            #expect(ApplicationNumber(typed: number.text.replacing("-", with: " ")) == number)
            let confused = number.text.dropFirst(4).replacing("0", with: "O").replacing("1", with: "l")
            #expect(ApplicationNumber(typed: String(number.text.prefix(4)) + String(confused)) == number)
            let wide = String(
                String.UnicodeScalarView(number.text.unicodeScalars.map { Unicode.Scalar($0.value + 0xFEE0) ?? $0 }))
            #expect(ApplicationNumber(typed: wide) == number)
        }
    }

    @Test("One wrong character is noticed, whichever it is")
    func wrong() throws {
        let digits = Array("0123456789ABCDEFGHJKMNPQRSTVWXYZ")
        for seed in [0, 1, 77_777, UInt32.max] as [UInt32] {
            let number = try Self.number(seed)
            for place in 4..<11 {
                var text = Array(number.text)
                for digit in digits where digit != text[place] {
                    let right = text[place]
                    text[place] = digit
                    #expect(ApplicationNumber(typed: String(text)) == nil, "\(String(text))")
                    text[place] = right
                }
            }
        }
    }

    @Test(
        "Anything else is none", arguments: ["", "A", "A26", "A26-", "B26-0000000", "A2６-00000000", "KEL-P-26-000123"])
    func none(_ text: String) { #expect(ApplicationNumber(typed: text) == nil) }
}
