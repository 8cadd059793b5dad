/// Where a code lies in a picture, by its three finder patterns: at any turn and lean.
struct CodePlane: Sendable {
    /// Modules of light ground that a code has around it.
    static let quiet = 4
    /// A pass needs no more (version 25).
    private static let versions = 1...25

    /// From the code's modules to the picture's pixels.
    let projection: Homography
    /// Modules a side.
    let size: Int
    /// How far the patterns' corners lie beside where they should, in modules.
    let error: Double

    /// The likeliest first, at most so many.
    static func candidates(_ patterns: [FinderPattern], most: Int) -> [CodePlane] {
        let patterns = patterns.sorted { $0.area > $1.area }.prefix(8)
        var planes: [CodePlane] = []
        for corner in patterns {
            for right in patterns where right != corner {
                for below in patterns where below != corner && below != right {
                    planes += Self.planes(corner, right, below)
                }
            }
        }
        return Array(planes.sorted { $0.error < $1.error }.prefix(most))
    }

    /// With the pattern where two sides meet, and the two at their ends, clockwise.
    private static func planes(
        _ corner: FinderPattern, _ right: FinderPattern, _ below: FinderPattern
    ) -> [CodePlane] {
        let (across, down) = (right.middle - corner.middle, below.middle - corner.middle)
        let turn = across.cross(down)
        let areas = [corner.area, right.area, below.area]
        guard turn > 0, (across.dot(down) / across.length / down.length).magnitude < 0.75,
            areas.max() ?? 0 < 6 * (areas.min() ?? 0)
        else { return [] }
        let seen = [corner, right, below].flatMap { ordered($0, across, down, turn) }
        guard seen.count == 12 else { return [] }
        let lengths = [
            across.length / (corner.module + right.module), down.length / (corner.module + below.module),
        ]
        // Both are half of the distance between two middles, which lie seven modules less apart than the sides are long.
        let version = Int(((lengths[0] + lengths[1] + 7 - 17) / 4).rounded())
        let module = [corner.module, right.module, below.module].min() ?? 1
        let fits = ((version - 3)...(version + 3)).filter(versions.contains).compactMap { version in
            plane(size: 17 + 4 * version, seen, module)
        }
        return Array(fits.sorted { $0.error < $1.error }.prefix(2))
    }

    /// A pattern's corners as the code has them: left above, right above, right below, left below.
    private static func ordered(_ pattern: FinderPattern, _ across: Place, _ down: Place, _ turn: Double) -> [Place] {
        let sides = [(-1.0, -1.0), (1, -1), (1, 1), (-1, 1)]
        return sides.compactMap { side in
            pattern.corners.first { corner in
                let beside = corner - pattern.middle
                return beside.cross(down) / turn * side.0 > 0 && across.cross(beside) / turn * side.1 > 0
            }
        }
    }

    private static func plane(size: Int, _ seen: [Place], _ module: Double) -> CodePlane? {
        let end = Double(size - 7)
        let places = [(0.0, 0.0), (end, 0), (0, end)].flatMap { x, y in
            [
                Place(x: x, y: y), Place(x: x + 7, y: y), Place(x: x + 7, y: y + 7), Place(x: x, y: y + 7),
            ]
        }
        guard let projection = Homography(from: places, to: seen) else { return nil }
        let squares = zip(places, seen).map { (projection($0) - $1).square }
        let error = (squares.reduce(0, +) / Double(squares.count)).squareRoot() / module
        guard error.isFinite, error < 0.9 else { return nil }
        return CodePlane(projection: projection, size: size, error: error)
    }
}

extension GrayImage {
    /// The code by itself, upright and flat, with its quiet zone, so many pixels a module.
    ///
    /// - Parameter scale: how many pixels of this picture are one of the picture that the plane was found in.
    func flattened(_ plane: CodePlane, scale: Double, module: Int = 6) -> GrayImage {
        let side = (plane.size + 2 * CodePlane.quiet) * module
        let source = pixels.span
        let result = [UInt8](capacity: side * side) { output in
            for y in 0..<side {
                for x in 0..<side {
                    let place = plane.projection(
                        Place(
                            x: (Double(x) + 0.5) / Double(module) - Double(CodePlane.quiet),
                            y: (Double(y) + 0.5) / Double(module) - Double(CodePlane.quiet)))
                    // The middle of a pixel of a smaller picture lies between the middles of those that it was made of.
                    let across = min(max(place.x * scale + (scale - 1) / 2, 0), Double(width - 1))
                    let down = min(max(place.y * scale + (scale - 1) / 2, 0), Double(height - 1))
                    guard across.isFinite, down.isFinite else {
                        output.append(255)
                        continue
                    }
                    let (left, top) = (Int(across), Int(down))
                    let (right, bottom) = (min(left + 1, width - 1), min(top + 1, height - 1))
                    let rightShare = Int((across - Double(left)) * 256)
                    let bottomShare = Int((down - Double(top)) * 256)
                    let above =
                        Int(source[top * width + left]) * (256 - rightShare)
                        + Int(source[top * width + right]) * rightShare
                    let below =
                        Int(source[bottom * width + left]) * (256 - rightShare)
                        + Int(source[bottom * width + right]) * rightShare
                    output.append(
                        UInt8(clamping: (above * (256 - bottomShare) + below * bottomShare + 32_768) >> 16))
                }
            }
        }
        return GrayImage(trusted: side, side, result)
    }
}
