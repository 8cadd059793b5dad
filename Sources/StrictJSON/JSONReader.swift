/// A strict reader of JSON (RFC 8259) for bytes from outside.
///
/// Our own because Foundation's readers keep the last of two members with one name, forget the order of members, take
/// numbers through `Double` and accept other encodings: two programs could then read two different files out of the same
/// signed bytes. Refused are duplicate names, lone surrogates, invalid UTF-8, a byte order mark, bytes after the value, and
/// nesting over `deepest`. It never traps and takes no more memory than a small multiple of the input.
package struct JSONReader {
    /// Arrays and objects inside one another.
    package static let deepest = 32

    private let bytes: [UInt8]
    private var position = 0
    private var depth = 0

    private init(_ bytes: [UInt8]) {
        self.bytes = bytes
    }

    /// The one value that `bytes` consist of.
    package static func read(_ bytes: [UInt8]) throws(JSONSyntaxError) -> JSONValue {
        var reader = JSONReader(bytes)
        reader.skipSpace()
        let value = try reader.value()
        reader.skipSpace()
        guard reader.position == bytes.count else { throw reader.error("something follows after the end") }
        return value
    }

    private func error(_ problem: String) -> JSONSyntaxError {
        JSONSyntaxError(offset: position, problem: problem)
    }

    private var next: UInt8? { position < bytes.count ? bytes[position] : nil }

    private mutating func skipSpace() {
        while let byte = next, byte == 0x20 || byte == 0x0A || byte == 0x0D || byte == 0x09 { position += 1 }
    }

    private mutating func take(_ byte: UInt8) -> Bool {
        guard next == byte else { return false }
        position += 1
        return true
    }

    private mutating func value() throws(JSONSyntaxError) -> JSONValue {
        guard let first = next else { throw error("it ends where a value should stand") }
        switch first {
        case UInt8(ascii: "{"): return .object(try object())
        case UInt8(ascii: "["): return .array(try array())
        case UInt8(ascii: "\""): return .string(try string())
        case UInt8(ascii: "t"): return try word("true", .bool(true))
        case UInt8(ascii: "f"): return try word("false", .bool(false))
        case UInt8(ascii: "n"): return try word("null", .null)
        case UInt8(ascii: "-"), UInt8(ascii: "0")...UInt8(ascii: "9"): return try number()
        default: throw error("no value can start like this")
        }
    }

    private mutating func word(_ word: StaticString, _ value: JSONValue) throws(JSONSyntaxError) -> JSONValue {
        for byte in word.description.utf8 where !take(byte) { throw error("no value can start like this") }
        return value
    }

    private mutating func descend() throws(JSONSyntaxError) {
        depth += 1
        guard depth <= Self.deepest else { throw error("it is nested more than \(Self.deepest) deep") }
        position += 1
        skipSpace()
    }

    private mutating func array() throws(JSONSyntaxError) -> [JSONValue] {
        try descend()
        var elements: [JSONValue] = []
        if !take(UInt8(ascii: "]")) {
            repeat {
                skipSpace()
                elements.append(try value())
                skipSpace()
            } while take(UInt8(ascii: ","))
            guard take(UInt8(ascii: "]")) else { throw error("a comma or ] is missing") }
        }
        depth -= 1
        return elements
    }

    private mutating func object() throws(JSONSyntaxError) -> JSONObject {
        try descend()
        var members: [JSONMember] = []
        var names = NamesSeen()
        if !take(UInt8(ascii: "}")) {
            repeat {
                skipSpace()
                guard next == UInt8(ascii: "\"") else { throw error("a name in quotes is missing") }
                let name = try string()
                guard names.insert(name, among: members) else {
                    throw error("an object has the name \(name.quoted) twice")
                }
                skipSpace()
                guard take(UInt8(ascii: ":")) else { throw error("a colon is missing") }
                skipSpace()
                members.append(JSONMember(name, try value()))
                skipSpace()
            } while take(UInt8(ascii: ","))
            guard take(UInt8(ascii: "}")) else { throw error("a comma or } is missing") }
        }
        depth -= 1
        return JSONObject(members)
    }

    private mutating func digits() throws(JSONSyntaxError) {
        let start = position
        while let byte = next, (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte) { position += 1 }
        guard position > start else { throw error("a digit is missing") }
    }

    private mutating func number() throws(JSONSyntaxError) -> JSONValue {
        let isNegative = take(UInt8(ascii: "-"))
        let start = position
        try digits()
        let end = position
        guard end == start + 1 || bytes[start] != UInt8(ascii: "0") else { throw error("a number starts with 0") }
        var isWhole = true
        if take(UInt8(ascii: ".")) {
            isWhole = false
            try digits()
        }
        if take(UInt8(ascii: "e")) || take(UInt8(ascii: "E")) {
            isWhole = false
            if !take(UInt8(ascii: "+")) { _ = take(UInt8(ascii: "-")) }
            try digits()
        }
        guard isWhole else { return .otherNumber }
        var number: Int64 = 0
        for digit in bytes[start..<end] {
            let (tenfold, isTooLong) = number.multipliedReportingOverflow(by: 10)
            let value = Int64(digit - UInt8(ascii: "0"))
            let (sum, isTooLarge) = tenfold.addingReportingOverflow(isNegative ? -value : value)
            guard !isTooLong, !isTooLarge else { return .otherNumber }
            number = sum
        }
        return isNegative && number == 0 ? .otherNumber : .integer(number)
    }

    private mutating func string() throws(JSONSyntaxError) -> ExactText {
        position += 1
        let start = position
        // Most strings have no escapes and are taken in one piece.
        while let byte = next, byte != UInt8(ascii: "\""), byte != UInt8(ascii: "\\"), byte >= 0x20 { position += 1 }
        var text = Array(bytes[start..<position])
        while true {
            guard let byte = next else { throw error("a text does not end") }
            guard byte >= 0x20 else { throw error("a control character stands in a text") }
            position += 1
            switch byte {
            case UInt8(ascii: "\""):
                guard let string = String(validating: text, as: UTF8.self) else { throw error("a text is not UTF-8") }
                return ExactText(string)
            case UInt8(ascii: "\\"): try escape(into: &text)
            default: text.append(byte)
            }
        }
    }

    private mutating func escape(into text: inout [UInt8]) throws(JSONSyntaxError) {
        guard let byte = next else { throw error("a text does not end") }
        position += 1
        switch byte {
        case UInt8(ascii: "\""), UInt8(ascii: "\\"), UInt8(ascii: "/"): text.append(byte)
        case UInt8(ascii: "b"): text.append(0x08)
        case UInt8(ascii: "f"): text.append(0x0C)
        case UInt8(ascii: "n"): text.append(0x0A)
        case UInt8(ascii: "r"): text.append(0x0D)
        case UInt8(ascii: "t"): text.append(0x09)
        case UInt8(ascii: "u"): text += try escapedScalar()
        default: throw error("an escape is not one of JSON's")
        }
    }

    private mutating func escapedScalar() throws(JSONSyntaxError) -> [UInt8] {
        var code = try codeUnit()
        if (0xD800..<0xDC00).contains(code) {
            guard take(UInt8(ascii: "\\")), take(UInt8(ascii: "u")) else { throw error("half a character is missing") }
            let low = try codeUnit()
            guard (0xDC00..<0xE000).contains(low) else { throw error("half a character is missing") }
            code = 0x10000 + (code - 0xD800) << 10 + (low - 0xDC00)
        }
        guard let scalar = Unicode.Scalar(code) else { throw error("half a character is missing") }
        return Array(UTF8.encode(scalar) ?? Unicode.UTF8.encodedReplacementCharacter)
    }

    private mutating func codeUnit() throws(JSONSyntaxError) -> UInt32 {
        var code: UInt32 = 0
        for _ in 0..<4 {
            guard let byte = next, let digit = Character(Unicode.Scalar(byte)).hexDigitValue else {
                throw error("a hexadecimal digit is missing")
            }
            code = code << 4 | UInt32(digit)
            position += 1
        }
        return code
    }
}

/// The names of one object so far. A set only where there are many: most objects have few members, and hashing each name
/// would cost more than the rest of reading.
private struct NamesSeen {
    private static let few = 8
    private var set: Set<ExactText> = []

    /// - Returns: False where the name is among those before it.
    mutating func insert(_ name: ExactText, among members: [JSONMember]) -> Bool {
        if members.count < Self.few { return !members.contains { $0.name == name } }
        if members.count == Self.few { set = Set(members.map(\.name)) }
        return set.insert(name).inserted
    }
}
