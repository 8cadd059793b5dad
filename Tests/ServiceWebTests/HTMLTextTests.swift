import ServiceWeb
import Testing

@Suite("Texts in pages")
struct HTMLTextTests {
    static let texts: [(String, String)] = [
        ("<b>&\"'", "&lt;b&gt;&amp;&quot;&#39;"),
        // A whole character for the library's own escaping, which lets it pass.
        ("\"\u{301} onfocus=x", "&quot;\u{301} onfocus=x"), ("<\u{20E3}script", "&lt;\u{20E3}script"),
        ("'\u{FE0F}", "&#39;\u{FE0F}"), ("&\u{200D}lt;", "&amp;\u{200D}lt;"), ("a\u{0}b", "a\u{FFFD}b"),
        ("a\u{1B}\u{7F}\u{9F}b", "a\u{FFFD}\u{FFFD}\u{FFFD}b"), ("王小明 Kacaw é 𠮷", "王小明 Kacaw é 𠮷"),
        ("a\tb\nc", "a\tb\nc"), ("ＡＢ", "ＡＢ"), ("", ""),
    ]

    @Test("are escaped by code point, whatever combines with what", arguments: texts)
    func escaped(text: String, expected: String) {
        #expect(Array(HTMLText.escaped(text).utf8) == Array(expected.utf8))
    }

    @Test("hold nothing that HTML has no place for")
    func noncharacters() throws {
        for value: UInt32 in [0xFDD0, 0xFFFE, 0x1FFFF, 0x10FFFF] {
            let scalar = try #require(UnicodeScalar(value))
            #expect(HTMLText.escaped(String(scalar)) == "\u{FFFD}", "\(value)")
        }
    }
}
