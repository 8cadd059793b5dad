import CGD

/// A picture in gd's memory, freed when it goes out of scope.
@safe package struct GDImage: ~Copyable {
    private let image: gdImagePtr

    private init(_ image: gdImagePtr?) throws(PhotoError) {
        guard let image = unsafe image else { throw .cannotRead }
        unsafe self.image = image
    }

    deinit {
        unsafe gdImageDestroy(image)
    }

    /// Keeps gd from writing its warnings to standard error.
    package static func silence() {
        unsafe gdSetErrorMethod { _, _, _ in }
    }

    /// Decodes a picture whose header was read.
    package static func decode(_ bytes: [UInt8], as format: PictureHeader.Format) throws(PhotoError) -> GDImage {
        var bytes = bytes
        let count = Int32(bytes.count)
        switch format {
        case .jpeg: return try unsafe GDImage(gdImageCreateFromJpegPtr(count, &bytes))
        case .png: return try unsafe GDImage(gdImageCreateFromPngPtr(count, &bytes))
        case .webp: return try unsafe GDImage(gdImageCreateFromWebpPtr(count, &bytes))
        }
    }

    /// An empty white picture.
    package static func blank(width: Int, height: Int) throws(PhotoError) -> GDImage {
        let image = try unsafe GDImage(gdImageCreateTrueColor(Int32(width), Int32(height)))
        unsafe gdImageFilledRectangle(image.image, 0, 0, Int32(width) - 1, Int32(height) - 1, 0xFFFFFF)
        return image
    }

    package var size: (width: Int, height: Int) {
        unsafe (Int(image.pointee.sx), Int(image.pointee.sy))
    }

    /// A part of `source` scaled onto the whole of this picture; what is transparent shows the white below.
    package borrowing func fill(with part: (x: Int, y: Int, width: Int, height: Int), of source: borrowing GDImage) {
        let size = size
        unsafe gdImageAlphaBlending(image, 1)
        unsafe gdImageCopyResampled(
            image, source.image, 0, 0, Int32(part.x), Int32(part.y), Int32(size.width), Int32(size.height),
            Int32(part.width), Int32(part.height))
    }

    /// The pixel at a place, 0xRRGGBB.
    package borrowing func pixel(_ x: Int, _ y: Int) -> Int32 {
        unsafe gdImageGetTrueColorPixel(image, Int32(x), Int32(y)) & 0xFFFFFF
    }

    package borrowing func set(_ x: Int, _ y: Int, _ color: Int32) {
        unsafe gdImageSetPixel(image, Int32(x), Int32(y), color)
    }

    /// This picture the right way up (EXIF 2.3, table 6).
    package borrowing func upright(orientation: Int) throws(PhotoError) -> GDImage {
        let size = size
        let isTurned = orientation >= 5
        let turned = try GDImage.blank(
            width: isTurned ? size.height : size.width, height: isTurned ? size.width : size.height)
        let (right, bottom) = (size.width - 1, size.height - 1)
        for y in 0..<size.height {
            for x in 0..<size.width {
                let place =
                    switch orientation {
                    case 2: (right - x, y)
                    case 3: (right - x, bottom - y)
                    case 4: (x, bottom - y)
                    case 5: (y, x)
                    case 6: (bottom - y, x)
                    case 7: (bottom - y, right - x)
                    case 8: (y, right - x)
                    default: (x, y)
                    }
                turned.set(place.0, place.1, pixel(x, y))
            }
        }
        return turned
    }

    /// Baseline JPEG without any metadata, but for the comment in which gd names itself.
    package borrowing func jpeg(quality: Int) throws(PhotoError) -> [UInt8] {
        var count: Int32 = 0
        guard let bytes = unsafe gdImageJpegPtr(image, &count, Int32(quality)) else { throw .cannotRead }
        defer { unsafe gdFree(bytes) }
        return unsafe [UInt8](UnsafeRawBufferPointer(start: bytes, count: Int(count)))
    }

    /// A lossless copy, for tests.
    package borrowing func png() throws(PhotoError) -> [UInt8] {
        var count: Int32 = 0
        guard let bytes = unsafe gdImagePngPtr(image, &count) else { throw .cannotRead }
        defer { unsafe gdFree(bytes) }
        return unsafe [UInt8](UnsafeRawBufferPointer(start: bytes, count: Int(count)))
    }
}
