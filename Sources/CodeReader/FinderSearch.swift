/// Looks for finder patterns in a picture that is black and white: dark rings around a dark middle, at any turn and lean.
struct FinderSearch {
    /// What has more is noise.
    private static let mostFound = 24
    /// Pixels: a ring of modules of one pixel and a half.
    private static let smallest = 50

    private let width: Int
    private let height: Int
    /// Which piece each dark pixel belongs to, from 1; 0 for light ones.
    private var pieces: [Int32]
    /// The pixels of all pieces, one piece after the other.
    private var pixels: [Int32] = []
    /// Where each piece begins in `pixels`; the end of the last one comes after them.
    private var starts: [Int] = [0]
    private(set) var found: [FinderPattern] = []

    init(_ image: GrayImage) {
        width = image.width
        height = image.height
        pieces = [Int32](repeating: 0, count: image.pixels.count)
        pixels.reserveCapacity(image.pixels.count / 2)
        for index in image.pixels.indices where image.pixels[index] < 128 && pieces[index] == 0 {
            gather(from: Int32(truncatingIfNeeded: index), image)
        }
        for piece in 1..<starts.count where starts[piece] - starts[piece - 1] >= Self.smallest {
            guard found.count < Self.mostFound else { return }
            if let pattern = pattern(of: piece) { found.append(pattern) }
        }
    }

    /// The dark pixels that hang together with one, side by side.
    private mutating func gather(from start: Int32, _ image: GrayImage) {
        let piece = Int32(truncatingIfNeeded: starts.count)
        var next = pixels.count
        pixels.append(start)
        pieces[Int(start)] = piece
        func take(_ index: Int) {
            guard image.pixels[index] < 128, pieces[index] == 0 else { return }
            pieces[index] = piece
            pixels.append(Int32(truncatingIfNeeded: index))
        }
        while next < pixels.count {
            let index = Int(pixels[next])
            next += 1
            let x = index % width
            if x > 0 { take(index - 1) }
            if x + 1 < width { take(index + 1) }
            if index >= width { take(index - width) }
            if index + width < pieces.count { take(index + width) }
        }
        starts.append(pixels.count)
    }

    private func pattern(of piece: Int) -> FinderPattern? {
        let ring = pixels[starts[piece - 1]..<starts[piece]]
        var (left, right, top, bottom) = (width, 0, height, 0)
        for pixel in ring {
            let (y, x) = Int(pixel).quotientAndRemainder(dividingBy: width)
            (left, right, top, bottom) = (min(left, x), max(right, x), min(top, y), max(bottom, y))
        }
        let (wide, high) = (right - left + 1, bottom - top + 1)
        guard wide < 3 * high, high < 3 * wide, isMiddle(at: (left + right) / 2, (top + bottom) / 2, of: piece) else {
            return nil
        }
        return FinderPattern(
            ring: ring.map { pixel in
                let (y, x) = Int(pixel).quotientAndRemainder(dividingBy: width)
                return Place(x: Double(x), y: Double(y))
            })
    }

    /// Whether another dark piece lies there, of the size that a ring's middle has: nine modules of its twenty-four.
    private func isMiddle(at x: Int, _ y: Int, of ring: Int) -> Bool {
        let piece = Int(pieces[y * width + x])
        guard piece > 0, piece != ring else { return false }
        let (inner, outer) = (starts[piece] - starts[piece - 1], starts[ring] - starts[ring - 1])
        return inner * 8 > outer && inner < outer
    }
}
