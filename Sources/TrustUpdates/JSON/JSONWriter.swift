import PassCrypto

/// Writes JSON in two forms: the canonical one that is signed, and one that every JSON reader can read.
package struct JSONWriter {
    private(set) var bytes: [UInt8] = []
    private let isCanonical: Bool

    private init(isCanonical: Bool) {
        self.isCanonical = isCanonical
    }

    /// The OLPC Canonical JSON of `value`: keys sorted, no spaces, and only `"` and `\` escaped. A line break stands as
    /// itself, so this is not always JSON in the sense of RFC 8259 (TUF specification, section 4.1).
    package static func canonical(_ value: JSONValue) -> [UInt8] {
        var writer = JSONWriter(isCanonical: true)
        writer.write(value)
        return writer.bytes
    }

    /// The same as JSON of RFC 8259: control characters are escaped.
    package static func json(_ value: JSONValue) -> [UInt8] {
        var writer = JSONWriter(isCanonical: false)
        writer.write(value)
        return writer.bytes
    }

    private mutating func write(_ value: JSONValue) {
        switch value {
        case .null: bytes.append(contentsOf: "null".utf8)
        case .bool(let flag): bytes.append(contentsOf: (flag ? "true" : "false").utf8)
        case .integer(let number): bytes.append(contentsOf: String(number).utf8)
        case .string(let text): write(text)
        case .array(let elements):
            bytes.append(UInt8(ascii: "["))
            for (index, element) in elements.enumerated() {
                if index > 0 { bytes.append(UInt8(ascii: ",")) }
                write(element)
            }
            bytes.append(UInt8(ascii: "]"))
        case .object(let members):
            bytes.append(UInt8(ascii: "{"))
            for (index, member) in members.sorted(by: { $0.key < $1.key }).enumerated() {
                if index > 0 { bytes.append(UInt8(ascii: ",")) }
                write(member.key)
                bytes.append(UInt8(ascii: ":"))
                write(member.value)
            }
            bytes.append(UInt8(ascii: "}"))
        }
    }

    private mutating func write(_ text: ExactText) {
        bytes.append(UInt8(ascii: "\""))
        for byte in text.string.utf8 {
            switch byte {
            case UInt8(ascii: "\""), UInt8(ascii: "\\"):
                bytes.append(UInt8(ascii: "\\"))
                bytes.append(byte)
            case 0..<0x20 where !isCanonical:
                bytes.append(contentsOf: "\\u00".utf8)
                bytes.append(contentsOf: Hex.ascii([byte]))
            default: bytes.append(byte)
            }
        }
        bytes.append(UInt8(ascii: "\""))
    }
}
