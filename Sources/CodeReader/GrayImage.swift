/// A grey picture: one byte a pixel in reading order, 0 black, 255 white.
struct GrayImage: Hashable, Sendable {
    /// The longest side: no camera makes a longer one, and zbar's time grows with the lines it scans, so that a strip of a few
    /// pixels by hundreds of thousands would hold the reader for seconds.
    static let sideLimit = 16_384

    /// The largest picture that is looked at: 40 megapixels.
    static let pixelLimit = 40_000_000

    /// Pictures up to this many pixels are also tried at twice their size: larger ones have pixels enough.
    static let upscalingLimit = 4_000_000

    let width: Int
    let height: Int
    let pixels: [UInt8]

    /// - Throws: `unusableFrame` when the sizes are not positive or do not agree with `pixels`; `tooLarge`.
    init(width: Int, height: Int, pixels: [UInt8]) throws(CodeReaderError) {
        let (area, overflow) = width.multipliedReportingOverflow(by: height)
        guard width > 0, height > 0, !overflow else { throw .unusableFrame }
        guard area <= Self.pixelLimit, max(width, height) <= Self.sideLimit else {
            throw .tooManyPixels(width: width, height: height)
        }
        guard area == pixels.count else { throw .unusableFrame }
        self.init(trusted: width, height, pixels)
    }

    init(trusted width: Int, _ height: Int, _ pixels: [UInt8]) {
        self.width = width
        self.height = height
        self.pixels = pixels
    }

    /// Black for white: zbar does not look for light codes on dark ground, as phones show them at night.
    func inverted() -> GrayImage {
        GrayImage(trusted: width, height, pixels.map { ~$0 })
    }

    /// Twice the size, linear between neighbours: what makes small or soft codes readable for zbar.
    ///
    /// Every new pixel lies a quarter from its nearest old one, hence the weights 3 and 1, first along rows and then
    /// along columns.
    func doubled() -> GrayImage {
        let wide = width * 2
        var above = [UInt16](repeating: 0, count: wide)
        var rows: [[UInt16]] = []
        rows.reserveCapacity(height)
        for y in 0..<height {
            let start = y * width
            for x in 0..<width {
                let here = UInt16(pixels[start + x])
                let left = UInt16(pixels[start + max(x - 1, 0)])
                let right = UInt16(pixels[start + min(x + 1, width - 1)])
                above[2 * x] = 3 * here + left
                above[2 * x + 1] = 3 * here + right
            }
            rows.append(above)
        }
        var result: [UInt8] = []
        result.reserveCapacity(wide * height * 2)
        for y in 0..<height {
            let near = rows[y]
            for far in [rows[max(y - 1, 0)], rows[min(y + 1, height - 1)]] {
                for x in 0..<wide { result.append(UInt8(truncatingIfNeeded: (3 * near[x] + far[x] + 8) >> 4)) }
            }
        }
        return GrayImage(trusted: wide, height * 2, result)
    }
}
