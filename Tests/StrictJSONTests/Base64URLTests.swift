import StrictJSON
import Testing

@Suite("Base64url")
struct Base64URLTests {
    @Test(
        "RFC 4648 section 10, unpadded",
        arguments: [
            ("", ""), ("f", "Zg"), ("fo", "Zm8"), ("foo", "Zm9v"), ("foob", "Zm9vYg"), ("fooba", "Zm9vYmE"),
            ("foobar", "Zm9vYmFy"),
        ])
    func vectors(plain: String, text: String) {
        #expect(String(decoding: Base64URL.encode(Array(plain.utf8)), as: UTF8.self) == text)
        #expect(Base64URL.decode(Array(text.utf8)) == Array(plain.utf8))
    }

    @Test("The alphabet is that of URLs")
    func alphabet() {
        #expect(Base64URL.decode(Array("-_-_".utf8)) == [0xFB, 0xFF, 0xBF])
        #expect(Base64URL.encode([0xFB, 0xFF, 0xBF]) == Array("-_-_".utf8))
    }

    @Test(
        "Anything else is refused", arguments: ["A", "Zg==", "Zg=", "Zh", "Zm9", "Z g", "+/+/", "Zg\n", "é", "AAAAA"])
    func refused(text: String) {
        #expect(Base64URL.decode(Array(text.utf8)) == nil)
    }

    @Test("Every length comes back", arguments: 0...70)
    func lengths(count: Int) {
        let bytes = (0..<count).map { UInt8(truncatingIfNeeded: $0 * 37 + 250) }
        #expect(Base64URL.decode(Base64URL.encode(bytes)) == bytes)
    }
}
