import PassRender
import Testing

@Suite("Layout: nothing cut, nothing over another")
struct LayoutTests {
    /// What every layout must keep to, whatever it is given.
    static func check(_ document: RenderedDocument, _ kind: Document, _ comment: Comment) {
        check(document, page: kind.page, comment)
    }

    static func check(_ document: RenderedDocument, page: Rectangle, _ comment: Comment) {
        let texts = document.report.texts
        for text in texts {
            #expect(page.contains(text.box), "\(comment): “\(text.text)” has its space on the page")
            #expect(text.box.contains(text.ink), "\(comment): “\(text.text)” is inked inside its space")
            #expect(text.box.contains(text.logical), "\(comment): “\(text.text)” is set inside its space")
            #expect(!text.text.contains("…"), "\(comment): “\(text.text)” is whole")
            #expect(text.fontSize >= 2.5)
        }
        for (index, first) in texts.enumerated() {
            for second in texts[(index + 1)...] where first.page == second.page {
                #expect(!first.ink.overlaps(second.ink), "\(comment): “\(first.text)” lies on “\(second.text)”")
                #expect(!first.logical.overlaps(second.logical), "\(comment): “\(first.text)” touches “\(second.text)”")
            }
        }
    }

    @Test(arguments: Document.allCases, Samples.all.map(\.name))
    func `every text of every sample is whole and in its place`(kind: Document, sample: String) throws {
        let face = try #require(Samples.all.first { $0.name == sample }).face
        let document = try kind.pdf(face)
        Self.check(document, kind, "\(kind) \(sample)")
        #expect(document.report.missingCharacters.isEmpty)
        let texts = document.report.texts.map(\.text)
        #expect(texts.contains(face.number))
        #expect(face.organisation.map(texts.contains) ?? true)
        for port in face.ports { #expect(texts.contains { $0.contains(port.name) }) }
        for plate in face.plates { #expect(texts.contains { $0.contains(plate) }) }
        if kind == .card {
            #expect(face.name.map(texts.contains) ?? true)
            #expect(face.idHint.map { texts.contains("●●●●" + $0) } ?? true)
        }
    }

    @Test func `the samples of the longest content are as long as a pass allows`() {
        for face in [Samples.longestChinese, Samples.longestRomanised, Samples.unbroken] {
            #expect(face.name?.utf8.count == 90)
            #expect(face.organisation?.utf8.count == 90)
        }
    }

    @Test func `the windscreen sheet tells passers-by neither name nor identity document`() throws {
        let texts = try WindscreenSheet.pdf(Samples.longestChinese, createdAt: 0).report.texts.map(\.text)
        for secret in ["歐陽", "6789"] { #expect(!texts.contains { $0.contains(secret) }) }
    }

    @Test func `an ordinary card is read at arm's length`() throws {
        let texts = try PassCard.pdf(Samples.person, createdAt: 0).report.texts
        func size(_ text: String) -> Double {
            texts.filter { $0.text == text && $0.page == 0 }.map(\.fontSize).max() ?? 0
        }
        #expect(size("王小明") >= 16)
        #expect(size("KEL-P-26-000123") >= 12)
        #expect(size("民國115年12月1日至116年11月30日止") >= 9)
        #expect(texts.filter { $0.page == 0 }.allSatisfy { $0.fontSize >= 4.5 })
    }

    @Test func `the longest card can still be read`() throws {
        for face in [Samples.longestChinese, Samples.longestVehicle] {
            let texts = try PassCard.pdf(face, createdAt: 0).report.texts
            for text in texts where text.page == 0 { #expect(text.fontSize >= 3.5, "“\(text.text)”") }
            #expect(try #require(texts.first { $0.text == face.number && $0.page == 0 }).fontSize >= 8)
        }
    }

    /// Ninety letters of name and of organisation beside four plates, ten ports and both notices: the labels are small print
    /// then, and the number is still larger than a newspaper's text.
    @Test func `the longest romanised card keeps its number readable`() throws {
        let texts = try PassCard.pdf(Samples.longestRomanised, createdAt: 0).report.texts.filter { $0.page == 0 }
        #expect(try #require(texts.first { $0.text == Samples.longestRomanised.number }).fontSize >= 6)
        for text in texts { #expect(text.fontSize >= 2.8, "“\(text.text)”") }
    }

    @Test func `plates are never broken at their dash`() throws {
        for plate in try WindscreenSheet.pdf(Samples.longestVehicle, createdAt: 0).report.texts.prefix(12)
        where Samples.longestVehicle.plates.contains(plate.text) {
            #expect(plate.lineCount == 1)
        }
    }

    @Test(arguments: 1...9)
    func `any number of plates finds room on the sheet`(count: Int) throws {
        var face = Samples.vehicle
        face.plates = (0..<count).map { "KLC-\(1000 + $0)" }
        Self.check(try WindscreenSheet.pdf(face, createdAt: 0), .sheet, "\(count) plates")
    }

    // A pass's limits are not ours to enforce: what is far beyond them is printed in full or refused, never cut.
    @Test(arguments: Document.allCases, [1, 10, 40, 200, 3_000])
    func `content of any length is printed in full or refused`(kind: Document, factor: Int) throws {
        var face = Samples.longestChinese
        face.name = String(repeating: "歐陽", count: 15 * factor)
        face.organisation = String(repeating: "Stevedoring ", count: factor) + "."
        face.number = String(repeating: "KEL-", count: factor) + "1"
        do {
            let document = try kind.pdf(face)
            Self.check(document, kind, "times \(factor)")
            #expect(document.report.texts.contains { $0.text == face.organisation })
        } catch {
            #expect(error.code == .doesNotFit)
            #expect(factor > 10)
        }
    }

    @Test func `little content is printed too`() throws {
        let bare = PassFace(
            issuerName: "", number: "1", kind: .person, term: .periodic, validFrom: 0, validUntil: 86_400, ports: [],
            qrText: "PP1:A")
        for kind in Document.allCases { Self.check(try kind.pdf(bare), kind, "bare") }
        var blank = bare
        blank.number = ""
        blank.name = " \n\u{202E}\t"
        blank.organisation = ""
        blank.idHint = ""
        blank.plates = ["", " "]
        blank.ports = [.init(code: "TWKEL", name: "", zones: []), .init(code: "", name: "", zones: [])]
        for kind in Document.allCases { Self.check(try kind.pdf(blank), kind, "blank") }
    }
}
