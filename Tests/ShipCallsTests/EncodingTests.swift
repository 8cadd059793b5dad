import ShipCalls
import StrictXML
import Testing

@Suite("Encodings of feeds")
struct EncodingTests {
    private static func bytes(_ encoding: FeedEncoding, _ change: (inout FeedWriter) -> Void) throws -> [UInt8] {
        var writer = FeedWriter(shape: .openData)
        writer.encoding = encoding
        writer.declaredName = encoding.rawValue
        change(&writer)
        return try #require(writer.bytes([FeedRow(try Calls.whole(), in: .openData)]))
    }

    private static func read(_ bytes: [UInt8], charset: String? = nil) throws -> ShipFeed {
        try FeedReader.read(bytes, port: .kaohsiung, charset: charset)
    }

    @Test(arguments: ["Big5", "BIG5", "big5", "cp950", "windows-950", "ms950", "x-x-big5"])
    func `Big5 has many names`(name: String) throws {
        let feed = try Self.read(try Self.bytes(.big5) { $0.declaredName = name })
        #expect(feed.encoding == .big5 && feed.oddities.isEmpty && feed.calls[0].chineseName == "功許蓋1號")
    }

    @Test func `nothing declared is UTF-8 if it is, and else Big5, which is told`() throws {
        for hasFirstLine in [true, false] {
            let change: (inout FeedWriter) -> Void = {
                $0.declaredName = nil
                $0.hasFirstLine = hasFirstLine
            }
            let utf8 = try Self.read(try Self.bytes(.utf8, change))
            #expect(utf8.encoding == .utf8 && utf8.oddities.isEmpty)
            let big5 = try Self.read(try Self.bytes(.big5, change))
            #expect(big5.encoding == .big5 && big5.oddities == [FeedOddity(.encodingUndeclared)])
            #expect(utf8.calls == big5.calls)
            // The server's word is enough.
            let told = try Self.read(try Self.bytes(.big5, change), charset: "big5")
            #expect(told.encoding == .big5 && told.oddities.isEmpty && told.calls == utf8.calls)
        }
    }

    @Test func `the document counts where the server says otherwise, and it is told`() throws {
        let feed = try Self.read(try Self.bytes(.big5) { _ in }, charset: "utf-8")
        #expect(feed.encoding == .big5 && feed.oddities == [FeedOddity(.encodingDiffers, value: "UTF-8")])
    }

    @Test func `a mark of UTF-8 is taken off`() throws {
        let feed = try Self.read(try Self.bytes(.utf8) { $0.hasMark = true })
        #expect(feed.encoding == .utf8 && feed.oddities.isEmpty && feed.calls[0].chineseName == "功許蓋1號")
    }

    @Test func `a feed that is not what it says is refused, at the place`() throws {
        let mistaken = try Self.bytes(.utf8) { $0.declaredName = "Big5" }
        let first = try #require(mistaken.firstIndex { $0 >= 0x80 })
        let error = try #require(Calls.error(mistaken))
        #expect(error.code == .wrongEncoding && error.place?.byte == first && error.place?.line == 2)
        #expect(error.description.contains("says Big5 and is UTF-8"))

        let other = try Self.bytes(.big5) { $0.declaredName = "UTF-8" }
        let fault = try #require(Calls.error(other))
        #expect(fault.code == .wrongEncoding && fault.place?.byte == other.firstIndex { $0 >= 0x80 })

        let marked = try Self.bytes(.utf8) {
            $0.hasMark = true
            $0.declaredName = "Big5"
        }
        #expect(Calls.error(marked)?.code == .wrongEncoding)
    }

    @Test func `noise that says Big5 is refused, at the place`() throws {
        let head = Array("<?xml version=\"1.0\" encoding=\"Big5\"?>\n<IN_PORT>".utf8)
        let error = try #require(Calls.error(head + [UInt8](repeating: 0xFF, count: 40)))
        #expect(error.code == .wrongEncoding && error.place?.byte == head.count && error.place?.line == 2)
    }

    @Test(
        arguments: [
            ("<?xml version=\"1.0\" encoding=\"UTF-16\"?><IN_PORT/>", "unsupported-encoding"),
            ("<?xml version='1.0' encoding = 'gb2312'?><IN_PORT/>", "unsupported-encoding"),
            ("<?xml version='1.0' encoding='UTF-7'?><IN_PORT/>", "unsupported-encoding"), ("", "empty"),
            (" \r\n ", "empty"), ("<IN_PORT>\0</IN_PORT>", "wrong-encoding"),
        ])
    func `what can't be read says why`(text: String, code: String) {
        #expect(Calls.error(Array(text.utf8))?.code.rawValue == code)
    }

    @Test func `UTF-16 is refused, with either mark`() {
        #expect(Calls.error([0xFF, 0xFE, 0x3C, 0])?.code == .unsupportedEncoding)
        #expect(Calls.error([0xFE, 0xFF, 0, 0x3C])?.code == .unsupportedEncoding)
        #expect(Calls.error(Array("<IN_PORT/>".utf8), charset: "iso-2022-jp")?.code == .unsupportedEncoding)
    }

    // The second byte of a character can be anything from 0x40, so none of XML's own marks but `]`, `\` and letters.
    @Test func `half a character never takes the mark after it`() throws {
        let head = Array(
            "<?xml version=\"1.0\" encoding=\"Big5\"?><IN_PORT><SHIP><VISA_NO>A0001</VISA_NO><PBG_NAME>".utf8)
        let tail = Array("</PBG_NAME><EXPECT_DT>202606150700</EXPECT_DT></SHIP></IN_PORT>".utf8)
        for byte in UInt8(0x81)...0xFE {
            let feed = try Self.read(head + [0xAE, 0xFC, byte] + tail)
            #expect(feed.calls.map(\.eta) == [Calls.morning] && feed.calls[0].agent == "海\u{FFFD}")
            #expect(feed.oddities.map(\.kind) == [.unreadableCharacter])
        }
    }
}
