import CPNG

extension GrayImage {
    /// Decodes any PNG (grey, palette, RGB, with or without alpha, 1 to 16 bits, interlaced or not) to grey.
    ///
    /// Through libpng's simplified interface, which alone keeps its warnings to itself and does all conversions.
    ///
    /// - Parameter background: what shows through clear pixels, 0 black to 255 white.
    /// - Returns: the picture, and whether the file has clear pixels at all.
    /// - Throws: `notPNG`, `tooLarge`, or `damaged`.
    static func decoding(
        png bytes: [UInt8], background: UInt8
    ) throws(CodeReaderError) -> (image: GrayImage, hasClearPixels: Bool) {
        let header = try PNGHeader(bytes)
        var image = unsafe png_image()
        unsafe image.version = UInt32(PNG_IMAGE_VERSION)
        defer { unsafe png_image_free(&image) }
        var pixels = [UInt8](repeating: background, count: header.width * header.height)
        var hasClearPixels = false
        // libpng keeps the pointer until the pixels are read.
        let isRead = unsafe bytes.withUnsafeBytes { source -> Bool in
            guard unsafe png_image_begin_read_from_memory(&image, source.baseAddress, source.count) != 0,
                unsafe Int(image.width) == header.width, unsafe Int(image.height) == header.height
            else { return false }
            hasClearPixels = unsafe image.format & PNG_FORMAT_FLAG_ALPHA != 0
            // Grey of 8 bits, which is no flag at all.
            unsafe image.format = 0
            var ground = png_color(red: background, green: background, blue: background)
            return unsafe pixels.withUnsafeMutableBytes { target in
                unsafe png_image_finish_read(&image, &ground, target.baseAddress, Int32(header.width), nil) != 0
            }
        }
        guard isRead else { throw .damaged }
        return (try GrayImage(width: header.width, height: header.height, pixels: pixels), hasClearPixels)
    }
}
