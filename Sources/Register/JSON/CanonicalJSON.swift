import PassCrypto

/// One JSON object in one spelling: members sorted by name, no space, only what must be escaped is. What is hashed into
/// the audit log, and what the command line prints.
package struct CanonicalJSON {
    private var members: [(name: String, value: [UInt8])] = []

    package init() {}

    package mutating func set(_ name: String, _ value: String) { members.append((name, Self.encode(value))) }
    package mutating func set(_ name: String, _ value: Int64) { members.append((name, Array(String(value).utf8))) }
    package mutating func set(_ name: String, _ value: Int) { set(name, Int64(value)) }
    package mutating func set(_ name: String, hex value: [UInt8]) {
        members.append((name, [UInt8(ascii: "\"")] + Hex.ascii(value) + [UInt8(ascii: "\"")]))
    }
    package mutating func set(_ name: String, _ values: [String]) {
        set(name, array: values.map(Self.encode))
    }
    package mutating func set(_ name: String, objects: [CanonicalJSON]) {
        set(name, array: objects.map(\.bytes))
    }
    /// A value left out when it is nil.
    package mutating func set(_ name: String, _ value: String?) {
        if let value { set(name, value) }
    }

    private mutating func set(_ name: String, array: [[UInt8]]) {
        members.append(
            (name, [UInt8(ascii: "[")] + Array(array.joined(separator: [UInt8(ascii: ",")])) + [UInt8(ascii: "]")]))
    }

    package var bytes: [UInt8] {
        var bytes: [UInt8] = [UInt8(ascii: "{")]
        for member in members.sorted(by: { $0.name < $1.name }) {
            if bytes.count > 1 { bytes.append(UInt8(ascii: ",")) }
            bytes += Self.encode(member.name)
            bytes.append(UInt8(ascii: ":"))
            bytes += member.value
        }
        bytes.append(UInt8(ascii: "}"))
        return bytes
    }

    private static func encode(_ text: String) -> [UInt8] {
        var bytes: [UInt8] = []
        bytes.reserveCapacity(text.utf8.count + 2)
        bytes.append(UInt8(ascii: "\""))
        let isPlain = text.utf8.allSatisfy { $0 >= 0x20 && $0 != UInt8(ascii: "\"") && $0 != UInt8(ascii: "\\") }
        if isPlain {
            bytes.append(contentsOf: text.utf8)
            bytes.append(UInt8(ascii: "\""))
            return bytes
        }
        for byte in text.utf8 {
            switch byte {
            case UInt8(ascii: "\""): bytes += [UInt8(ascii: "\\"), UInt8(ascii: "\"")]
            case UInt8(ascii: "\\"): bytes += [UInt8(ascii: "\\"), UInt8(ascii: "\\")]
            case 0..<0x20: bytes += Array("\\u00".utf8) + Hex.ascii([byte])
            default: bytes.append(byte)
            }
        }
        bytes.append(UInt8(ascii: "\""))
        return bytes
    }
}
