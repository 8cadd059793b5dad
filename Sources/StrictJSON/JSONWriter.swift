/// Writes JSON in one spelling for each purpose, the same bytes every time.
package struct JSONWriter {
    private enum Form {
        case canonical
        case compact
        case indented
    }

    private var bytes: [UInt8] = []
    private let form: Form

    /// The OLPC Canonical JSON of `value`, which TUF metadata is signed in: names sorted, no spaces, and only `"` and `\`
    /// escaped. A line break stands as itself, so this is not always JSON in the sense of RFC 8259 (TUF specification,
    /// section 4.1).
    package static func canonical(_ value: JSONValue) -> [UInt8] { write(value, .canonical) }

    /// The same as JSON of RFC 8259: control characters are escaped.
    package static func compact(_ value: JSONValue) -> [UInt8] { write(value, .compact) }

    /// For people: members in their order, an indent of two spaces, a newline at the end.
    package static func indented(_ value: JSONValue) -> [UInt8] { write(value, .indented) + [UInt8(ascii: "\n")] }

    private static func write(_ value: JSONValue, _ form: Form) -> [UInt8] {
        var writer = JSONWriter(form: form)
        writer.write(value, depth: 0)
        return writer.bytes
    }

    private init(form: Form) {
        self.form = form
    }

    private mutating func write(_ value: JSONValue, depth: Int) {
        switch value {
        // A number without a canonical form is never written: what holds one is refused before.
        case .null, .otherNumber: bytes.append(contentsOf: "null".utf8)
        case .bool(let flag): bytes.append(contentsOf: (flag ? "true" : "false").utf8)
        case .integer(let number): bytes.append(contentsOf: String(number).utf8)
        case .string(let text): write(text)
        case .array(let elements):
            write(elements, UInt8(ascii: "["), UInt8(ascii: "]"), depth) { writer, element in
                writer.write(element, depth: depth + 1)
            }
        case .object(let object):
            let members = form == .indented ? object.members : object.members.sorted { $0.name < $1.name }
            write(members, UInt8(ascii: "{"), UInt8(ascii: "}"), depth) { writer, member in
                writer.write(member.name)
                writer.bytes.append(UInt8(ascii: ":"))
                if writer.form == .indented { writer.bytes.append(UInt8(ascii: " ")) }
                writer.write(member.value, depth: depth + 1)
            }
        }
    }

    private mutating func write<Element>(
        _ elements: [Element], _ open: UInt8, _ close: UInt8, _ depth: Int,
        _ body: (inout JSONWriter, Element) -> Void
    ) {
        bytes.append(open)
        for (index, element) in elements.enumerated() {
            if index > 0 { bytes.append(UInt8(ascii: ",")) }
            breakLine(depth + 1)
            body(&self, element)
        }
        if !elements.isEmpty { breakLine(depth) }
        bytes.append(close)
    }

    private mutating func breakLine(_ depth: Int) {
        guard form == .indented else { return }
        bytes.append(UInt8(ascii: "\n"))
        bytes.append(contentsOf: repeatElement(UInt8(ascii: " "), count: depth * 2))
    }

    private mutating func write(_ text: ExactText) {
        bytes.append(UInt8(ascii: "\""))
        for byte in text.string.utf8 {
            switch byte {
            case UInt8(ascii: "\""), UInt8(ascii: "\\"):
                bytes.append(UInt8(ascii: "\\"))
                bytes.append(byte)
            case 0..<0x20 where form != .canonical:
                bytes.append(contentsOf: byte < 0x10 ? "\\u000".utf8 : "\\u00".utf8)
                bytes.append(contentsOf: String(byte, radix: 16).utf8)
            default: bytes.append(byte)
            }
        }
        bytes.append(UInt8(ascii: "\""))
    }
}
