/// A strict JSON reader (RFC 8259) for bytes from outside.
///
/// It refuses what readers disagree about, because two programs must never see different contents under one signature:
/// duplicate keys, numbers with fractions, exponents or more than 64 bits, `-0`, lone surrogates, invalid UTF-8, a byte
/// order mark, bytes after the value, and nesting over `maximumDepth`. It never traps and takes no more memory than a
/// small multiple of the input.
package struct JSONReader {
    package static let maximumDepth = 32

    private let bytes: [UInt8]
    private var position = 0

    private init(_ bytes: [UInt8]) {
        self.bytes = bytes
    }

    /// The one value that `bytes` consist of.
    ///
    /// - Throws: `UpdateError.malformed`, with the offset.
    package static func read(_ bytes: [UInt8]) throws(UpdateError) -> JSONValue {
        var reader = JSONReader(bytes)
        reader.skipSpace()
        let value = try reader.value(depth: 0)
        reader.skipSpace()
        guard reader.position == bytes.count else { throw reader.error("something stands after the end") }
        return value
    }

    private func error(_ reason: String) -> UpdateError {
        .malformed("not the JSON it should be: \(reason) (byte \(position))")
    }

    private var next: UInt8? { position < bytes.count ? bytes[position] : nil }

    private mutating func skipSpace() {
        while let byte = next, byte == 0x20 || byte == 0x0A || byte == 0x0D || byte == 0x09 { position += 1 }
    }

    private mutating func expect(_ character: UInt8) throws(UpdateError) {
        guard next == character else {
            throw error("expected '\(Character(Unicode.Scalar(character)))'")
        }
        position += 1
    }

    private mutating func literal(_ word: StaticString, _ value: JSONValue) throws(UpdateError) -> JSONValue {
        for character in word.description.utf8 { try expect(character) }
        return value
    }

    private mutating func value(depth: Int) throws(UpdateError) -> JSONValue {
        guard depth < Self.maximumDepth else { throw error("it is nested too deep") }
        switch next {
        case UInt8(ascii: "{"): return try object(depth: depth)
        case UInt8(ascii: "["): return try array(depth: depth)
        case UInt8(ascii: "\""): return .string(try string())
        case UInt8(ascii: "t"): return try literal("true", .bool(true))
        case UInt8(ascii: "f"): return try literal("false", .bool(false))
        case UInt8(ascii: "n"): return try literal("null", .null)
        case .some(UInt8(ascii: "-")), .some(UInt8(ascii: "0")...UInt8(ascii: "9")): return .integer(try integer())
        default: throw error("expected a value")
        }
    }

    private mutating func object(depth: Int) throws(UpdateError) -> JSONValue {
        var members: [ExactText: JSONValue] = [:]
        position += 1
        skipSpace()
        if next == UInt8(ascii: "}") {
            position += 1
            return .object(members)
        }
        while true {
            let key = try string()
            skipSpace()
            try expect(UInt8(ascii: ":"))
            skipSpace()
            let member = try value(depth: depth + 1)
            guard members.updateValue(member, forKey: key) == nil else {
                throw error("the key \(key.quoted) stands twice in one object")
            }
            skipSpace()
            if next == UInt8(ascii: ",") {
                position += 1
                skipSpace()
                continue
            }
            try expect(UInt8(ascii: "}"))
            return .object(members)
        }
    }

    private mutating func array(depth: Int) throws(UpdateError) -> JSONValue {
        var elements: [JSONValue] = []
        position += 1
        skipSpace()
        if next == UInt8(ascii: "]") {
            position += 1
            return .array(elements)
        }
        while true {
            elements.append(try value(depth: depth + 1))
            skipSpace()
            if next == UInt8(ascii: ",") {
                position += 1
                skipSpace()
                continue
            }
            try expect(UInt8(ascii: "]"))
            return .array(elements)
        }
    }

    private mutating func integer() throws(UpdateError) -> Int {
        let start = position
        let isNegative = next == UInt8(ascii: "-")
        if isNegative { position += 1 }
        var value = 0
        let firstDigit = position
        while let byte = next, byte >= UInt8(ascii: "0"), byte <= UInt8(ascii: "9") {
            let digit = Int(byte - UInt8(ascii: "0"))
            // Counted downwards, where there is room for one more value than upwards.
            let (tens, tooLong) = value.multipliedReportingOverflow(by: 10)
            let (sum, tooLarge) = tens.subtractingReportingOverflow(digit)
            guard !tooLong, !tooLarge else { throw error("a number has more than 64 bits") }
            value = sum
            position += 1
        }
        let digits = position - firstDigit
        guard digits > 0 else { throw error("expected a digit") }
        guard digits == 1 || bytes[firstDigit] != UInt8(ascii: "0") else {
            throw error("a number begins with 0")
        }
        if let byte = next, byte == UInt8(ascii: ".") || byte == UInt8(ascii: "e") || byte == UInt8(ascii: "E") {
            throw error("a number is not an integer")
        }
        if isNegative {
            guard value != 0 else {
                position = start
                throw error("a number is written -0")
            }
            return value
        }
        guard value != Int.min else { throw error("a number has more than 64 bits") }
        return -value
    }

    private mutating func string() throws(UpdateError) -> ExactText {
        try expect(UInt8(ascii: "\""))
        let start = position
        // Most strings have no escapes and are taken in one piece.
        while let byte = next, byte != UInt8(ascii: "\""), byte != UInt8(ascii: "\\"), byte >= 0x20 { position += 1 }
        var text = Array(bytes[start..<position])
        while true {
            guard let byte = next else { throw error("a string does not end") }
            position += 1
            switch byte {
            case UInt8(ascii: "\""):
                guard let string = String(validating: text, as: UTF8.self) else { throw error("a string is not UTF-8") }
                return ExactText(string)
            case UInt8(ascii: "\\"): try escape(into: &text)
            case 0..<0x20: throw error("a control character stands in a string")
            default: text.append(byte)
            }
        }
    }

    private mutating func escape(into text: inout [UInt8]) throws(UpdateError) {
        guard let byte = next else { throw error("a string does not end") }
        position += 1
        switch byte {
        case UInt8(ascii: "\""), UInt8(ascii: "\\"), UInt8(ascii: "/"): text.append(byte)
        case UInt8(ascii: "b"): text.append(0x08)
        case UInt8(ascii: "f"): text.append(0x0C)
        case UInt8(ascii: "n"): text.append(0x0A)
        case UInt8(ascii: "r"): text.append(0x0D)
        case UInt8(ascii: "t"): text.append(0x09)
        case UInt8(ascii: "u"):
            var code = UInt32(try codeUnit())
            if code >= 0xD800, code < 0xDC00 {
                try expect(UInt8(ascii: "\\"))
                try expect(UInt8(ascii: "u"))
                let low = UInt32(try codeUnit())
                guard low >= 0xDC00, low < 0xE000 else { throw error("a surrogate stands alone") }
                code = 0x1_0000 + (code - 0xD800) << 10 + (low - 0xDC00)
            }
            guard let scalar = Unicode.Scalar(code) else { throw error("a surrogate stands alone") }
            text.append(contentsOf: UTF8.encode(scalar).map(Array.init) ?? [])
        default: throw error("an escape is unknown")
        }
    }

    private mutating func codeUnit() throws(UpdateError) -> UInt16 {
        var code: UInt16 = 0
        for _ in 0..<4 {
            guard let byte = next, let digit = Character(Unicode.Scalar(byte)).hexDigitValue else {
                throw error("an escape needs four hexadecimal digits")
            }
            code = code << 4 | UInt16(truncatingIfNeeded: digit)
            position += 1
        }
        return code
    }
}
