import CPango

extension QRSymbol {
    /// The symbol as a PNG of one bit a pixel, the quiet zone included, `scale` pixels a module.
    ///
    /// Cairo's A1 surface is written as 1-bit grey where a set bit is white; the same symbol always gives the same bytes.
    ///
    /// - Throws: `unusableScale` outside 1 to 64; `libraryFailure`.
    package func png(scale: Int) throws(RenderError) -> [UInt8] {
        guard (1...64).contains(scale) else { throw .unusableScale(scale) }
        let extent = (side + 2 * Self.quietZone) * scale
        let stride = Int(cairo_format_stride_for_width(CAIRO_FORMAT_A1, Int32(extent)))
        guard stride * 8 >= extent else { throw .libraryFailure("cairo gave no stride") }
        var pixels = [UInt8](repeating: 0xFF, count: stride * extent)
        for row in 0..<side {
            let first = (row + Self.quietZone) * scale * stride
            for run in darkRuns(row: row) {
                let start = (run.start + Self.quietZone) * scale
                for x in start..<start + run.length * scale {
                    pixels[first + x / 8] &= ~Self.mask(x)
                }
            }
            for copy in 1..<max(scale, 1) {
                let target = first + copy * stride
                for byte in 0..<stride { pixels[target + byte] = pixels[first + byte] }
            }
        }
        let sink = ByteSink()
        let status = unsafe pixels.withUnsafeMutableBufferPointer { buffer -> cairo_status_t in
            let surface = unsafe cairo_image_surface_create_for_data(
                buffer.baseAddress, CAIRO_FORMAT_A1, Int32(extent), Int32(extent), Int32(stride))
            defer { unsafe cairo_surface_destroy(surface) }
            return unsafe cairo_surface_write_to_png_stream(surface, ByteSink.write, sink.closure)
        }
        try withExtendedLifetime(sink) { () throws(RenderError) in try Self.check(status) }
        return sink.bytes
    }

    /// The bit of pixel `x` in its byte: A1 is packed in 32-bit words of the machine's own bit order.
    private static func mask(_ x: Int) -> UInt8 {
        1.littleEndian == 1 ? 1 << UInt8(x % 8) : 0x80 >> UInt8(x % 8)
    }

    private static func check(_ status: cairo_status_t) throws(RenderError) {
        guard status != CAIRO_STATUS_SUCCESS else { return }
        throw .cairo(status)
    }
}

extension RenderError {
    /// Cairo's complaint as ours.
    static func cairo(_ status: cairo_status_t) -> RenderError {
        guard status != CAIRO_STATUS_NO_MEMORY else { return .outOfMemory }
        return .libraryFailure(unsafe cairo_status_to_string(status).map { unsafe String(cString: $0) } ?? "cairo")
    }
}
