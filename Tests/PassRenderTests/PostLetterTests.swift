import CodeReader
import PassRender
import Testing

@Suite("Letters")
struct PostLetterTests {
    private static let millimetre = 72 / 25.4

    @Test(arguments: [PaperSamples.letter, PaperSamples.longestLetter])
    func `the address shows through the window, with the name`(letter: PostLetter) throws {
        let texts = try PostLetterDocument.pdf(letter, createdAt: 0).report.texts
        // The window of an envelope of 220 x 110 mm: 90 x 45 mm, 20 mm from the left, 45 mm from the top.
        let window = Rectangle(
            x: 20 * Self.millimetre, y: 45 * Self.millimetre, width: 90 * Self.millimetre, height: 45 * Self.millimetre)
        let shown = texts.filter { window.overlaps($0.ink) }.map(\.text)
        #expect(
            shown == [letter.recipientPostcode ?? ""] + letter.recipientLines + [letter.recipientName + "\u{3000}君　收"])
        for text in texts where shown.contains(text.text) { #expect(window.contains(text.ink)) }
    }

    @Test(arguments: [PaperSamples.letter, PaperSamples.longestLetter])
    func `the pass is as large as a card, and no fold goes through it`(letter: PostLetter) throws {
        let document = try PostLetterDocument.pdf(letter, createdAt: 0)
        let card = try PassCard.pdf(letter.face, createdAt: 0)
        #expect(document.report.moduleMillimetres == card.report.moduleMillimetres)
        // Every text of both faces, where the card has it, moved as a whole.
        for face in 0...1 {
            let expected = card.report.texts.filter { $0.page == face }
            let start = try #require(
                document.report.texts.firstIndex { $0.text == expected[0].text && $0.ink.y > 198 * Self.millimetre })
            let found =
                face == 0
                ? document.report.texts[start...].prefix(expected.count) : document.report.texts.suffix(expected.count)
            #expect(found.map(\.text) == expected.map(\.text))
            let (x, y) = (
                found[found.startIndex].box.x - expected[0].box.x, found[found.startIndex].box.y - expected[0].box.y
            )
            for (one, other) in zip(found, expected) {
                #expect(abs(one.box.x - other.box.x - x) < 0.001 && abs(one.box.y - other.box.y - y) < 0.001)
                #expect(one.fontSize == other.fontSize && one.ink.y > 198 * Self.millimetre)
            }
            #expect(x >= 5 * Self.millimetre && x + 85.6 * Self.millimetre <= 205 * Self.millimetre)
            #expect(y + 54 * Self.millimetre <= 290 * Self.millimetre)
        }
    }

    @Test(.enabled(if: Poppler.isInstalled, "poppler-utils is not installed"), arguments: [60, 330, 734])
    func `the code is read from a rendering of the letter`(count: Int) throws {
        var letter = PaperSamples.letter
        letter.face.qrText = Samples.text(count)
        let png = try Poppler.png(PostLetterDocument.pdf(letter, createdAt: 0).bytes, page: 1, dotsPerInch: 300)
        #expect(try CodeReader.texts(png: png) == [letter.face.qrText])
    }

    @Test(
        .enabled(if: Samples.hasFonts, "the fonts of scripts/setup are not installed"),
        arguments: PaperSamples.translations)
    func `every language of the site is printed with its own characters`(text: String) throws {
        var letter = PaperSamples.letter
        letter.translated = [text]
        let report = try PostLetterDocument.pdf(letter, createdAt: 0).report
        #expect(report.missingCharacters.isEmpty && report.texts.contains { $0.text == text })
    }

    @Test(arguments: [1, 3, 10, 60])
    func `content of any length is printed in full or refused`(factor: Int) throws {
        var letter = PaperSamples.longestLetter
        letter.chinese = Array(repeating: PaperSamples.letter.chinese, count: factor).flatMap { $0 }
        letter.sender = Array(repeating: "臺灣港務股份有限公司", count: factor)
        letter.recipientName = String(repeating: "歐陽", count: 10 * factor)
        do {
            let document = try PostLetterDocument.pdf(letter, createdAt: 0)
            LayoutTests.check(document, page: PaperDocument.page, "times \(factor)")
            #expect(document.report.texts.count { $0.text == letter.chinese[1] } == factor)
        } catch {
            #expect(error.code == .doesNotFit)
            #expect(factor > 1)
        }
    }

    @Test func `a letter of little is a letter`() throws {
        let letter = PostLetter(
            sender: [], recipientName: "", recipientLines: [], date: 0, reference: "", subject: Label("", ""),
            chinese: [],
            face: Samples.vehicle)
        LayoutTests.check(try PostLetterDocument.pdf(letter, createdAt: 0), page: PaperDocument.page, "little")
    }
}
