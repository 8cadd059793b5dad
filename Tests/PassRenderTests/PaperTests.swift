import CodeReader
import PassRender
import Testing

@Suite("Receipts, letters and forms")
struct PaperTests {
    @Test(arguments: PaperDocument.allCases)
    func `the same content and date give the same bytes`(kind: PaperDocument) throws {
        let first = try kind.pdf()
        _ = try PassCard.pdf(Samples.visitor, createdAt: 0)
        #expect(try kind.pdf() == first)
        #expect(try kind.pdf(createdAt: Samples.createdAt + 1).bytes != first.bytes)
        #expect(first.bytes.starts(with: "%PDF-1.".utf8) && first.bytes.count < 250_000)
    }

    @Test func `many threads draw at once and all get the same bytes`() async throws {
        let kinds = PaperDocument.allCases
        let expected = try kinds.map { try $0.pdf().bytes }
        try await withThrowingTaskGroup(of: (Int, [UInt8]).self) { group in
            for index in 0..<14 { group.addTask { (index % 7, try kinds[index % 7].pdf().bytes) } }
            for try await (kind, bytes) in group { #expect(bytes == expected[kind]) }
        }
    }

    @Test(arguments: PaperDocument.allCases)
    func `every text is whole and in its place`(kind: PaperDocument) throws {
        let document = try kind.pdf()
        LayoutTests.check(document, page: PaperDocument.page, "\(kind)")
        for text in document.report.texts { #expect(text.fontSize >= 2.8, "“\(text.text)”") }
    }

    @Test(
        .enabled(if: Samples.hasFonts, "the fonts of scripts/setup are not installed"),
        arguments: PaperDocument.allCases)
    func `every character is printed`(kind: PaperDocument) throws {
        #expect(try kind.pdf().report.missingCharacters.isEmpty)
    }

    @Test(.enabled(if: Poppler.isInstalled, "poppler-utils is not installed"), arguments: PaperDocument.allCases)
    func `pages are A4, numbered, and every font is embedded with its characters`(kind: PaperDocument) throws {
        let document = try kind.pdf()
        let info = String(decoding: try Poppler.run("pdfinfo", [], document.bytes), as: UTF8.self)
        #expect(info.contains("595.276 x 841.89 pts (A4)"))
        let pages = try #require(document.report.texts.map(\.page).max()) + 1
        #expect(info.firstMatch(of: /Pages: +(\d+)/)?.1 == "\(pages)")
        for number in 1...pages where kind != .letter && kind != .longestLetter {
            #expect(document.report.texts.contains { $0.page == number - 1 && $0.text == "\(number) / \(pages)" })
        }
        let fonts = String(decoding: try Poppler.run("pdffonts", [], document.bytes), as: UTF8.self).split(
            separator: "\n")
        #expect(fonts.count > 2)
        for font in fonts.dropFirst(2) { #expect(font.contains("yes yes yes")) }
    }

    @Test func `a date outside the calendar is refused`() {
        for kind in PaperDocument.allCases {
            #expect(throws: RenderError.self) { try kind.pdf(createdAt: .max) }
        }
    }
}
