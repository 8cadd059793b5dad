import CodeReader
import PassRender
import Testing

@Suite("Reading codes")
struct ReadingTests {
    private static let text = "PP1:6BF+70790T9WJWG.FKY*4GO0.O1CV2 ETB*O-8L 6S1F$DAIRO0T0C5/K0H0J"

    private func picture(_ text: String = text, scale: Int = 6) throws -> Picture {
        Picture(try QRSymbol(text: text), scale: scale)
    }

    @Test(arguments: Picture.kinds)
    func `a code is read from every kind of PNG`(kind: String) throws {
        #expect(try CodeReader.texts(png: picture().png(kind)) == [Self.text])
    }

    @Test(arguments: [330, 734, 909])
    func `the largest texts are read`(count: Int) throws {
        let alphabet = Array("0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ $%*+-./:")
        var text = "PP1:"
        for index in 4..<count { text.append(alphabet[(index * index * 31 + index * 7) % 45]) }
        #expect(try CodeReader.texts(png: QRSymbol(text: text).png(scale: 4)) == [text])
    }

    @Test(arguments: [2, 3, 4, 8])
    func `a code is read at few pixels a module, and inverted`(scale: Int) throws {
        let picture = try picture(scale: scale)
        #expect(try CodeReader.texts(png: picture.png("gray 8")) == [Self.text])
        #expect(try CodeReader.texts(png: picture.inverted.png("gray 8")) == [Self.text])
    }

    @Test func `a code is read when it is dim`() throws {
        #expect(try CodeReader.texts(png: picture().dimmed(from: 90, to: 150).png("gray 8")) == [Self.text])
    }

    @Test(arguments: [(0.1736, 0.9848), (0.7071, 0.7071), (1, 0), (-0.3420, 0.9397)])
    func `a code is read when it is turned`(sine: Double, cosine: Double) throws {
        #expect(try CodeReader.texts(png: picture().turned(sine: sine, cosine: cosine).png("gray 8")) == [Self.text])
    }

    @Test func `two codes in one picture are both read, and each once`() throws {
        let first = try picture("PP1:FIRST")
        let second = try picture("PP1:OTHER")
        try #require(first.width == second.width)
        let both = Picture(
            width: first.width, height: first.height * 3, pixels: first.pixels + second.pixels + first.pixels)
        #expect(Set(try CodeReader.texts(png: both.png("gray 8"))) == ["PP1:FIRST", "PP1:OTHER"])
        #expect(try CodeReader.read(png: both.png("gray 8")).count == 2)
    }

    @Test func `a picture without a code is an empty answer`() throws {
        let blank = Picture(width: 64, height: 48, pixels: [UInt8](repeating: 200, count: 64 * 48))
        #expect(try CodeReader.read(png: blank.png("gray 8")).isEmpty)
        let pixel = Picture(width: 1, height: 1, pixels: [0])
        #expect(try CodeReader.read(png: pixel.png("gray 8")).isEmpty)
    }

    @Test func `content that is no text is given as the bytes it is`() throws {
        // Bytes 00 FF 80 C3 28 41 in byte mode, version 1-M, drawn once by libqrencode.
        let rows = """
            #######.##..#.#######
            #.....#...#.#.#.....#
            #.###.#..##.#.#.###.#
            #.###.#.##....#.###.#
            #.###.#.#####.#.###.#
            #.....#.##..#.#.....#
            #######.#.#.#.#######
            ........#.#..........
            #...#.#####.######..#
            .#...#....#.###..#...
            ..#.####..#.##....###
            ##.#...##.###..#.##..
            ..#...#.##.#..###.###
            ........#..##.....###
            #######.####..####...
            #.....#...#..##.#.#.#
            #.###.#.##..###...#.#
            #.###.#...#.###...###
            #.###.#...#.##..#.#..
            #.....#..####..###...
            #######.##.#..#.#...#
            """.split(separator: "\n").map(Array.init)
        let scale = 6
        let side = (21 + 8) * scale
        var pixels: [UInt8] = []
        for y in 0..<side {
            for x in 0..<side {
                let (row, column) = (y / scale - 4, x / scale - 4)
                let isDark = (0..<21).contains(row) && (0..<21).contains(column) && rows[row][column] == "#"
                pixels.append(isDark ? 0 : 255)
            }
        }
        let picture = Picture(width: side, height: side, pixels: pixels)
        let codes = try CodeReader.read(png: picture.png("gray 8"))
        #expect(codes.map(\.bytes) == [[0x00, 0xFF, 0x80, 0xC3, 0x28, 0x41]])
        #expect(codes.first?.text == nil)
        #expect(try CodeReader.texts(png: picture.png("gray 8")).isEmpty)
    }

    @Test func `a frame of any small size is answered`() throws {
        for width in 1...9 {
            for height in 1...9 {
                let pixels = (0..<width * height).map { UInt8(truncatingIfNeeded: $0 * 97) }
                let codes = try CodeReader.read(
                    gray: pixels.span, width: width, height: height, effort: .frame)
                #expect(codes.isEmpty)
            }
        }
    }

    /// A code on a sheet whose far side is narrower, as a camera sees it: no decoder's own idea of it, but the projection
    /// itself, written out.
    @Test(arguments: ["top", "left", "bottom", "right"], [false, true])
    func `a tilted code is read in one frame`(side: String, isInverted: Bool) throws {
        let text = "PP1:" + String(repeating: "0123456789ABCDEF", count: 20)
        let flat = Picture(try QRSymbol(text: text), scale: 5)
        let size = 640
        var pixels = [UInt8](repeating: 120, count: size * size)
        for y in 0..<size {
            for x in 0..<size {
                // Along the tilt from the far side to the near one, and across it from the middle.
                let along = Double(
                    side == "top" ? y : side == "bottom" ? size - 1 - y : side == "left" ? x : size - 1 - x)
                let across = Double((side == "top" || side == "bottom" ? x : y) - size / 2)
                let far = along / Double(size - 1)
                // The sheet's far edge is seen at three quarters of its width.
                let width = 0.75 / (1 - 0.25 * (far / (0.75 + 0.25 * far)))
                let depth = far / (0.75 + 0.25 * far)
                let sheetAcross = across / width * 0.75 + Double(flat.width) / 2
                let sheetAlong = (depth - 0.5) * Double(size) * 0.8 + Double(flat.width) / 2
                let (sourceX, sourceY) =
                    switch side {
                    case "top": (sheetAcross, sheetAlong)
                    case "bottom": (sheetAcross, Double(flat.width - 1) - sheetAlong)
                    case "left": (sheetAlong, sheetAcross)
                    default: (Double(flat.width - 1) - sheetAlong, sheetAcross)
                    }
                let column = Int(sourceX.rounded())
                let row = Int(sourceY.rounded())
                guard (0..<flat.width).contains(column), (0..<flat.height).contains(row) else { continue }
                pixels[y * size + x] = flat.pixels[row * flat.width + column]
            }
        }
        if isInverted { pixels = pixels.map { 255 - $0 } }
        let read = try CodeReader.read(gray: pixels.span, width: size, height: size, effort: .frame).map(\.text)
        #expect(read == [text])
    }

    @Test(arguments: [CodeReader.Effort.frame, .thorough])
    func `a camera's frame is read`(effort: CodeReader.Effort) throws {
        let picture = try picture()
        let codes = try CodeReader.read(
            gray: picture.pixels.span, width: picture.width, height: picture.height, effort: effort)
        #expect(codes.map(\.text) == [Self.text])
    }
}
