/// Numbers out of bytes from outside: whatever lies beyond the end is nil.
struct ByteReader {
    private let bytes: ArraySlice<UInt8>

    init(_ bytes: [UInt8]) {
        self.bytes = bytes[...]
    }

    private init(_ bytes: ArraySlice<UInt8>) {
        self.bytes = bytes
    }

    func byte(_ offset: Int) -> UInt8? {
        let index = bytes.startIndex + offset
        return bytes.indices.contains(index) ? bytes[index] : nil
    }

    func starts(with expected: [UInt8], at offset: Int) -> Bool {
        expected.indices.allSatisfy { byte(offset + $0) == expected[$0] }
    }

    /// A number of at most four bytes, most significant first.
    func bigEndian(_ offset: Int, bytes count: Int) -> Int? {
        var value = 0
        for index in 0..<count {
            guard let byte = byte(offset + index) else { return nil }
            value = value << 8 | Int(byte)
        }
        return value
    }

    /// The same, least significant first.
    func littleEndian(_ offset: Int, bytes count: Int) -> Int? {
        var value = 0
        for index in 0..<count {
            guard let byte = byte(offset + index) else { return nil }
            value |= Int(byte) << (8 * index)
        }
        return value
    }

    /// From an offset to another, as far as there is something.
    func part(_ start: Int, end: Int) -> ByteReader {
        let lower = min(bytes.startIndex + max(0, start), bytes.endIndex)
        return ByteReader(bytes[lower..<min(max(lower, bytes.startIndex + end), bytes.endIndex)])
    }
}
