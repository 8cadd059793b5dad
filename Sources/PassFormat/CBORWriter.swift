/// Writes deterministic CBOR (RFC 8949 section 4.2.1): shortest arguments, definite lengths, map keys sorted by their
/// encoding.
package struct CBORWriter: Sendable {
    /// One key and value of a map, both encoded.
    package struct Entry: Hashable, Sendable {
        package let key: [UInt8]
        package let value: [UInt8]

        package init(key: [UInt8], value: [UInt8]) {
            self.key = key
            self.value = value
        }

        package init(_ key: Int64, _ write: (inout CBORWriter) throws(FormatError) -> Void) throws(FormatError) {
            self.key = try CBORWriter.encoding { $0.write(key) }
            value = try CBORWriter.encoding(write)
        }

        package init(_ key: WireText, _ write: (inout CBORWriter) throws(FormatError) -> Void) throws(FormatError) {
            self.key = try CBORWriter.encoding { $0.write(key) }
            value = try CBORWriter.encoding(write)
        }
    }

    /// What has been written so far.
    package private(set) var bytes: [UInt8] = []

    package init(reservingCapacity capacity: Int = 0) {
        bytes.reserveCapacity(capacity)
    }

    package static func encoding(
        _ write: (inout CBORWriter) throws(FormatError) -> Void
    ) throws(FormatError) -> [UInt8] {
        var writer = CBORWriter()
        try write(&writer)
        return writer.bytes
    }

    package mutating func write(_ value: Int64) {
        if value < 0 {
            writeHead(1, UInt64(bitPattern: ~value))
        } else {
            writeHead(0, UInt64(bitPattern: value))
        }
    }

    package mutating func write(unsigned value: UInt64) {
        writeHead(0, value)
    }

    package mutating func write(bytes value: [UInt8]) {
        writeHead(2, UInt64(value.count))
        bytes += value
    }

    package mutating func write(_ value: WireText) {
        writeHead(3, UInt64(value.utf8.count))
        bytes += value.utf8
    }

    package mutating func writeTrue() {
        bytes.append(0xF5)
    }

    /// The head of an array; its elements are to be written next.
    package mutating func writeArray(count: Int) {
        writeHead(4, UInt64(count))
    }

    /// A tag; its content is to be written next.
    package mutating func writeTag(_ tag: UInt64) {
        writeHead(6, tag)
    }

    package mutating func writeEmptyMap() {
        writeHead(5, 0)
    }

    /// A whole map, sorted here. Throws `duplicateKey`.
    package mutating func write(map entries: [Entry]) throws(FormatError) {
        writeHead(5, UInt64(entries.count))
        var previous: [UInt8]?
        for entry in entries.sorted(by: { $0.key.lexicographicallyPrecedes($1.key) }) {
            guard entry.key != previous else { throw .duplicateKey }
            bytes += entry.key
            bytes += entry.value
            previous = entry.key
        }
    }

    /// An item that is encoded already.
    package mutating func write(encoded item: [UInt8]) {
        bytes += item
    }

    private mutating func writeHead(_ major: UInt8, _ argument: UInt64) {
        let type = major << 5
        let width: Int
        switch argument {
        case 0..<24:
            bytes.append(type | UInt8(argument))
            return
        case 24...0xFF: width = 1
        case 0x100...0xFFFF: width = 2
        case 0x1_0000...0xFFFF_FFFF: width = 4
        default: width = 8
        }
        bytes.append(type | UInt8(24 + width.trailingZeroBitCount))
        for place in (0..<width).reversed() {
            bytes.append(UInt8(truncatingIfNeeded: argument >> (8 * UInt64(place))))
        }
    }
}
