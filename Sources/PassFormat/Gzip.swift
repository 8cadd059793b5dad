import CZlib

/// gzip files (RFC 1952), for what is sent compressed by HTTP.
package enum Gzip {
    /// `windowBits` of zlib: the largest window, and 16 for a gzip header.
    private static let windowBits: Int32 = 15 + 16

    package static func compress(_ bytes: [UInt8]) -> [UInt8] {
        var stream = unsafe z_stream()
        let opened = unsafe deflateInit2_(
            &stream, Z_BEST_COMPRESSION, Z_DEFLATED, windowBits, 9, Z_DEFAULT_STRATEGY, ZLIB_VERSION,
            Int32(MemoryLayout<z_stream>.size))
        precondition(opened == Z_OK, "zlib could not begin")
        defer { unsafe deflateEnd(&stream) }
        var input = bytes
        var output = [UInt8](repeating: 0, count: Int(unsafe deflateBound(&stream, UInt(bytes.count))))
        let count = unsafe input.withUnsafeMutableBufferPointer { source in
            unsafe output.withUnsafeMutableBufferPointer { destination in
                unsafe stream.next_in = source.baseAddress
                unsafe stream.avail_in = UInt32(source.count)
                unsafe stream.next_out = destination.baseAddress
                unsafe stream.avail_out = UInt32(destination.count)
                // The buffer has the size zlib asks for: one call does it.
                let result = unsafe deflate(&stream, Z_FINISH)
                precondition(result == Z_STREAM_END, "zlib could not compress")
                return Int(unsafe stream.total_out)
            }
        }
        output.removeLast(output.count - count)
        return output
    }
}
