import PassFormat

/// A strict reader of JSON (RFC 8259): UTF-8 only, no byte order mark, nothing after the value, no name twice in one
/// object, no lone surrogates, nesting at most 16.
///
/// Our own because Foundation's readers keep the last of two members with one name, take numbers through `Double` and
/// accept other encodings: two programs could then read two different policies out of the same signed bytes.
package struct JSONReader {
    /// Arrays and objects inside one another.
    package static let deepest = 16

    private let bytes: [UInt8]
    private var index = 0
    private var depth = 0

    private init(_ bytes: [UInt8]) {
        self.bytes = bytes
    }

    /// The value that these bytes are.
    package static func read(_ bytes: [UInt8]) throws(JSONSyntaxError) -> JSONValue {
        var reader = JSONReader(bytes)
        reader.skipSpace()
        let value = try reader.value()
        reader.skipSpace()
        guard reader.index == bytes.count else { throw reader.error("something follows after the end") }
        return value
    }

    private func error(_ problem: String) -> JSONSyntaxError {
        JSONSyntaxError(offset: index, problem: problem)
    }

    private var next: UInt8? { index < bytes.count ? bytes[index] : nil }

    private mutating func skipSpace() {
        while let byte = next, byte == 0x20 || byte == 0x0A || byte == 0x0D || byte == 0x09 { index += 1 }
    }

    private mutating func take(_ byte: UInt8) -> Bool {
        guard next == byte else { return false }
        index += 1
        return true
    }

    private mutating func value() throws(JSONSyntaxError) -> JSONValue {
        guard let first = next else { throw error("it ends where a value should stand") }
        switch first {
        case UInt8(ascii: "{"): return try object()
        case UInt8(ascii: "["): return try array()
        case UInt8(ascii: "\""): return .text(try text())
        case UInt8(ascii: "t"): return try word("true", .bool(true))
        case UInt8(ascii: "f"): return try word("false", .bool(false))
        case UInt8(ascii: "n"): return try word("null", .null)
        case UInt8(ascii: "-"), UInt8(ascii: "0")...UInt8(ascii: "9"): return try number()
        default: throw error("no value can start like this")
        }
    }

    private mutating func word(_ word: StaticString, _ value: JSONValue) throws(JSONSyntaxError) -> JSONValue {
        let length = word.utf8CodeUnitCount
        let matches = word.withUTF8Buffer { bytes[index...].starts(with: $0) }
        guard matches else { throw error("no value can start like this") }
        index += length
        return value
    }

    private mutating func descend() throws(JSONSyntaxError) {
        depth += 1
        guard depth <= Self.deepest else { throw error("it is nested more than \(Self.deepest) deep") }
        index += 1
        skipSpace()
    }

    private mutating func array() throws(JSONSyntaxError) -> JSONValue {
        try descend()
        var values: [JSONValue] = []
        if !take(UInt8(ascii: "]")) {
            repeat {
                skipSpace()
                values.append(try value())
                skipSpace()
            } while take(UInt8(ascii: ","))
            guard take(UInt8(ascii: "]")) else { throw error("a comma or ] is missing") }
        }
        depth -= 1
        return .array(values)
    }

    private mutating func object() throws(JSONSyntaxError) -> JSONValue {
        try descend()
        var members: [JSONMember] = []
        var names: Set<WireText> = []
        if !take(UInt8(ascii: "}")) {
            repeat {
                skipSpace()
                guard next == UInt8(ascii: "\"") else { throw error("a name in quotes is missing") }
                let name = try text()
                guard names.insert(name).inserted else { throw error("an object has one name twice") }
                skipSpace()
                guard take(UInt8(ascii: ":")) else { throw error("a colon is missing") }
                skipSpace()
                members.append(JSONMember(name, try value()))
                skipSpace()
            } while take(UInt8(ascii: ","))
            guard take(UInt8(ascii: "}")) else { throw error("a comma or } is missing") }
        }
        depth -= 1
        return .object(members)
    }

    private mutating func digits() -> Int {
        let start = index
        while let byte = next, (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte) { index += 1 }
        return index - start
    }

    private mutating func number() throws(JSONSyntaxError) -> JSONValue {
        let isNegative = take(UInt8(ascii: "-"))
        let start = index
        let count = digits()
        guard count > 0 else { throw error("a digit is missing") }
        guard count == 1 || bytes[start] != UInt8(ascii: "0") else { throw error("a number starts with 0") }
        let end = index
        var isWhole = true
        if take(UInt8(ascii: ".")) {
            isWhole = false
            guard digits() > 0 else { throw error("a digit is missing") }
        }
        if take(UInt8(ascii: "e")) || take(UInt8(ascii: "E")) {
            isWhole = false
            if !take(UInt8(ascii: "+")) { _ = take(UInt8(ascii: "-")) }
            guard digits() > 0 else { throw error("a digit is missing") }
        }
        guard isWhole else { return .otherNumber }
        var number: Int64 = 0
        for digit in bytes[start..<end] {
            let (tenfold, overflow) = number.multipliedReportingOverflow(by: 10)
            let value = Int64(digit - UInt8(ascii: "0"))
            let (sum, overflowToo) = tenfold.addingReportingOverflow(isNegative ? -value : value)
            guard !overflow, !overflowToo else { return .otherNumber }
            number = sum
        }
        return .integer(number)
    }

    private mutating func text() throws(JSONSyntaxError) -> WireText {
        let opening = index
        index += 1
        var text: [UInt8] = []
        while let byte = next {
            index += 1
            switch byte {
            case UInt8(ascii: "\""):
                do {
                    return try WireText(validating: text)
                } catch {
                    throw JSONSyntaxError(offset: opening, problem: "a text is not UTF-8")
                }
            case UInt8(ascii: "\\"): text.append(contentsOf: try escaped())
            case 0..<0x20: throw error("a control character stands in a text")
            default: text.append(byte)
            }
        }
        throw error("a text does not end")
    }

    /// What stands for the escape after a backslash, in UTF-8.
    private mutating func escaped() throws(JSONSyntaxError) -> [UInt8] {
        guard let byte = next else { throw error("a text does not end") }
        index += 1
        switch byte {
        case UInt8(ascii: "\""), UInt8(ascii: "\\"), UInt8(ascii: "/"): return [byte]
        case UInt8(ascii: "b"): return [0x08]
        case UInt8(ascii: "f"): return [0x0C]
        case UInt8(ascii: "n"): return [0x0A]
        case UInt8(ascii: "r"): return [0x0D]
        case UInt8(ascii: "t"): return [0x09]
        case UInt8(ascii: "u"): return try escapedScalar()
        default: throw error("an escape is not one of JSON's")
        }
    }

    private mutating func escapedScalar() throws(JSONSyntaxError) -> [UInt8] {
        var value = try fourHexDigits()
        if (0xD800..<0xDC00).contains(value) {
            guard take(UInt8(ascii: "\\")), take(UInt8(ascii: "u")) else { throw error("half a character is missing") }
            let low = try fourHexDigits()
            guard (0xDC00..<0xE000).contains(low) else { throw error("half a character is missing") }
            value = 0x10000 + (value - 0xD800) << 10 + (low - 0xDC00)
        }
        guard let scalar = Unicode.Scalar(value) else { throw error("half a character is missing") }
        return Array(UTF8.encode(scalar) ?? Unicode.UTF8.encodedReplacementCharacter)
    }

    private mutating func fourHexDigits() throws(JSONSyntaxError) -> UInt32 {
        var value: UInt32 = 0
        for _ in 0..<4 {
            guard let byte = next else { throw error("a text does not end") }
            switch byte {
            case UInt8(ascii: "0")...UInt8(ascii: "9"): value = value << 4 | UInt32(byte - UInt8(ascii: "0"))
            case UInt8(ascii: "a")...UInt8(ascii: "f"): value = value << 4 | UInt32(byte - UInt8(ascii: "a") + 10)
            case UInt8(ascii: "A")...UInt8(ascii: "F"): value = value << 4 | UInt32(byte - UInt8(ascii: "A") + 10)
            default: throw error("a hexadecimal digit is missing")
            }
            index += 1
        }
        return value
    }
}
