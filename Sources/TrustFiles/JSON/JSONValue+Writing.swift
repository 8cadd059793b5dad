package import PassFormat

extension JSONValue {
    /// The value as JSON with an indent of two spaces and a newline at the end, the same bytes every time.
    package func encoded() -> [UInt8] {
        var bytes: [UInt8] = []
        append(to: &bytes, indent: 0)
        bytes.append(UInt8(ascii: "\n"))
        return bytes
    }

    /// An array of texts.
    package static func texts(_ texts: some Sequence<WireText>) -> JSONValue {
        .array(texts.map { .text($0) })
    }

    /// Bytes as unpadded base64url (RFC 4648 section 5).
    package static func base64URL(_ bytes: [UInt8]) -> JSONValue {
        .text(WireText(String(decoding: Base64URL.encode(bytes), as: UTF8.self)))
    }

    private func append(to bytes: inout [UInt8], indent: Int) {
        switch self {
        case .object(let members):
            Self.append(members, "{", "}", to: &bytes, indent: indent) { member, bytes in
                Self.append(member.name, to: &bytes)
                bytes += [UInt8(ascii: ":"), UInt8(ascii: " ")]
                member.value.append(to: &bytes, indent: indent + 1)
            }
        case .array(let values):
            Self.append(values, "[", "]", to: &bytes, indent: indent) { value, bytes in
                value.append(to: &bytes, indent: indent + 1)
            }
        case .text(let text): Self.append(text, to: &bytes)
        case .integer(let number): bytes += Array(String(number).utf8)
        case .bool(let flag): bytes += Array((flag ? "true" : "false").utf8)
        case .otherNumber, .null: bytes += Array("null".utf8)
        }
    }

    private static func append<Element>(
        _ elements: [Element], _ open: String, _ close: String, to bytes: inout [UInt8], indent: Int,
        _ body: (Element, inout [UInt8]) -> Void
    ) {
        bytes += Array(open.utf8)
        var isFirst = true
        for element in elements {
            if !isFirst { bytes.append(UInt8(ascii: ",")) }
            isFirst = false
            newline(to: &bytes, indent: indent + 1)
            body(element, &bytes)
        }
        if !isFirst { newline(to: &bytes, indent: indent) }
        bytes += Array(close.utf8)
    }

    private static func newline(to bytes: inout [UInt8], indent: Int) {
        bytes.append(UInt8(ascii: "\n"))
        bytes += [UInt8](repeating: UInt8(ascii: " "), count: indent * 2)
    }

    private static func append(_ text: WireText, to bytes: inout [UInt8]) {
        bytes.append(UInt8(ascii: "\""))
        for byte in text.utf8 {
            switch byte {
            case UInt8(ascii: "\""), UInt8(ascii: "\\"): bytes += [UInt8(ascii: "\\"), byte]
            case 0..<0x20:
                bytes += Array("\\u00".utf8)
                bytes += Array((byte < 0x10 ? "0" : "").utf8) + Array(String(byte, radix: 16).utf8)
            default: bytes.append(byte)
            }
        }
        bytes.append(UInt8(ascii: "\""))
    }
}
