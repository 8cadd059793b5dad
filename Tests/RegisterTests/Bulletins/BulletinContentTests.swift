import Register
import Testing

/// What is stored and hashed was released: it is read and written as it always was.
@Suite("Bulletins: what is stored of them, and what is no such thing")
struct BulletinContentTests {
    static let texts = #"{"en":{"text":"B","title":"A"},"zh-Hant":{"text":"內容","title":"標題"}}"#
    static let asked =
        #"{"en":{"background":"C","question":"B","title":"A"},"zh-Hant":{"background":"丙","question":"乙","title":"甲"}}"#
    static let announcement =
        #"{"from":"2026-12-01","important":true,"ports":["TWKEL","TWTPE"],"texts":\#(texts),"until":"2026-12-31"}"#
    static let endless = #"{"from":"2026-12-01","important":false,"ports":[],"texts":\#(texts)}"#
    static let seminar = """
        {"access":["captions"],"begins":1796104800,"ends":1796112000,"link":null,"place":"基隆","placeEn":"Keelung",\
        "places":20,"signUpEnds":1796104800,"spoken":["zh-Hant","en"],"texts":\(texts)}
        """
    static let consultation =
        #"{"from":"2026-12-01","ports":[],"texts":\#(asked),"until":"2026-12-31"}"#

    private static func again<Content: BulletinContent>(_ text: String, _: Content.Type) -> String? {
        Content(bytes: Array(text.utf8)).map { String(decoding: $0.bytes, as: UTF8.self) }
    }

    @Test("is written again byte by byte")
    func stored() throws {
        for text in [Self.announcement, Self.endless] {
            #expect(Self.again(text, AnnouncementContent.self) == text)
        }
        #expect(Self.again(Self.seminar, SeminarContent.self) == Self.seminar)
        #expect(Self.again(Self.consultation, ConsultationContent.self) == Self.consultation)
        let content = try #require(ConsultationContent(bytes: Array(Self.consultation.utf8)))
        #expect(content.text(in: .zhHant).text.question == "乙")
        #expect(content.text(in: .vi).language == .en && content.text(in: .vi).text.background == "C")
    }

    @Test(
        "is nothing where a language, a part or a day is missing or another thing",
        arguments: [
            (#""zh-Hant":{"#, #""fr":{"#), (#""title":"A""#, #""title":1"#), (#""title":"A""#, #""name":"A""#),
            (#""2026-12-31""#, "7"), (#""2026-12-01""#, #""soon""#), ("[", "[1,"), ("true", #""yes""#),
        ])
    func damaged(part: String, other: String) {
        let text = Self.announcement.replacing(part, with: other)
        #expect(text != Self.announcement && Self.again(text, AnnouncementContent.self) == nil)
    }
}
