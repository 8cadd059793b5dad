import CZlib

/// Files that are made once and sent often, compressed.
package enum Deflate {
    /// A gzip file (RFC 1952) without a name or a time: the same bytes give the same file.
    ///
    /// - Throws: `outOfMemory`, `libraryFailure`.
    package static func gzip(_ bytes: [UInt8]) throws(RenderError) -> [UInt8] {
        var stream = unsafe z_stream()
        // 16 more than the window's bits ask for gzip's frame.
        let opened = unsafe deflateInit2_(
            &stream, 9, Z_DEFLATED, 15 + 16, 9, Z_DEFAULT_STRATEGY, ZLIB_VERSION, Int32(MemoryLayout<z_stream>.size))
        guard opened == Z_OK else { throw .outOfMemory }
        defer { unsafe deflateEnd(&stream) }
        var input = bytes
        var output = [UInt8](repeating: 0, count: Int(unsafe deflateBound(&stream, UInt(bytes.count))))
        let (status, count) = unsafe input.withUnsafeMutableBufferPointer { source in
            unsafe output.withUnsafeMutableBufferPointer { target in
                unsafe stream.next_in = source.baseAddress
                unsafe stream.avail_in = UInt32(source.count)
                unsafe stream.next_out = target.baseAddress
                unsafe stream.avail_out = UInt32(target.count)
                return (unsafe deflate(&stream, Z_FINISH), Int(unsafe stream.total_out))
            }
        }
        guard status == Z_STREAM_END else { throw .libraryFailure("zlib did not finish") }
        return Array(output.prefix(count))
    }
}
