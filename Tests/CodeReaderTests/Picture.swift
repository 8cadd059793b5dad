import PassRender

/// A grey picture to be read: 0 black, 255 white.
struct Picture {
    var width: Int
    var height: Int
    var pixels: [UInt8]

    init(width: Int, height: Int, pixels: [UInt8]) {
        self.width = width
        self.height = height
        self.pixels = pixels
    }

    /// A symbol at `scale` pixels a module, its quiet zone around it.
    init(_ symbol: QRSymbol, scale: Int) {
        width = (symbol.side + 2 * QRSymbol.quietZone) * scale
        height = width
        pixels = []
        for y in 0..<width {
            for x in 0..<width {
                let isDark = symbol.isDark(column: x / scale - QRSymbol.quietZone, row: y / scale - QRSymbol.quietZone)
                pixels.append(isDark ? 0 : 255)
            }
        }
    }

    var inverted: Picture { Picture(width: width, height: height, pixels: pixels.map { 255 - $0 }) }

    /// Grey values pressed together: a bad print, a bad light.
    func dimmed(from low: Int, to high: Int) -> Picture {
        Picture(
            width: width, height: height,
            pixels: pixels.map { UInt8(low + Int($0) * (high - low) / 255) })
    }

    /// Turned by an angle in radians on a larger white ground, nearest pixels.
    func turned(sine: Double, cosine: Double) -> Picture {
        let side = width * 3 / 2
        var result = [UInt8](repeating: 255, count: side * side)
        for y in 0..<side {
            for x in 0..<side {
                let dx = Double(x - side / 2)
                let dy = Double(y - side / 2)
                let sourceX = Int((dx * cosine + dy * sine).rounded()) + width / 2
                let sourceY = Int((dy * cosine - dx * sine).rounded()) + height / 2
                guard (0..<width).contains(sourceX), (0..<height).contains(sourceY) else { continue }
                result[y * side + x] = pixels[sourceY * width + sourceX]
            }
        }
        return Picture(width: side, height: side, pixels: result)
    }

    private var rows: [[UInt8]] { (0..<height).map { Array(pixels[$0 * width..<($0 + 1) * width]) } }

    /// The picture as each kind of PNG.
    func png(_ kind: String) -> [UInt8] {
        var png = TestPNG(width: width, height: height, depth: 8, colorType: .gray, rows: rows)
        switch kind {
        case "gray 8": break
        case "gray 16":
            png.depth = 16
            png.rows = rows.map { $0.flatMap { [$0, $0] } }
        case "gray 1":
            png.depth = 1
            png.rows = rows.map(Self.packed)
        case "palette 8":
            png.colorType = .palette
            png.palette = [(20, 30, 90), (250, 240, 200)]
            png.rows = rows.map { $0.map { $0 / 255 } }
        case "palette 1":
            png.colorType = .palette
            png.depth = 1
            png.palette = [(0, 0, 0), (255, 255, 255)]
            png.rows = rows.map(Self.packed)
        case "palette on clear":
            png.colorType = .palette
            png.palette = [(0, 0, 0), (0, 0, 0)]
            png.alphas = [255, 0]
            png.rows = rows.map { $0.map { $0 / 255 } }
        case "RGB":
            png.colorType = .rgb
            png.rows = rows.map { $0.flatMap { [$0, $0, max($0, 60)] } }
        case "gray and alpha":
            png.colorType = .grayAlpha
            png.rows = rows.map { $0.flatMap { [$0, 255] } }
        case "black on clear":
            png.colorType = .rgba
            png.rows = rows.map { $0.flatMap { [0, 0, 0, 255 - $0] } }
        case "white on clear":
            png.colorType = .rgba
            png.rows = rows.map { $0.flatMap { [255, 255, 255, 255 - $0] } }
        default: return []
        }
        return png.bytes
    }

    static let kinds = [
        "gray 8", "gray 16", "gray 1", "palette 8", "palette 1", "palette on clear", "RGB", "gray and alpha",
        "black on clear", "white on clear",
    ]

    private static func packed(_ row: [UInt8]) -> [UInt8] {
        var result = [UInt8](repeating: 0, count: (row.count + 7) / 8)
        for (x, value) in row.enumerated() where value > 127 { result[x / 8] |= 0x80 >> UInt8(x % 8) }
        return result
    }
}
