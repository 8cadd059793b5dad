import Glibc

/// Text into Big5 as Windows writes it (code page 950): for files that are made, not read.
@safe package struct CodePage950Writer: ~Copyable {
    private let converter: iconv_t

    /// Nil where the C library was installed without the converter.
    package init?() {
        let converter = unsafe iconv_open("CP950", "UTF-8")
        // (iconv_t)-1
        guard Int(bitPattern: converter) != -1, let converter = unsafe converter else { return nil }
        unsafe self.converter = unsafe converter
    }

    deinit { unsafe iconv_close(converter) }

    /// Nil when a character of it has no place in Big5.
    package borrowing func encode(_ utf8: [UInt8]) -> [UInt8]? {
        var input = utf8.map { CChar(bitPattern: $0) }
        // No character takes more bytes in Big5 than in UTF-8.
        var output = [CChar](repeating: 0, count: utf8.count + 16)
        let (left, written) = unsafe input.withUnsafeMutableBufferPointer { source in
            unsafe output.withUnsafeMutableBufferPointer { target in
                var from = source.baseAddress
                var to = target.baseAddress
                var left = source.count
                var room = target.count
                _ = unsafe iconv(converter, &from, &left, &to, &room)
                return (left, target.count - room)
            }
        }
        guard left == 0 else { return nil }
        return output.prefix(written).map { UInt8(bitPattern: $0) }
    }
}
