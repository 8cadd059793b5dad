/// A strict JSON parser (RFC 8259): UTF-8 only, no member twice, nothing after the value, bounded depth.
///
/// Ours because Foundation's keeps neither the order of members (the first port named gives a pass its number) nor a
/// sign of a member that came twice, and because a bulk issue spends more time in it than on signing.
package struct JSONParser {
    private static let maximumDepth = 16
    private let bytes: [UInt8]
    private var offset = 0

    /// Parses a whole text.
    package static func parse(_ bytes: [UInt8]) throws(JSONError) -> JSONValue {
        var parser = JSONParser(bytes: bytes)
        let value = try parser.value(depth: 0)
        parser.skipSpace()
        guard parser.offset == bytes.count else { throw parser.error("something follows the value") }
        return value
    }

    private init(bytes: [UInt8]) { self.bytes = bytes }

    private func error(_ reason: String) -> JSONError { JSONError(offset: offset, reason: reason) }

    private var next: UInt8? { offset < bytes.count ? bytes[offset] : nil }

    private mutating func skipSpace() {
        while let byte = next, byte == 0x20 || byte == 0x0A || byte == 0x0D || byte == 0x09 { offset += 1 }
    }

    private mutating func take(_ byte: UInt8) -> Bool {
        guard next == byte else { return false }
        offset += 1
        return true
    }

    private mutating func value(depth: Int) throws(JSONError) -> JSONValue {
        guard depth < Self.maximumDepth else { throw error("nested too deeply") }
        skipSpace()
        switch next {
        case UInt8(ascii: "{"): return try object(depth: depth)
        case UInt8(ascii: "["): return try array(depth: depth)
        case UInt8(ascii: "\""): return .string(try string())
        case UInt8(ascii: "t"): return try word("true", .bool(true))
        case UInt8(ascii: "f"): return try word("false", .bool(false))
        case UInt8(ascii: "n"): return try word("null", .null)
        case UInt8(ascii: "-"): return try number()
        case nil: throw error("the text ends too early")
        case let byte? where (0x30...0x39).contains(byte): return try number()
        default: throw error("no value starts here")
        }
    }

    private mutating func word(_ text: StaticString, _ value: JSONValue) throws(JSONError) -> JSONValue {
        for byte in text.description.utf8 where !take(byte) { throw error("no value starts here") }
        return value
    }

    private mutating func object(depth: Int) throws(JSONError) -> JSONValue {
        offset += 1
        var members: [JSONMember] = []
        var names: Set<[UInt8]> = []
        skipSpace()
        if take(UInt8(ascii: "}")) { return .object([]) }
        while true {
            skipSpace()
            guard next == UInt8(ascii: "\"") else { throw error("a member's name is missing") }
            let name = try string()
            // By bytes: two names that merely look alike are two names.
            guard names.insert(Array(name.utf8)).inserted else { throw error("a member comes twice") }
            skipSpace()
            guard take(UInt8(ascii: ":")) else { throw error("a colon is missing") }
            members.append(JSONMember(name: name, value: try value(depth: depth + 1)))
            skipSpace()
            if take(UInt8(ascii: "}")) { return .object(members) }
            guard take(UInt8(ascii: ",")) else { throw error("a comma or a closing brace is missing") }
        }
    }

    private mutating func array(depth: Int) throws(JSONError) -> JSONValue {
        offset += 1
        var values: [JSONValue] = []
        skipSpace()
        if take(UInt8(ascii: "]")) { return .array([]) }
        while true {
            values.append(try value(depth: depth + 1))
            skipSpace()
            if take(UInt8(ascii: "]")) { return .array(values) }
            guard take(UInt8(ascii: ",")) else { throw error("a comma or a closing bracket is missing") }
        }
    }

    private mutating func number() throws(JSONError) -> JSONValue {
        let isNegative = take(UInt8(ascii: "-"))
        let start = offset
        var magnitude: UInt64? = 0
        while let byte = next, (0x30...0x39).contains(byte) {
            let (tenfold, overTen) = (magnitude ?? 0).multipliedReportingOverflow(by: 10)
            let (sum, overSum) = tenfold.addingReportingOverflow(UInt64(byte - 0x30))
            magnitude = magnitude == nil || overTen || overSum ? nil : sum
            offset += 1
        }
        guard offset > start else { throw error("a digit is missing") }
        guard bytes[start] != 0x30 || offset == start + 1 else { throw error("a number starts with 0") }
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
        guard isWhole, let magnitude, let value = Int64(exactly: magnitude) else { return .otherNumber }
        return .integer(isNegative ? -value : value)
    }

    private mutating func digits() throws(JSONError) {
        guard let byte = next, (0x30...0x39).contains(byte) else { throw error("a digit is missing") }
        while let byte = next, (0x30...0x39).contains(byte) { offset += 1 }
    }

    private mutating func string() throws(JSONError) -> String {
        offset += 1
        let start = offset
        while let byte = next, byte != UInt8(ascii: "\""), byte != UInt8(ascii: "\\"), byte >= 0x20 { offset += 1 }
        if next == UInt8(ascii: "\"") {
            let text = try text(Array(bytes[start..<offset]))
            offset += 1
            return text
        }
        var unescaped = Array(bytes[start..<offset])
        while true {
            guard let byte = next else { throw error("a text does not end") }
            guard byte >= 0x20 else { throw error("a control character stands in a text") }
            offset += 1
            switch byte {
            case UInt8(ascii: "\""): return try text(unescaped)
            case UInt8(ascii: "\\"): try escape(into: &unescaped)
            default: unescaped.append(byte)
            }
        }
    }

    private func text(_ utf8: [UInt8]) throws(JSONError) -> String {
        guard let text = String(validating: utf8, as: UTF8.self) else { throw error("a text is not UTF-8") }
        return text
    }

    private mutating func escape(into bytes: inout [UInt8]) throws(JSONError) {
        guard let byte = next else { throw error("a text does not end") }
        offset += 1
        switch byte {
        case UInt8(ascii: "\""), UInt8(ascii: "\\"), UInt8(ascii: "/"): bytes.append(byte)
        case UInt8(ascii: "b"): bytes.append(0x08)
        case UInt8(ascii: "f"): bytes.append(0x0C)
        case UInt8(ascii: "n"): bytes.append(0x0A)
        case UInt8(ascii: "r"): bytes.append(0x0D)
        case UInt8(ascii: "t"): bytes.append(0x09)
        case UInt8(ascii: "u"):
            var code = try codeUnit()
            if (0xD800..<0xDC00).contains(code) {
                guard take(UInt8(ascii: "\\")), take(UInt8(ascii: "u")) else { throw error("half a surrogate pair") }
                let low = try codeUnit()
                guard (0xDC00..<0xE000).contains(low) else { throw error("half a surrogate pair") }
                code = 0x10000 + (code - 0xD800) << 10 + (low - 0xDC00)
            }
            guard let scalar = Unicode.Scalar(code) else { throw error("half a surrogate pair") }
            bytes.append(contentsOf: Array(String(Character(scalar)).utf8))
        default: throw error("an escape that JSON does not know")
        }
    }

    private mutating func codeUnit() throws(JSONError) -> UInt32 {
        var code: UInt32 = 0
        for _ in 0..<4 {
            guard let byte = next, let digit = Character(Unicode.Scalar(byte)).hexDigitValue else {
                throw error("four hexadecimal digits are missing")
            }
            code = code << 4 | UInt32(digit)
            offset += 1
        }
        return code
    }
}
