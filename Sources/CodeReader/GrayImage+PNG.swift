import CGD

extension GrayImage {
    /// Decodes any PNG (grey, palette, RGB, with alpha, 1 to 16 bits) to grey on a ground of `background`, 0 to 255.
    ///
    /// - Throws: `notPNG`, `tooLarge`, or `damaged`.
    init(png bytes: [UInt8], background: UInt8 = 255) throws(CodeReaderError) {
        let header = try PNGHeader(bytes)
        Self.silence
        // gd copies nothing and writes nothing, though its argument is not const.
        var bytes = bytes
        let decoded = unsafe bytes.withUnsafeMutableBytes {
            unsafe gdImageCreateFromPngPtr(Int32($0.count), $0.baseAddress)
        }
        guard let image = unsafe decoded else { throw .damaged }
        defer { unsafe gdImageDestroy(image) }
        guard unsafe Int(image.pointee.sx) == header.width, unsafe Int(image.pointee.sy) == header.height else {
            throw .damaged
        }
        guard let pixels = unsafe Self.pixels(of: image, background: background) else { throw .damaged }
        try self.init(width: header.width, height: header.height, pixels: pixels)
    }

    private static func pixels(of image: gdImagePtr, background: UInt8) -> [UInt8]? {
        let width = Int(unsafe image.pointee.sx)
        let height = Int(unsafe image.pointee.sy)
        var pixels: [UInt8] = []
        pixels.reserveCapacity(width * height)
        if unsafe image.pointee.trueColor != 0 {
            guard let rows = unsafe image.pointee.tpixels else { return nil }
            for y in 0..<height {
                guard let row = unsafe rows[y] else { return nil }
                for x in 0..<width { pixels.append(gray(unsafe row[x], on: background)) }
            }
        } else {
            guard let rows = unsafe image.pointee.pixels else { return nil }
            let palette = (0..<Int32(gdMaxColors)).map {
                gray(unsafe portpass_gd_palette_color(image, $0), on: background)
            }
            for y in 0..<height {
                guard let row = unsafe rows[y] else { return nil }
                for x in 0..<width { pixels.append(palette[Int(unsafe row[x])]) }
            }
        }
        return pixels
    }

    /// gd's colour (alpha 0 opaque to 127 clear, then red, green, blue) as grey over `background`, weights of BT.601.
    private static func gray(_ color: Int32, on background: UInt8) -> UInt8 {
        let clear = (color >> 24) & 0x7F
        let luminance = (77 * ((color >> 16) & 0xFF) + 150 * ((color >> 8) & 0xFF) + 29 * (color & 0xFF)) >> 8
        return UInt8(truncatingIfNeeded: (luminance * (127 - clear) + Int32(background) * clear) / 127)
    }

    /// gd writes its complaints about damaged files to standard error; ours are typed errors. Once for the process.
    private static let silence: Void = unsafe gdSetErrorMethod { _, _, _ in }
}
