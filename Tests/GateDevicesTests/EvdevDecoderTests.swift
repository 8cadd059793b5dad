import GateDevices
import Testing

@Suite("Texts of key events")
struct EvdevDecoderTests {
    private static let pass = "PP1:6BFOXN%TS3DHPVO13J /G-/2YRVA.Q/R82+K$*0"
    private static let everything =
        "`1234567890-=qwertyuiop[]\\asdfghjkl;'zxcvbnm,./ ~!@#$%^&*()_+QWERTYUIOP{}|ASDFGHJKL:\"ZXCVBNM<>?"

    private var decoder = EvdevDecoder(pause: .milliseconds(150))
    private var keys = Keys()

    private mutating func outcomes(_ bytes: [UInt8]) -> [TextAssembly.Outcome] {
        var outcomes: [TextAssembly.Outcome] = []
        decoder.take(bytes[...]) { outcomes.append($0) }
        return outcomes
    }

    private func text(_ string: String) -> TextAssembly.Outcome { .text(Array(string.utf8)) }

    @Test(arguments: [Self.pass, Self.everything, "M1DOE/JOHN ABC123", "https://example.org/?q=1&r=~a"])
    mutating func `what was typed comes out`(typed: String) {
        let bytes = keys.scan(typed)
        #expect(outcomes(bytes) == [text(typed)])
    }

    @Test mutating func `caps lock turns letters round and nothing else`() {
        let bytes = keys.tap(Keys.capsLock) + keys.scan(Self.everything, end: "", isCapsLocked: true)
        keys.time -= .milliseconds(300)
        #expect(outcomes(bytes + keys.tap(Keys.capsLock) + keys.scan("", end: "\r")) == [text(Self.everything)])
    }

    @Test mutating func `a scanner that locks capitals for each scan is read each time`() {
        for _ in 0..<3 {
            let scan = keys.tap(Keys.capsLock) + keys.scan(Self.pass, isCapsLocked: true)
            keys.time -= .milliseconds(299)
            let bytes = scan + keys.tap(Keys.capsLock)
            keys.time += .milliseconds(300)
            #expect(outcomes(bytes) == [text(Self.pass)])
        }
    }

    @Test mutating func `a lock or a shift that was left on lasts no longer than a scan`() {
        #expect(outcomes(keys.tap(Keys.capsLock) + keys.press(Keys.leftShift, 1)).isEmpty)
        keys.time += .milliseconds(200)
        let bytes = keys.scan(Self.pass)
        #expect(outcomes(bytes) == [text(Self.pass)])
    }

    @Test mutating func `the keypad types digits and signs`() {
        let codes: [UInt16] = [71, 72, 73, 74, 75, 76, 77, 78, 79, 80, 81, 82, 83, 55, 98, 96]
        let bytes = codes.flatMap { keys.tap($0) }
        #expect(outcomes(bytes) == [text("789-456+1230.*/")])
    }

    @Test mutating func `a key that is held types once`() {
        let bytes = keys.press(30, 1) + keys.press(30, 2) + keys.press(30, 2) + keys.press(30, 0) + keys.tap(28)
        #expect(outcomes(bytes) == [text("a")])
    }

    @Test mutating func `either shift key counts until it is let go`() {
        let bytes =
            keys.press(42, 1) + keys.press(54, 1) + keys.tap(30) + keys.press(42, 0) + keys.tap(30) + keys.press(54, 0)
            + keys.tap(30) + keys.tap(28)
        #expect(outcomes(bytes) == [text("AAa")])
    }

    @Test mutating func `a key that types nothing we know spoils the text it stands in, and no other`() {
        // F5, and a letter with Alt.
        let spoiled =
            keys.tap(30) + keys.tap(63) + keys.tap(30) + keys.press(56, 1) + keys.tap(30) + keys.press(56, 0)
            + keys.tap(48) + keys.tap(28)
        #expect(outcomes(spoiled) == [text("a\u{1A}a\u{1A}b")])
        keys.time += .milliseconds(300)
        let good = keys.scan(Self.pass)
        #expect(outcomes(good) == [text(Self.pass)])
    }

