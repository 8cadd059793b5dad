import CodeReader
import PassRender
import Testing

@Suite("QR symbols")
struct QRSymbolTests {
    private func code(_ text: String, versionLimit: Int = 19) -> RenderError.Code? {
        do throws(RenderError) {
            _ = try QRSymbol(text: text, versionLimit: versionLimit)
            return nil
        } catch {
            return error.code
        }
    }

    // Capacities of alphanumeric mode at level M: ISO/IEC 18004, table 7.
    @Test(arguments: [(20, 1), (21, 2), (311, 10), (330, 11), (366, 11), (734, 17), (735, 18), (909, 19)])
    func `the smallest version that holds the text is chosen`(count: Int, version: Int) throws {
        let symbol = try QRSymbol(text: Samples.text(count))
        #expect(symbol.version == version)
        #expect(symbol.side == 17 + 4 * version)
    }

    @Test func `a text beyond the version limit is too long`() {
        #expect(code(Samples.text(910)) == .tooLong)
        #expect(code(Samples.text(735), versionLimit: 17) == .tooLong)
        #expect(code(Samples.text(734), versionLimit: 17) == nil)
        #expect(code(Samples.text(3_391), versionLimit: 40) == nil)
        #expect(code(Samples.text(3_392), versionLimit: 40) == .tooLong)
        #expect(code(String(repeating: "A", count: 1_000_000), versionLimit: 99) == .tooLong)
        #expect(code(Samples.text(21), versionLimit: -5) == .tooLong)
    }

    @Test(arguments: ["a", "PP1:abc", "A_B", "中", "A\n", "\u{0}", "A,B", "É"])
    func `a character outside alphanumeric mode is refused`(text: String) { #expect(code(text) == .notAlphanumeric) }

    @Test func `an empty text is refused`() { #expect(code("") == .emptyText) }

    @Test func `finder patterns stand in three corners, and all around is light`() throws {
        let symbol = try QRSymbol(text: "PP1:TEST")
        for (column, row) in [(0, 0), (symbol.side - 7, 0), (0, symbol.side - 7)] {
            for offset in 0..<7 {
                #expect(symbol.isDark(column: column + offset, row: row))
                #expect(symbol.isDark(column: column, row: row + offset))
            }
            #expect(!symbol.isDark(column: column + 1, row: row + 1))
            #expect(symbol.isDark(column: column + 3, row: row + 3))
        }
        for outside in [-1, symbol.side, Int.max, Int.min] {
            #expect(!symbol.isDark(column: outside, row: 0))
            #expect(!symbol.isDark(column: 0, row: outside))
        }
    }

    @Test(arguments: [9, 330, 734, 909])
    func `the SVG holds the very modules, and little else`(count: Int) throws {
        let symbol = try QRSymbol(text: Samples.text(count))
        let svg = symbol.svg(title: "證號 <KEL> & \"co\"\u{1}")
        let drawn = try #require(SVGModules(svg))
        #expect(drawn.extent == symbol.side + 2 * QRSymbol.quietZone)
        for row in -4..<symbol.side + 4 {
            for column in -4..<symbol.side + 4 {
                #expect(drawn.dark.contains([column + 4, row + 4]) == symbol.isDark(column: column, row: row))
            }
        }
        #expect(svg.utf8.count < symbol.side * symbol.side * 2 + 400)
        #expect(svg.contains("<title>證號 &lt;KEL&gt; &amp; \"co\"</title>"))
        #expect(svg.contains("role=\"img\"") && svg.contains("shape-rendering=\"crispEdges\""))
    }

    @Test(arguments: [(330, 1), (330, 3), (330, 8), (734, 3), (909, 4), (9, 64)])
    func `the PNG is read back as the same text`(count: Int, scale: Int) throws {
        let text = Samples.text(count)
        let symbol = try QRSymbol(text: text)
        let png = try symbol.png(scale: scale)
        #expect(png == (try symbol.png(scale: scale)))
        // One pixel a module is below what zbar promises; the picture itself is checked below.
        if scale > 1 { #expect(try CodeReader.texts(png: png) == [text]) }
        let pixels = (symbol.side + 2 * QRSymbol.quietZone) * scale
        #expect(
            png[16..<24].elementsEqual([
                0, 0, UInt8(pixels >> 8), UInt8(pixels & 255), 0, 0, UInt8(pixels >> 8), UInt8(pixels & 255),
            ]))
        // Depth 1, greyscale.
        #expect(png[24..<26].elementsEqual([1, 0]))
    }

    @Test(arguments: [0, -1, 65, Int.max, Int.min])
    func `a scale nobody needs is refused`(scale: Int) throws {
        let symbol = try QRSymbol(text: "PP1:")
        #expect(throws: RenderError.self) { try symbol.png(scale: scale) }
    }
}
