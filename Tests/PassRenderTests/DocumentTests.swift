import CodeReader
import PassRender
import Testing

@Suite("PDF documents")
struct DocumentTests {
    @Test(arguments: Document.allCases, Samples.all.map(\.name))
    func `the same pass and date give the same bytes, whatever was drawn between`(kind: Document, name: String) throws {
        let face = try #require(Samples.all.first { $0.name == name }).face
        let first = try kind.pdf(face)
        _ = try PassCard.pdf(Samples.visitor, createdAt: 0)
        #expect(try kind.pdf(face) == first)
        #expect(try kind.pdf(face, createdAt: Samples.createdAt + 1).bytes != first.bytes)
        #expect(first.bytes.starts(with: "%PDF-1.".utf8))
    }

    @Test func `many threads draw at once and all get the same bytes`() async throws {
        let expected = try Document.allCases.map { try $0.pdf(Samples.longestChinese).bytes }
        try await withThrowingTaskGroup(of: (Int, [UInt8]).self) { group in
            for index in 0..<16 {
                group.addTask {
                    (index % 2, try Document.allCases[index % 2].pdf(Samples.longestChinese).bytes)
                }
            }
            for try await (kind, bytes) in group { #expect(bytes == expected[kind]) }
        }
    }

    @Test(arguments: Document.allCases, Samples.all.map(\.name))
    func `a document is small, for its fonts are embedded as outlines of the glyphs in use`(
        kind: Document, name: String
    ) throws {
        let face = try #require(Samples.all.first { $0.name == name }).face
        #expect(try kind.pdf(face).bytes.count < 120_000)
    }

    @Test(arguments: Document.allCases, [9, 330, 734, 909])
    func `modules are half a millimetre or more, in whole dots of a card printer`(kind: Document, count: Int) throws {
        var face = Samples.person
        face.qrText = Samples.text(count)
        let module = try kind.pdf(face).report.moduleMillimetres
        #expect(module >= 0.5)
        let dots = module / 25.4 * 300
        #expect(abs(dots - dots.rounded()) < 1e-9)
    }

    @Test func `a text that is no pass is refused with the reason`() {
        func code(_ text: String) -> RenderError.Code? {
            var face = Samples.person
            face.qrText = text
            do throws(RenderError) {
                _ = try PassCard.pdf(face, createdAt: 0)
                return nil
            } catch {
                return error.code
            }
        }
        #expect(code("") == .emptyText)
        #expect(code("pp1:") == .notAlphanumeric)
        #expect(code(Samples.text(910)) == .tooLong)
        #expect(throws: RenderError.self) { try PassCard.pdf(Samples.person, createdAt: .max) }
    }
}

/// The same documents as another program sees them.
@Suite("PDF documents through poppler", .enabled(if: Poppler.isInstalled, "poppler-utils is not installed"))
struct PopplerTests {
    @Test(arguments: Document.allCases, [60, 330, 734, 909])
    func `the code is read from a rendering at 300 dots an inch`(kind: Document, count: Int) throws {
        var face = Samples.person
        face.qrText = Samples.text(count)
        let pdf = try kind.pdf(face).bytes
        #expect(try CodeReader.texts(png: Poppler.png(pdf, page: kind.codePage, dotsPerInch: 300)) == [face.qrText])
    }

    @Test(.enabled(if: SampleVector.folder != nil, "PORTPASS_VECTORS does not name the folder of vectors"))
    func `the passes of another implementation come back from card, sheet and PNG`() throws {
        let texts = try SampleVector.texts()
        #expect(texts.count == 3)
        for text in texts {
            var face = Samples.person
            face.qrText = text
            for kind in Document.allCases {
                let png = try Poppler.png(kind.pdf(face).bytes, page: kind.codePage, dotsPerInch: 300)
                #expect(try CodeReader.texts(png: png) == [text])
            }
            #expect(try CodeReader.texts(png: QRSymbol(text: text).png(scale: 3)) == [text])
        }
    }

    @Test func `the front of the card shows no code`() throws {
        let pdf = try PassCard.pdf(Samples.person, createdAt: 0).bytes
        #expect(try CodeReader.texts(png: Poppler.png(pdf, page: 1, dotsPerInch: 200)).isEmpty)
    }

    @Test(arguments: [Samples.person, Samples.vehicle, Samples.visitor, Samples.longestChinese])
    func `the words can be selected and searched`(face: PassFace) throws {
        let text = try Poppler.text(try PassCard.pdf(face, createdAt: 0).bytes)
        let words = ["港區通行證", "Port Pass", face.number, face.organisation ?? "", "有效期間", "可通行港區", "進出管制區請主動出示"]
        for word in words { #expect(text.contains(word)) }
        for port in face.ports { #expect(text.contains(port.name)) }
    }

    @Test func `pages have their sizes, and every font is embedded with its characters`() throws {
        for kind in Document.allCases {
            let pdf = try kind.pdf(Samples.person).bytes
            let info = String(decoding: try Poppler.run("pdfinfo", [], pdf), as: UTF8.self)
            #expect(info.contains(kind == .card ? "242.646 x 153.071 pts" : "595.276 x 419.528 pts"))
            #expect(info.contains("Title:           港區通行證 KEL-P-26-000123"))
            let fonts = String(decoding: try Poppler.run("pdffonts", [], pdf), as: UTF8.self).split(separator: "\n")
            #expect(fonts.count > 2)
            for font in fonts.dropFirst(2) { #expect(font.contains("yes yes yes")) }
        }
    }
}
