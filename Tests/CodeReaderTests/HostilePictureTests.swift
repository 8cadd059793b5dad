import CodeReader
import PassRender
import Testing

/// Pictures made to break the reader. None may trap, and none may cost the one that comes after.
@Suite("Hostile pictures")
struct HostilePictureTests {
    private static let text = "PP1:AFTERWARDS"
    private let good: [UInt8]

    init() throws { good = try QRSymbol(text: Self.text).png(scale: 4) }

    private func code(_ bytes: [UInt8]) -> CodeReaderError.Code? {
        do throws(CodeReaderError) {
            _ = try CodeReader.read(png: bytes)
            return nil
        } catch {
            return error.code
        }
    }

    /// The signature and an IHDR with a right checksum, and nothing else.
    private func header(width: Int, height: Int) -> [UInt8] {
        let sizes = [width, height].flatMap { size in
            stride(from: 24, through: 0, by: -8).map { UInt8(truncatingIfNeeded: size >> $0) }
        }
        return Array(good.prefix(8)) + TestPNG.chunk("IHDR", sizes + [8, 6, 0, 0, 0])
    }

    @Test func `what is not a PNG is refused`() {
        #expect(code([]) == .notPNG)
        #expect(code(Array("GIF89a and more of it".utf8)) == .notPNG)
        #expect(code([0xFF, 0xD8, 0xFF, 0xE0]) == .notPNG)
        #expect(code(Array(good.prefix(7))) == .notPNG)
        #expect(CodeReader.isPNG(good))
    }

    @Test(arguments: [
        (6_325, 6_325), (40_000_001, 1), (1, 40_000_001), (0x7FFF_FFFF, 0x7FFF_FFFF), (65_536, 65_536),
        (16_385, 1), (1, 16_385), (58, 393_274),
    ])
    func `a header that asks for too much is refused before anything is decoded`(width: Int, height: Int) {
        #expect(code(header(width: width, height: height)) == .tooLarge)
    }

    @Test(arguments: [(0, 1), (1, 0), (0x8000_0000, 1), (1, 0xFFFF_FFFF)])
    func `a header with impossible sizes is damaged`(width: Int, height: Int) {
        #expect(code(header(width: width, height: height)) == .damaged)
    }

    @Test func `a header without pixels is damaged`() {
        #expect(code(header(width: 6_000, height: 6_000)) == .damaged)
        #expect(code(header(width: 10, height: 10)) == .damaged)
    }

    @Test func `a file beyond 32 MiB is refused`() {
        #expect(code(good + [UInt8](repeating: 0, count: 32 << 20)) == .tooLarge)
    }

    @Test func `a file cut anywhere is answered`() throws {
        for count in 0..<good.count {
            let answer = code(Array(good.prefix(count)))
            // The last chunk carries no pixels: without it the picture may still be read.
            if count < good.count - 12 { #expect(answer == .notPNG || answer == .damaged, "cut at \(count)") }
        }
        #expect(try CodeReader.texts(png: good) == [Self.text])
    }

    @Test func `a file with any byte changed is answered`() throws {
        for index in good.indices {
            for change: UInt8 in [0x01, 0x80, 0xFF] {
                var bytes = good
                bytes[index] ^= change
                // Checksums keep a changed picture from being read as another.
                let texts = (try? CodeReader.texts(png: bytes)) ?? []
                #expect(texts.isEmpty || texts == [Self.text], "byte \(index)")
            }
        }
        #expect(try CodeReader.texts(png: good) == [Self.text])
    }

    @Test func `noise is answered`() throws {
        var generator = SplitMix(state: 26)
        for _ in 0..<300 {
            let count = Int.random(in: 0..<400, using: &generator)
            let noise = (0..<count).map { _ in UInt8.random(in: 0...255, using: &generator) }
            _ = code(noise)
            _ = code(Array(good.prefix(33)) + noise)
        }
        for _ in 0..<20 {
            let pixels = (0..<160 * 120).map { _ in UInt8.random(in: 0...255, using: &generator) }
            _ = try CodeReader.read(gray: pixels.span, width: 160, height: 120)
        }
        #expect(try CodeReader.texts(png: good) == [Self.text])
    }

    @Test func `finder patterns everywhere cost no more than a moment`() throws {
        // A wall of 1:1:3:1:1 in both directions gives zbar as many centres as it will ever meet.
        let side = 560
        let pattern: [UInt8] = [0, 255, 0, 0, 0, 255, 0, 255, 255, 255]
        var pixels: [UInt8] = []
        for y in 0..<side {
            for x in 0..<side { pixels.append(pattern[y / 2 % 10] & pattern[x / 2 % 10]) }
        }
        let time = try ContinuousClock().measure {
            _ = try CodeReader.read(gray: pixels.span, width: side, height: side)
        }
        #expect(time < .seconds(20))
        #expect(try CodeReader.texts(png: good) == [Self.text])
    }

    @Test(arguments: [(0, 0), (-1, -4), (2, 3), (Int.max, 2), (Int.min, Int.min), (4, 0)])
    func `a frame whose sizes do not agree with its bytes is refused`(width: Int, height: Int) {
        let pixels: [UInt8] = [1, 2, 3, 4]
        #expect(throws: CodeReaderError.self) {
            try CodeReader.read(gray: pixels.span, width: width, height: height)
        }
    }
}

/// Repeatable randomness (Steele, Lea and Flood, "Fast Splittable Pseudorandom Number Generators", 2014).
struct SplitMix: RandomNumberGenerator {
    var state: UInt64

    mutating func next() -> UInt64 {
        state &+= 0x9E37_79B9_7F4A_7C15
        var z = state
        z = (z ^ (z >> 30)) &* 0xBF58_476D_1CE4_E5B9
        z = (z ^ (z >> 27)) &* 0x94D0_49BB_1331_11EB
        return z ^ (z >> 31)
    }
}
