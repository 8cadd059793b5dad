import CZlib

/// zlib streams (RFC 1950), whole and bounded.
enum Zlib {
    static func deflate(_ bytes: [UInt8]) -> [UInt8] {
        var length = compressBound(uLong(bytes.count))
        var output = [UInt8](repeating: 0, count: Int(length))
        let result = unsafe bytes.withUnsafeBufferPointer { source in
            unsafe output.withUnsafeMutableBufferPointer { destination in
                unsafe compress2(
                    destination.baseAddress, &length, source.baseAddress, uLong(source.count), Z_BEST_COMPRESSION)
            }
        }
        // The buffer has the size zlib asks for: only a machine without memory gets here.
        precondition(result == Z_OK, "zlib could not compress \(bytes.count) bytes")
        output.removeLast(output.count - Int(length))
        return output
    }

    /// What `stream` holds, at most `limit` bytes. Throws `compression` for more, for a damaged or cut stream, and for
    /// bytes that follow it.
    static func inflate(_ stream: [UInt8], limit: Int) throws(FormatError) -> [UInt8] {
        var length = uLongf(limit)
        var consumed = uLong(stream.count)
        var output = [UInt8](repeating: 0, count: limit)
        let result = unsafe stream.withUnsafeBufferPointer { source in
            unsafe output.withUnsafeMutableBufferPointer { destination in
                unsafe uncompress2(destination.baseAddress, &length, source.baseAddress, &consumed)
            }
        }
        switch result {
        case Z_OK: break
        case Z_BUF_ERROR: throw .compression("it does not fit \(limit) bytes")
        default: throw .compression("the zlib stream is damaged")
        }
        guard consumed == stream.count else { throw .compression("bytes follow the zlib stream") }
        output.removeLast(limit - Int(length))
        return output
    }
}
