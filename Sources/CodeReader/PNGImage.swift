import CGD

/// A PNG as gd decodes it: grey, palette, RGB, with or without alpha, 1 to 16 bits, interlaced or not.
@safe struct PNGImage: ~Copyable {
    private let image: gdImagePtr
    private let width: Int
    private let height: Int

    /// - Throws: `notPNG`, `tooLarge`, or `damaged`.
    init(_ bytes: [UInt8]) throws(CodeReaderError) {
        let header = try PNGHeader(bytes)
        Self.silence
        // gd copies nothing and writes nothing, though its argument is not const.
        var bytes = bytes
        let decoded = unsafe bytes.withUnsafeMutableBytes {
            unsafe gdImageCreateFromPngPtr(Int32($0.count), $0.baseAddress)
        }
        guard let image = unsafe decoded else { throw .damaged }
        guard unsafe Int(image.pointee.sx) == header.width, unsafe Int(image.pointee.sy) == header.height else {
            unsafe gdImageDestroy(image)
            throw .damaged
        }
        unsafe self.image = unsafe image
        width = header.width
        height = header.height
    }

    deinit { unsafe gdImageDestroy(image) }

    /// Whether anything shines through.
    var hasClearPixels: Bool {
        guard unsafe image.pointee.trueColor != 0 else { return palette.contains { Self.clearness($0) > 0 } }
        return (0..<height).contains { y in
            guard let row = unsafe image.pointee.tpixels?[y] else { return false }
            return (0..<width).contains { Self.clearness(unsafe row[$0]) > 0 }
        }
    }

    /// The picture in grey on a ground of `background`, 0 black to 255 white.
    ///
    /// - Throws: `damaged` if gd left rows out.
    borrowing func gray(background: UInt8) throws(CodeReaderError) -> GrayImage {
        var pixels: [UInt8] = []
        pixels.reserveCapacity(width * height)
        if unsafe image.pointee.trueColor != 0 {
            for y in 0..<height {
                guard let row = unsafe image.pointee.tpixels?[y] else { throw .damaged }
                for x in 0..<width { pixels.append(Self.gray(unsafe row[x], on: background)) }
            }
        } else {
            let palette = palette.map { Self.gray($0, on: background) }
            for y in 0..<height {
                guard let row = unsafe image.pointee.pixels?[y] else { throw .damaged }
                for x in 0..<width { pixels.append(palette[Int(unsafe row[x])]) }
            }
        }
        return try GrayImage(width: width, height: height, pixels: pixels)
    }

    /// The 256 entries of the palette in gd's true colour; those past its end are opaque black, as gd leaves them.
    private var palette: [Int32] {
        (0..<Int32(gdMaxColors)).map { unsafe portpass_gd_palette_color(image, $0) }
    }

    /// gd's alpha: 0 opaque to 127 clear.
    private static func clearness(_ color: Int32) -> Int32 { (color >> 24) & 0x7F }

    /// gd's colour (alpha, red, green, blue) as grey over `background`, with the weights of ITU-R BT.601.
    private static func gray(_ color: Int32, on background: UInt8) -> UInt8 {
        let clear = clearness(color)
        let luminance = (77 * ((color >> 16) & 0xFF) + 150 * ((color >> 8) & 0xFF) + 29 * (color & 0xFF)) >> 8
        return UInt8(truncatingIfNeeded: (luminance * (127 - clear) + Int32(background) * clear) / 127)
    }

    /// gd writes its complaints about damaged files to standard error; ours are typed errors. Once for the process.
    private static let silence: Void = unsafe gdSetErrorMethod { _, _, _ in }
}
