/// Where something stands in the text that was handed in.
package struct XMLPlace: Hashable, Sendable, CustomStringConvertible {
    /// From 1.
    package let line: Int
    /// From 0: bytes before it, in UTF-8.
    package let byte: Int

    package init(line: Int, byte: Int) {
        self.line = line
        self.byte = byte
    }

    /// The line is counted, in time that goes with the place.
    package init(byte: Int, of text: [UInt8]) {
        self.init(line: 1 + text.prefix(max(0, byte)).count { $0 == 0x0A }, byte: byte)
    }

    package var description: String { "line \(line), byte \(byte)" }
}
