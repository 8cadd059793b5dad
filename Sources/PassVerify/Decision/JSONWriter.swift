import PassFormat

/// Just enough JSON (RFC 8259) for one line, appended to bytes.
///
/// Beyond what JSON asks for it escapes what could break a line or play tricks on a terminal: C1 controls, the Unicode
/// line and paragraph separators and the bidirectional controls. A reader gets the same text back.
struct JSONWriter: Sendable {
    private(set) var bytes: [UInt8] = []
    private var needsComma = false

    init() {
        bytes.reserveCapacity(2048)
    }

    mutating func clear() {
        bytes.removeAll(keepingCapacity: true)
        needsComma = false
    }

    mutating func beginObject() {
        open(UInt8(ascii: "{"))
    }

    mutating func endObject() {
        close(UInt8(ascii: "}"))
    }

    mutating func beginArray() {
        open(UInt8(ascii: "["))
    }

    mutating func endArray() {
        close(UInt8(ascii: "]"))
    }

    mutating func newline() {
        bytes.append(UInt8(ascii: "\n"))
        needsComma = false
    }

    /// A key that needs no escaping: one of ours.
    mutating func key(_ name: StaticString) {
        separate()
        bytes.append(UInt8(ascii: "\""))
        name.withUTF8Buffer { bytes.append(contentsOf: $0) }
        bytes.append(UInt8(ascii: "\""))
        bytes.append(UInt8(ascii: ":"))
        needsComma = false
    }

    mutating func key(text name: WireText) {
        separate()
        string(name.utf8)
        bytes.append(UInt8(ascii: ":"))
        needsComma = false
    }

    /// A text that needs no escaping: one of ours.
    mutating func value(_ text: String) {
        separate()
        bytes.append(UInt8(ascii: "\""))
        bytes.append(contentsOf: text.utf8)
        bytes.append(UInt8(ascii: "\""))
    }

    mutating func value(_ text: WireText) {
        separate()
        string(text.utf8)
    }

    mutating func value(_ number: Int64) {
        separate()
        if number < 0 { bytes.append(UInt8(ascii: "-")) }
        digits(of: number.magnitude)
    }

    /// Sixteen lower-case digits.
    mutating func value(hex number: UInt64) {
        separate()
        bytes.append(UInt8(ascii: "\""))
        for place in 0..<16 { bytes.append(Self.hexDigit(UInt8(truncatingIfNeeded: number >> UInt64(60 - 4 * place)))) }
        bytes.append(UInt8(ascii: "\""))
    }

    /// A zone without a name: `"#12"`.
    mutating func value(unnamedZone bit: Int) {
        separate()
        bytes.append(UInt8(ascii: "\""))
        bytes.append(UInt8(ascii: "#"))
        digits(of: UInt64(bit.magnitude))
        bytes.append(UInt8(ascii: "\""))
    }

    mutating func member(_ name: StaticString, _ text: String) {
        key(name)
        value(text)
    }

    /// Nothing at all for `nil`.
    mutating func member(_ name: StaticString, _ text: WireText?) {
        guard let text else { return }
        key(name)
        value(text)
    }

    mutating func member(_ name: StaticString, _ texts: [WireText]) {
        key(name)
        beginArray()
        for text in texts { value(text) }
        endArray()
    }

    mutating func member(_ name: StaticString, _ number: Int64) {
        key(name)
        value(number)
    }

    mutating func member(text name: WireText, _ number: Int64) {
        key(text: name)
        value(number)
    }

    mutating func member(_ name: StaticString, _ flag: Bool) {
        key(name)
        bytes.append(contentsOf: (flag ? "true" : "false").utf8)
        needsComma = true
    }

    private mutating func separate() {
        if needsComma { bytes.append(UInt8(ascii: ",")) }
        needsComma = true
    }

    private mutating func open(_ bracket: UInt8) {
        separate()
        bytes.append(bracket)
        needsComma = false
    }

    private mutating func close(_ bracket: UInt8) {
        bytes.append(bracket)
        needsComma = true
    }

    private mutating func digits(of number: UInt64) {
        var divisor: UInt64 = 1
        while number / divisor >= 10 { divisor *= 10 }
        while divisor > 0 {
            bytes.append(UInt8(ascii: "0") + UInt8(truncatingIfNeeded: number / divisor % 10))
            divisor /= 10
        }
    }

    private static func hexDigit(_ value: UInt8) -> UInt8 {
        let nibble = value & 0x0F
        return nibble < 10 ? UInt8(ascii: "0") + nibble : UInt8(ascii: "a") + nibble - 10
    }

    /// A quoted text: runs of plain bytes at once, the others escaped.
    private mutating func string(_ text: [UInt8]) {
        bytes.append(UInt8(ascii: "\""))
        var runStart = 0
        var index = 0
        while index < text.count {
            let byte = text[index]
            if Self.isPlain(byte) {
                index += 1
                continue
            }
            let (scalar, length) = Self.escapedScalar(in: text, at: index)
            guard let scalar else {
                index += length
                continue
            }
            bytes.append(contentsOf: text[runStart..<index])
            escape(scalar)
            index += length
            runStart = index
        }
        bytes.append(contentsOf: text[runStart...])
        bytes.append(UInt8(ascii: "\""))
    }

    /// Bytes that never begin something to escape: ASCII but controls, quote, backslash and DEL; and the lead bytes of
    /// all scalars but U+0080 to U+00BF and U+2000 to U+2FFF.
    private static func isPlain(_ byte: UInt8) -> Bool {
        byte >= 0x20 && byte != 0x22 && byte != 0x5C && byte != 0x7F && byte != 0xC2 && byte != 0xE2
    }

    /// The scalar that starts here if it must be escaped, and its bytes.
    private static func escapedScalar(in text: [UInt8], at index: Int) -> (scalar: UInt16?, length: Int) {
        let byte = text[index]
        if byte < 0x80 { return (UInt16(byte), 1) }
        if byte == 0xC2, index + 1 < text.count {
            let next = text[index + 1]
            return (next < 0xA0 ? UInt16(next) : nil, 2)
        }
        guard byte == 0xE2, index + 2 < text.count else { return (nil, 1) }
        let scalar = 0x2000 | UInt16(text[index + 1] & 0x3F) << 6 | UInt16(text[index + 2] & 0x3F)
        switch scalar {
        case 0x2028, 0x2029, 0x200E, 0x200F, 0x202A...0x202E, 0x2066...0x2069: return (scalar, 3)
        default: return (nil, 3)
        }
    }

    private mutating func escape(_ scalar: UInt16) {
        bytes.append(UInt8(ascii: "\\"))
        if scalar == 0x22 || scalar == 0x5C {
            bytes.append(UInt8(scalar))
            return
        }
        bytes.append(UInt8(ascii: "u"))
        for place in 0..<4 {
            bytes.append(Self.hexDigit(UInt8(truncatingIfNeeded: scalar >> UInt16(12 - 4 * place))))
        }
    }
}
