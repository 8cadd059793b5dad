import CZlib

/// A PNG of one bit a pixel, written by hand around zlib: a code of enlarged modules is rows repeated, and told so
/// (filter Up, run lengths only) zlib is ten times as fast as behind a general PNG writer, and the file half the size.
///
/// Source: PNG (W3C Recommendation, third edition), sections 5, 7.2, 9.2 and 11.
struct BilevelPNG {
    /// The filtered rows: a filter's number and the packed pixels, leftmost pixel in the highest bit, set for white.
    private var rows: [UInt8] = []
    private let width: Int
    private var height = 0

    /// An image of `width` pixels and no rows yet.
    init(width: Int) { self.width = width }

    private var stride: Int { (width + 7) / 8 }

    /// Appends a row of black runs (start and length, in pixels) on white, `copies` times; what lies outside is left out.
    mutating func append(_ runs: [(start: Int, length: Int)], copies: Int) {
        var row = [UInt8](repeating: 0xFF, count: stride)
        for run in runs {
            for x in max(run.start, 0)..<max(min(run.start + run.length, width), 0) {
                row[x / 8] &= ~(0x80 >> UInt8(x % 8))
            }
        }
        guard copies > 0 else { return }
        rows.append(0)
        rows += row
        let unchanged: [UInt8] = [2] + [UInt8](repeating: 0, count: stride)
        for _ in 1..<copies { rows += unchanged }
        height += copies
    }

    /// The file.
    ///
    /// - Throws: `outOfMemory`, `libraryFailure`.
    func bytes() throws(RenderError) -> [UInt8] {
        // Bit depth 1, greyscale, deflate, adaptive filters, not interlaced.
        let header = Self.bigEndian(width) + Self.bigEndian(height) + [1, 0, 0, 0, 0]
        return [0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A]
            + Self.chunk("IHDR", header) + Self.chunk("IDAT", try Self.compressed(rows)) + Self.chunk("IEND", [])
    }

    private static func chunk(_ name: String, _ content: [UInt8]) -> [UInt8] {
        let body = Array(name.utf8) + content
        let checksum = unsafe body.withUnsafeBufferPointer { unsafe crc32(0, $0.baseAddress, UInt32($0.count)) }
        return bigEndian(content.count) + body + bigEndian(Int(checksum))
    }

    private static func bigEndian(_ value: Int) -> [UInt8] {
        let value = UInt32(truncatingIfNeeded: value)
        return [UInt8(value >> 24), UInt8(value >> 16 & 0xFF), UInt8(value >> 8 & 0xFF), UInt8(value & 0xFF)]
    }

    private static func compressed(_ bytes: [UInt8]) throws(RenderError) -> [UInt8] {
        var stream = unsafe z_stream()
        let opened = unsafe deflateInit2_(
            &stream, 9, Z_DEFLATED, 15, 8, Z_RLE, ZLIB_VERSION, Int32(MemoryLayout<z_stream>.size))
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