    @Test mutating func `a control character is typed with the control key`() {
        // The group separator of GS1: Ctrl and ].
        let bytes = keys.tap(2) + keys.press(29, 1) + keys.tap(27) + keys.press(29, 0) + keys.tap(3) + keys.tap(28)
        #expect(outcomes(bytes) == [text("1\u{1D}2")])
    }

    @Test mutating func `buttons, locks and other events are nothing`() {
        let others =
            Keys.event(keys.time, 2, 0, 5) + Keys.event(keys.time, 17, 1, 1) + keys.tap(0x110) + keys.tap(69)
            + keys.tap(70) + Keys.event(keys.time, 1, 30, 7) + Keys.event(keys.time, 1, 30, -1)
        let bytes = others + keys.tap(30) + others + keys.tap(28)
        #expect(outcomes(bytes) == [text("a")])
    }

    @Test mutating func `events that were lost spoil their scan only`() {
        let first = keys.scan(Self.pass, end: "")
        keys.time -= .milliseconds(300)
        let lost =
            Keys.event(keys.time, 0, 3, 0) + Keys.event(keys.time, 1, 30, 1) + Keys.event(keys.time, 1, 28, 1)
            + Keys.event(keys.time, 0, 0, 0)
        let rest = keys.scan("THE REST OF IT")
        let next = keys.scan(Self.pass)
        #expect(outcomes(first + lost + rest) == [.half])
        #expect(outcomes(next) == [text(Self.pass)])
    }

    @Test mutating func `a loss without the end of its report costs the next scan nothing`() {
        _ = outcomes(keys.scan(Self.pass) + Keys.event(keys.time, 0, 3, 0))
        let late = keys.scan(Self.pass)
        #expect(outcomes(late) == [text(Self.pass)])
        _ = outcomes(keys.scan("HALF", end: "") + Keys.event(keys.time, 0, 3, 0))
        #expect(decoder.pause() == nil)
        keys.time -= .milliseconds(299)
        let soon = keys.scan(Self.pass)
        #expect(outcomes(soon) == [text(Self.pass)])
    }

    @Test mutating func `a shift that was lost is not held for ever`() {
        let lost = keys.press(42, 1) + Keys.event(keys.time, 0, 3, 0) + Keys.event(keys.time, 0, 0, 0) + keys.tap(28)
        let next = keys.scan("abc")
        #expect(outcomes(lost).isEmpty)
        #expect(outcomes(next) == [text("abc")])
    }

    @Test mutating func `half a scan is discarded by the kernel's times, however late it is read`() {
        let half = keys.scan("PP1:HALF", end: "")
        let whole = keys.scan(Self.pass)
        #expect(outcomes(half + whole) == [.half, text(Self.pass)])
    }

    @Test mutating func `events may come in pieces`() {
        var found: [TextAssembly.Outcome] = []
        for byte in keys.scan(Self.pass) { found += outcomes([byte]) }
        #expect(found == [text(Self.pass)])
    }

    @Test mutating func `10,000 foreign codes do not disturb the next`() {
        for index in 0..<10_000 {
            let foreign = index.isMultiple(of: 2) ? "https://example.org/\(index)" : "M1DOE/JOHN EABC\(index) TPENRT"
            let bytes = keys.scan(foreign)
            #expect(outcomes(bytes) == [text(foreign)])
        }
        let bytes = keys.scan(Self.pass)
        #expect(outcomes(bytes) == [text(Self.pass)])
    }

    @Test mutating func `no bytes trap, and a pause makes good whatever came`() {
        var generator = SplitMix(state: 11)
        for _ in 0..<3_000 {
            let count = Int.random(in: 0..<1_200, using: &generator)
            var noise = (0..<count).map { _ in UInt8.random(in: 0...255, using: &generator) }
            // Some of it with sensible types, codes and values.
            for start in stride(from: 0, to: noise.count - 24, by: 24) where Bool.random(using: &generator) {
                noise.replaceSubrange(
                    start + 16..<start + 24,
                    with: [
                        UInt8.random(in: 0...1, using: &generator), 0,
                        UInt8.random(in: 0...127, using: &generator), 0, UInt8.random(in: 0...2, using: &generator), 0,
                        0, 0,
                    ])
            }
            _ = outcomes(noise)
        }
    }
}
