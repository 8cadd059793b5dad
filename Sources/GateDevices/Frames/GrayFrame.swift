/// One picture of a camera: grey, one byte a pixel in reading order without padding, 0 black.
package struct GrayFrame: Hashable, Sendable {
    /// The longest side and the most pixels: 1920 x 1080, upright too.
    package static let sideLimit = 1_920
    package static let pixelLimit = 1_920 * 1_080

    let width: Int
    let height: Int
    let pixels: [UInt8]

    /// - Throws: `frame` when a side is not in 1 to `sideLimit`, there are more than `pixelLimit` pixels, or the bytes are
    ///   more or fewer than the pixels.
    package init(width: Int, height: Int, pixels: [UInt8]) throws(DeviceError) {
        let sides = 1...Self.sideLimit
        guard sides.contains(width), sides.contains(height), width * height <= Self.pixelLimit else {
            throw .frame("a frame has at most 1920 x 1080 pixels")
        }
        guard pixels.count == width * height else {
            throw .frame("a frame has a byte for each pixel, no more and no fewer")
        }
        self.width = width
        self.height = height
        self.pixels = pixels
    }
}
