import Glibc

/// Big5 as Windows writes it (code page 950), by the C library's converter.
@safe package struct CodePage950: ~Copyable {
    /// What stands for bytes that are no character.
    static let replacement: [UInt8] = [0xEF, 0xBF, 0xBD]

    private let converter: iconv_t

    /// Nil where the C library was installed without the converter.
    package init?() {
        let converter = unsafe iconv_open("UTF-8", "CP950")
        // (iconv_t)-1
        guard Int(bitPattern: converter) != -1, let converter = unsafe converter else { return nil }
        unsafe self.converter = unsafe converter
    }

    deinit { unsafe iconv_close(converter) }

    /// The text as UTF-8, how many characters in it could not be read, and where the first of them stands.
    package borrowing func decode(_ bytes: [UInt8]) -> (utf8: [UInt8], unreadable: Int, first: Int?) {
        var result: [UInt8] = []
        result.reserveCapacity(bytes.count * 2)
        var unreadable = 0
        var first: Int?
        var place = 0
        while place < bytes.count {
            let end = min(bytes.count, place + Self.piece)
            let (read, written) = convert(bytes, place..<end)
            result += written
            place += read
            // All of it, or all but the first half of a character whose second half is in the next piece.
            guard place < end else { continue }
            guard read == 0 || place < end - 1 || end == bytes.count else { continue }
            // Stopped at a character that is none, whole or cut off by the end.
            result += Self.replacement
            unreadable += 1
            first = first ?? place
            place += Self.isPair(bytes, place) ? 2 : 1
        }
        return (result, unreadable, first)
    }

    /// Bytes at a time, so that many faults do not cost as many large buffers.
    private static let piece = 4_096

    /// Converts as far as it goes: how many bytes were taken, and what became of them.
    private borrowing func convert(_ bytes: [UInt8], _ range: Range<Int>) -> (read: Int, written: [UInt8]) {
        var input = bytes[range].map { CChar(bitPattern: $0) }
        // Two bytes of Big5 are at most four of UTF-8.
        var output = [CChar](repeating: 0, count: range.count * 2 + 16)
        let (read, written) = unsafe input.withUnsafeMutableBufferPointer { source in
            unsafe output.withUnsafeMutableBufferPointer { target in
                var from = source.baseAddress
                var to = target.baseAddress
                var left = source.count
                var room = target.count
                _ = unsafe iconv(converter, &from, &left, &to, &room)
                return (source.count - left, target.count - room)
            }
        }
        return (read, output.prefix(written).map { UInt8(bitPattern: $0) })
    }

    /// Whether two bytes stand there that have the form of one character.
    private static func isPair(_ bytes: [UInt8], _ place: Int) -> Bool {
        guard place + 1 < bytes.count, (0x81...0xFE).contains(bytes[place]) else { return false }
        return (0x40...0x7E).contains(bytes[place + 1]) || (0x80...0xFE).contains(bytes[place + 1])
    }
}
