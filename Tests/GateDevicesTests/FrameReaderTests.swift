import GateDevices
import PassRender
import Testing

@Suite("Frames of a camera", .timeLimit(.minutes(2)))
struct FrameReaderTests {
    private static let text = "PP1:6BFOXN%TS3DHPVO13J /G-/2YRVA.Q/R82+K$*0"

    /// A symbol on a grey ground.
    private func frame(
        _ text: String, width: Int = 640, height: Int = 480, scale: Int = 5, dark: UInt8 = 20, light: UInt8 = 220,
        ground: UInt8 = 120
    ) throws -> GrayFrame {
        let symbol = try QRSymbol(text: text)
        let side = (symbol.side + 2 * QRSymbol.quietZone) * scale
        let left = (width - side) / 2
        let top = (height - side) / 2
        var pixels = [UInt8](repeating: ground, count: width * height)
        for y in 0..<side {
            for x in 0..<side {
                let isDark = symbol.isDark(column: x / scale - QRSymbol.quietZone, row: y / scale - QRSymbol.quietZone)
                pixels[(top + y) * width + left + x] = isDark ? dark : light
            }
        }
        return try GrayFrame(width: width, height: height, pixels: pixels)
    }

    private func strings(_ answer: FrameReader.Answer) -> [String]? {
        guard case .texts(let texts) = answer else { return nil }
        return texts.map { String(decoding: $0.bytes, as: UTF8.self) }
    }

    @Test func `a code is read, and said to come from the camera`() async throws {
        let answer = try await FrameReader().read(try frame(Self.text))
        #expect(answer == .texts([ScannedText(bytes: Array(Self.text.utf8), source: "camera")]))
    }

    @Test(arguments: [(UInt8(220), UInt8(20)), (100, 130), (20, 220), (130, 100)])
    func `dark, pale and reversed codes are read`(dark: UInt8, light: UInt8) async throws {
        let answer = try await FrameReader().read(try frame(Self.text, dark: dark, light: light))
        #expect(strings(answer) == [Self.text])
    }

    @Test(arguments: [3, 6, 10, 16, 24])
    func `far and near codes are read`(scale: Int) async throws {
        let answer = try await FrameReader().read(
            try frame("HTTPS://X.ORG/1", width: 1_280, height: 720, scale: scale))
        #expect(strings(answer) == ["HTTPS://X.ORG/1"])
    }

    @Test func `a frame without a code says nothing, and costs the next one nothing`() async throws {
        let reader = FrameReader()
        var generator = SplitMix(state: 7)
        for _ in 0..<10 {
            let noise = (0..<320 * 240).map { _ in UInt8.random(in: 0...255, using: &generator) }
            #expect(try await reader.read(try GrayFrame(width: 320, height: 240, pixels: noise)) == .texts([]))
        }
        #expect(strings(try await reader.read(try frame(Self.text))) == [Self.text])
    }

    @Test(arguments: [(1, 1), (1, 1_920), (1_920, 1), (2, 3), (25, 25), (1_920, 1_080), (1_080, 1_920)])
    func `every size that is allowed is answered`(width: Int, height: Int) async throws {
        for shade: UInt8 in [0, 128, 255] {
            let pixels = [UInt8](repeating: shade, count: width * height)
            let frame = try GrayFrame(width: width, height: height, pixels: pixels)
            #expect(try await FrameReader().read(frame) == .texts([]))
        }
    }

    @Test(arguments: [
        (0, 1, 0), (1, 0, 0), (-1, -1, 1), (1_921, 1, 1_921), (1, 1_921, 1_921), (1_920, 1_081, 1_920 * 1_081),
        (2, 2, 3),
        (2, 2, 5), (Int.max, Int.max, 4), (1_080, 1_921, 1_080 * 1_921),
    ])
    func `a frame whose sizes are wrong is refused`(width: Int, height: Int, count: Int) {
        #expect(throws: DeviceError.self) {
            try GrayFrame(width: width, height: height, pixels: [UInt8](repeating: 0, count: count))
        }
    }

    @Test func `a code that says more than any pass is a misread`() {
        let longest = [UInt8](repeating: 0x41, count: TextAssembly.limit)
        #expect(ScannedText(bytes: longest, source: "camera").bytes == longest)
        #expect(!ScannedText(bytes: longest, source: "camera").isTooLong)
        #expect(ScannedText(bytes: longest + [0x41], source: "camera").bytes.isEmpty)
        #expect(ScannedText(bytes: longest + [0x41], source: "camera").isTooLong)
    }

    @Test func `of the frames that wait the newest is read`() async throws {
        let reader = FrameReader()
        var frames: [GrayFrame] = []
        for index in 0..<40 { frames.append(try frame("FRAME \(index)", width: 1_280, height: 720)) }
        let answers = await withTaskGroup(of: (Int, FrameReader.Answer?).self) { group in
            for (index, frame) in frames.enumerated() {
                group.addTask { (index, try? await reader.read(frame)) }
            }
            var answers: [Int: FrameReader.Answer] = [:]
            for await (index, answer) in group { answers[index] = answer }
            return answers
        }
        #expect(answers.count == 40)
        let read = answers.filter { $0.value != .superseded }
        // All came before a few were read.
        #expect((1...20).contains(read.count))
        for (index, answer) in read { #expect(strings(answer) == ["FRAME \(index)"]) }
    }
}
