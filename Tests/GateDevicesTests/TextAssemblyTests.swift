import GateDevices
import Testing

@Suite("Texts of what a scanner sends")
struct TextAssemblyTests {
    private static let pause = Duration.milliseconds(150)

    /// What comes out of bytes that come without a pause.
    private func outcomes(_ text: String) -> [TextAssembly.Outcome] {
        var assembly = TextAssembly(pause: Self.pause)
        return text.utf8.compactMap { assembly.take($0, at: .zero) }
    }

    private func text(_ string: String) -> TextAssembly.Outcome { .text(Array(string.utf8)) }

    @Test(arguments: ["\r", "\n", "\r\n", "\n\r", "\r\r\n\n"])
    func `a text ends with CR, LF or both`(end: String) {
        #expect(outcomes("PP1:ABC" + end + "PP1:DEF" + end) == [text("PP1:ABC"), text("PP1:DEF")])
    }

    @Test func `a tab or a space ends nothing`() {
        #expect(outcomes("M1DOE/JOHN\tX 1\r") == [text("M1DOE/JOHN\tX 1")])
    }

    @Test func `a space at an end is part of the text`() {
        #expect(outcomes(" AB \r") == [text(" AB ")])
    }

    @Test func `control characters around a text are no part of it`() {
        #expect(outcomes("\0\0\u{02}PP1:ABC\u{03}\r\0PP1:DEF\u{7F}\n") == [text("PP1:ABC"), text("PP1:DEF")])
    }

    @Test func `control characters within a text stay`() {
        #expect(outcomes("PP1:A\0BC\rPP1:DEF\r") == [text("PP1:A\0BC"), text("PP1:DEF")])
    }

    @Test func `a flood of NULs is neither a text nor too long`() {
        #expect(outcomes(String(repeating: "\0", count: 100_000) + "PP1:ABC\r") == [text("PP1:ABC")])
    }

    @Test func `empty lines are nothing`() {
        #expect(outcomes("\r\n\r\n\0\r").isEmpty)
    }

    @Test func `a pause discards half a scan`() {
        var assembly = TextAssembly(pause: Self.pause)
        for byte in "PP1:AB".utf8 { #expect(assembly.take(byte, at: .zero) == nil) }
        #expect(assembly.take(UInt8(ascii: "C"), at: Self.pause + .nanoseconds(1)) == .half)
        #expect(assembly.take(0x0D, at: Self.pause * 2) == text("C"))
    }

    @Test func `a pause as long as allowed discards nothing`() {
        var assembly = TextAssembly(pause: Self.pause)
        #expect(assembly.take(UInt8(ascii: "A"), at: .zero) == nil)
        #expect(assembly.take(UInt8(ascii: "B"), at: Self.pause) == nil)
        #expect(assembly.take(0x0D, at: Self.pause * 2) == text("AB"))
    }

    @Test func `an end after a pause is no text`() {
        var assembly = TextAssembly(pause: Self.pause)
        #expect(assembly.take(UInt8(ascii: "A"), at: .zero) == nil)
        #expect(assembly.take(0x0D, at: .seconds(1)) == .half)
        #expect(assembly.take(0x0A, at: .seconds(1)) == nil)
    }

    @Test func `a clock that is set back discards nothing`() {
        var assembly = TextAssembly(pause: Self.pause)
        #expect(assembly.take(UInt8(ascii: "A"), at: .seconds(1_000)) == nil)
        #expect(assembly.take(UInt8(ascii: "B"), at: .seconds(10)) == nil)
        #expect(assembly.take(0x0D, at: .seconds(10)) == text("AB"))
    }

    @Test func `a reader that knows of a pause says so`() {
        var assembly = TextAssembly(pause: Self.pause)
        #expect(assembly.pause() == nil)
        #expect(assembly.take(UInt8(ascii: "A"), at: nil) == nil)
        #expect(assembly.isOpen)
        #expect(assembly.pause() == .half)
        #expect(!assembly.isOpen)
        #expect(assembly.take(0x0D, at: nil) == nil)
    }

    @Test func `1,500 bytes are a text, one more is said once and passed over to its end`() {
        let longest = String(repeating: "A", count: TextAssembly.limit)
        #expect(outcomes(longest + "\r") == [text(longest)])
        #expect(outcomes(longest + "B" + longest + longest + "\rPP1:ABC\r") == [.tooLong, text("PP1:ABC")])
    }

    @Test func `a text that is too long also ends with a pause`() {
        var assembly = TextAssembly(pause: Self.pause)
        let outcomes = (0..<5_000).compactMap { _ in assembly.take(UInt8(ascii: "A"), at: .zero) }
        #expect(outcomes == [.tooLong])
        #expect(assembly.isOpen)
        #expect(assembly.take(UInt8(ascii: "B"), at: .seconds(1)) == nil)
        #expect(assembly.take(0x0D, at: .seconds(1)) == text("B"))
    }

    @Test func `what is left of a scan that broke off is passed over`() {
        var assembly = TextAssembly(pause: Self.pause)
        _ = assembly.take(UInt8(ascii: "A"), at: .zero)
        #expect(assembly.breakOff() == .half)
        #expect(assembly.breakOff() == nil)
        let outcomes = "BC\rDEF\r".utf8.compactMap { assembly.take($0, at: .zero) }
        #expect(outcomes == [text("DEF")])
    }

    @Test func `no bytes change what the next text is`() {
        var generator = SplitMix(state: 4)
        for round in 0..<2_000 {
            var assembly = TextAssembly(pause: Self.pause)
            for _ in 0..<Int.random(in: 0..<4_000, using: &generator) {
                let byte = UInt8.random(in: 0...255, using: &generator)
                if case .text(let bytes) = assembly.take(byte, at: .zero) {
                    #expect((1...TextAssembly.limit).contains(bytes.count))
                }
            }
            _ = assembly.take(0x0D, at: .zero)
            let outcomes = "PP1:ABC\r".utf8.compactMap { assembly.take($0, at: .zero) }
            #expect(outcomes == [text("PP1:ABC")], "round \(round)")
        }
    }
}

/// Repeatable randomness (Steele, Lea and Flood, "Fast Splittable Pseudorandom Number Generators", 2014).
struct SplitMix: RandomNumberGenerator {
    var state: UInt64

    mutating func next() -> UInt64 {
        state &+= 0x9E37_79B9_7F4A_7C15
        var z = state
        z = (z ^ (z >> 30)) &* 0xBF58_476D_1CE4_E5B9
        z = (z ^ (z >> 27)) &* 0x94D0_49BB_1331_11EB
        return z ^ (z >> 31)
    }
}
