import PassRender
import Testing

@Suite("Characters", .enabled(if: Samples.hasFonts, "the fonts of scripts/setup are not installed"))
struct CharacterTests {
    @Test(arguments: Samples.rareNames)
    func `a rare name is printed with its own characters`(name: String) throws {
        var face = Samples.person
        face.name = name
        let document = try PassCard.pdf(face, createdAt: Samples.createdAt)
        #expect(document.report.missingCharacters.isEmpty)
        #expect(document.report.texts.contains { $0.text == name })
        LayoutTests.check(document, .card, "\(name)")
    }

    @Test(.enabled(if: Poppler.isInstalled, "poppler-utils is not installed"), arguments: Samples.rareNames)
    func `a rare name can be copied out of the card`(name: String) throws {
        var face = Samples.person
        face.name = name
        let text = try Poppler.text(try PassCard.pdf(face, createdAt: Samples.createdAt).bytes)
        #expect(text.contains(name))
    }

    @Test func `a character that no font has is marked and reported, once`() throws {
        var face = Samples.person
        // A private use character of plane 16 and an unassigned one.
        face.name = "王\u{10ABCD}明\u{10ABCD}\u{3FFFD}"
        face.organisation = "\u{10ABCD}公司"
        let document = try PassCard.pdf(face, createdAt: Samples.createdAt)
        #expect(document.report.missingCharacters == ["\u{10ABCD}", "\u{3FFFD}"])
        #expect(document.report.texts.contains { $0.text == "王〓明〓〓" })
        #expect(document.report.texts.contains { $0.text == "〓公司" })
        let plate = try WindscreenSheet.pdf(face, createdAt: Samples.createdAt)
        #expect(plate.report.missingCharacters == ["\u{10ABCD}"])
    }

    @Test func `nothing in a name turns the text around or breaks its line`() throws {
        var face = Samples.person
        face.name = "王\u{202E}小\u{2066}明\u{0}\n\u{1B}[31m\u{2028}A\u{FEFF}"
        let document = try PassCard.pdf(face, createdAt: Samples.createdAt)
        #expect(document.report.texts.contains { $0.text == "王小明 [31m A" })
    }

    @Test func `towers of accents stay in their own row`() throws {
        var face = Samples.person
        face.name = "Z" + String(repeating: "\u{0301}\u{0323}", count: 25) + "algo NGUYỄN ÅÅ"
        LayoutTests.check(try PassCard.pdf(face, createdAt: 0), .card, "accents")
        face.plates = ["A" + String(repeating: "\u{0302}", count: 20)]
        LayoutTests.check(try WindscreenSheet.pdf(face, createdAt: 0), .sheet, "accents")
    }

    @Test(arguments: ["محمد بن سلمان", "Нгуен Ван", "ประยุทธ์ จันทร์โอชา", "山田ｱｷﾗ", "👩‍👩‍👧‍👦", "a\u{301}\u{200D}b"])
    func `names of other scripts are laid out or reported`(name: String) throws {
        var face = Samples.person
        face.name = name
        LayoutTests.check(try PassCard.pdf(face, createdAt: 0), .card, "\(name)")
    }
}
