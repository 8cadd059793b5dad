/// What makes the frames of a camera readable for zbar, whose own threshold gives way to noise and to the pattern of screens.
/// Measured on hostile frames (Tests/Interop/frames).
extension GrayImage {
    /// Half the size, each pixel the mean of four; nil for a picture of one row or column.
    func halved() -> GrayImage? {
        let wide = width / 2
        let high = height / 2
        guard wide > 0, high > 0 else { return nil }
        let source = pixels.span
        let result = [UInt8](capacity: wide * high) { output in
            for y in 0..<high {
                var place = 2 * y * width
                for _ in 0..<wide {
                    let above = UInt16(source[place]) &+ UInt16(source[place &+ 1])
                    let below = UInt16(source[place &+ width]) &+ UInt16(source[place &+ width &+ 1])
                    output.append(UInt8(truncatingIfNeeded: (above &+ below &+ 2) >> 2))
                    place &+= 2
                }
            }
        }
        return GrayImage(trusted: wide, high, result)
    }

    /// Each pixel the mean of the nine around it; the edge counts on.
    func smoothed() -> GrayImage {
        let source = pixels.span
        var columns = [UInt16](repeating: 0, count: width)
        let result = [UInt8](capacity: pixels.count) { output in
            for y in 0..<height {
                let above = max(y - 1, 0) * width
                let here = y * width
                let below = min(y + 1, height - 1) * width
                for x in 0..<width {
                    columns[x] = UInt16(source[above &+ x]) &+ UInt16(source[here &+ x]) &+ UInt16(source[below &+ x])
                }
                for x in 0..<width {
                    let sum =
                        UInt32(columns[max(x &- 1, 0)]) &+ UInt32(columns[x])
                        &+ UInt32(columns[min(x &+ 1, width &- 1)])
                    // By 9, rounded: exact for every sum of nine bytes.
                    output.append(UInt8(truncatingIfNeeded: ((sum &+ 4) &* 7_282) >> 16))
                }
            }
        }
        return GrayImage(trusted: width, height, result)
    }

    /// Black where a pixel is darker than the mean of its surroundings by a margin, else white: light that differs from place
    /// to place no longer counts.
    ///
    /// - Parameters:
    ///   - reach: How far the surroundings go to each side, in pixels: some modules, so that they hold dark and light ones.
    ///   - margin: In shades of grey: what noise on plain ground does not pass.
    func blackAndWhite(reach: Int = 12, margin: Int = 3) -> GrayImage {
        let source = pixels.span
        // The sum of each column over the rows in reach, kept as the window moves down.
        var columns = [Int32](repeating: 0, count: width)
        for y in 0..<min(reach, height) {
            for x in 0..<width { columns[x] &+= Int32(source[y &* width &+ x]) }
        }
        let result = [UInt8](capacity: pixels.count) { output in
            for y in 0..<height {
                if y + reach < height {
                    let entering = (y + reach) * width
                    for x in 0..<width { columns[x] &+= Int32(source[entering &+ x]) }
                }
                if y > reach {
                    let leaving = (y - reach - 1) * width
                    for x in 0..<width { columns[x] &-= Int32(source[leaving &+ x]) }
                }
                let rows = Int32(min(y + reach, height - 1) - max(y - reach, 0) + 1)
                var sum = columns[0..<min(reach, width)].reduce(0, &+)
                let row = y * width
                for x in 0..<width {
                    if x &+ reach < width { sum &+= columns[x &+ reach] }
                    if x > reach { sum &-= columns[x &- reach &- 1] }
                    let area = rows &* Int32(truncatingIfNeeded: min(x &+ reach, width &- 1) &- max(x &- reach, 0) &+ 1)
                    let isDark = (Int32(source[row &+ x]) &+ Int32(truncatingIfNeeded: margin)) &* area < sum
                    output.append(isDark ? 0 : 255)
                }
            }
        }
        return GrayImage(trusted: width, height, result)
    }
}
