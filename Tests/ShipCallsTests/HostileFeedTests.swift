import ShipCalls
import StrictXML
import Testing

@Suite("Hostile feeds")
struct HostileFeedTests {
    private static let ship = "<SHIP><VISA_NO>A0001</VISA_NO></SHIP>"

    private static let laughs: String = {
        var text = "<!DOCTYPE x [<!ENTITY a0 \"ha\">"
        for level in 1..<10 {
            text += "<!ENTITY a\(level) \"" + String(repeating: "&a\(level - 1);", count: 10) + "\">"
        }
        return text + "]><IN_PORT>&a9;</IN_PORT>"
    }()

    struct Case: Sendable, CustomTestStringConvertible {
        let name: String
        let text: String
        let code: String
        let line: Int?

        init(_ name: String, _ text: String, _ code: String, line: Int? = nil) {
            self.name = name
            self.text = text
            self.code = code
            self.line = line
        }

        var testDescription: String { name }
    }

    private static let limit = FeedLimits(bytes: 200_000, ships: 50, fieldBytes: 100, oddities: 20)

    private static let cases = [
        Case("a billion laughs", laughs, "doctype", line: 1),
        Case("an empty document type", "<?xml version=\"1.0\"?>\n<!DOCTYPE IN_PORT>\n<IN_PORT/>", "doctype", line: 2),
        Case("an outside document type", "<!DOCTYPE a SYSTEM \"http://127.0.0.1/a.dtd\"><a/>", "doctype"),
        Case("an outside entity", "<!DOCTYPE a [<!ENTITY e SYSTEM \"file:///etc/passwd\">]><a>&e;</a>", "doctype"),
        Case("a parameter entity", "<!DOCTYPE a [<!ENTITY % p SYSTEM \"file:///x\">%p;]><a/>", "doctype"),
        Case("attributes by default", "<!DOCTYPE a [<!ATTLIST a b CDATA \"c\">]><a/>", "doctype"),
        Case("a document type behind a comment", "<!-- x -->\n\n<!DOCTYPE a><a/>", "doctype", line: 3),
        Case("a document type in small letters", "<!doctype html><html/>", "doctype"),
        Case("a declaration within", "<IN_PORT>\n<!ENTITY a \"b\"></IN_PORT>", "doctype", line: 2),
        Case("a section of a document type", "<IN_PORT><![INCLUDE[x]]></IN_PORT>", "doctype"),
        Case("an entity of HTML", "<IN_PORT>\n<SHIP><VISA_NO>A&nbsp;1</VISA_NO></SHIP></IN_PORT>", "entity", line: 2),
        Case("an entity nobody declared", "<IN_PORT>&xxe;</IN_PORT>", "entity"),
        Case("a character that is none", "<IN_PORT>&#0;</IN_PORT>", "malformed"),
        Case("a character beyond all", "<IN_PORT>&#x110000;</IN_PORT>", "malformed"),
        Case("half of a pair", "<IN_PORT>&#xD800;</IN_PORT>", "malformed"),
        Case("an endless number", "<IN_PORT>&#99999999999999999999;</IN_PORT>", "malformed"),
        Case("depth", String(repeating: "<a>", count: 3_000), "too-deep"),
        Case("depth within a ship", "<IN_PORT><SHIP>" + String(repeating: "<a>", count: 9), "too-deep"),
        Case("many elements", "<IN_PORT>" + String(repeating: "<a/>", count: 3_300), "too-many-elements"),
        Case("many ships", "<IN_PORT>" + String(repeating: ship, count: 51) + "</IN_PORT>", "too-many-ships"),
        Case(
            "many attributes", "<IN_PORT " + (0..<100).map { "a\($0)=''" }.joined(separator: " ") + "/>", "tag-too-long"
        ),
        Case("a long name", "<" + String(repeating: "a", count: 300) + "/>", "tag-too-long"),
        Case("a long value", "<IN_PORT a='" + String(repeating: "a", count: 300) + "'/>", "tag-too-long"),
        Case(
            "a tag that hides its end in a value", "<IN_PORT a='" + String(repeating: ">", count: 300) + "'/>",
            "tag-too-long"),
        Case(
            "a long text", "<IN_PORT>\n<SHIP><IMO>" + String(repeating: "9", count: 9_000) + "</IMO></SHIP></IN_PORT>",
            "text-too-long", line: 2),
        Case(
            "a long section", "<IN_PORT><![CDATA[" + String(repeating: "a", count: 9_000) + "]]></IN_PORT>",
            "text-too-long"),
        Case("a large feed", "<IN_PORT>" + String(repeating: " ", count: 200_001), "too-large"),
        Case("an attribute twice", "<IN_PORT a='1' a='2'/>", "malformed"),
        Case("tags crossed", "<IN_PORT><SHIP></IN_PORT></SHIP>", "malformed"),
        Case("no end", "<IN_PORT>\n\(ship)", "malformed", line: 2),
        Case("two roots", "<IN_PORT/><IN_PORT/>", "malformed"),
        Case("text behind the end", "<IN_PORT/>x", "malformed"),
        Case("a comment without end", "<IN_PORT><!-- ", "malformed"),
        Case("a section without end", "<IN_PORT><![CDATA[ ", "malformed"),
        Case("an instruction without end", "<IN_PORT><? ", "malformed"),
        Case("a tag without end", "<IN_PORT", "malformed"),
        Case("two dashes in a comment", "<IN_PORT><!-- a -- b --></IN_PORT>", "malformed"),
        Case("a control character", "<IN_PORT>\u{1}</IN_PORT>", "malformed"),
        Case("a character that XML has not", "<IN_PORT>\u{FFFE}</IN_PORT>", "malformed"),
        Case("a bare mark", "<IN_PORT><SHIP>A < B</SHIP></IN_PORT>", "malformed"),
        Case("the end of a section in text", "<IN_PORT>]]></IN_PORT>", "malformed"),
        Case("a first line in the middle", "<IN_PORT/><?xml version=\"1.0\"?>", "malformed"),
        Case("JSON", "{\"ships\":[]}", "malformed"),
        Case("a page", "<html><body>x</body></html>", "not-a-feed"),
    ]

    @Test(arguments: cases)
    func `is refused, with its reason`(_ hostile: Case) throws {
        let error = try #require(Calls.error(Array(hostile.text.utf8), limits: Self.limit))
        #expect(error.code.rawValue == hostile.code, "\(error)")
        if let line = hostile.line { #expect(error.place?.line == line) }
    }

    @Test func `a place is that of the feed as it came, also behind repaired ampersands`() throws {
        let text = "<IN_PORT><PBG>& & &</PBG>&x;</IN_PORT>"
        let error = try #require(Calls.error(Array(text.utf8)))
        #expect(error.code == .entity && error.place == XMLPlace(line: 1, byte: 25))
    }

    @Test func `what stands at a limit is read`() throws {
        let text = "<IN_PORT>" + String(repeating: Self.ship, count: 50) + "</IN_PORT>"
        #expect(try Calls.read(text, limits: Self.limit).rows == 50)
        #expect(
            try XMLReader.read(
                Array("<a><b/></a>".utf8), limits: .init(bytes: 11, depth: 2, elements: 2, tagBytes: 4, textBytes: 0)
            ) { _ in true } == [])
        #expect(throws: XMLError.self) {
            try XMLReader.read(
                Array("<a><b/></a>".utf8), limits: .init(bytes: 11, depth: 2, elements: 2, tagBytes: 3, textBytes: 0)
            ) { _ in true }
        }
    }

    // Refused or read, never a trap; and read, every ship is a call or is told.
    @Test(arguments: FeedShape.allCases)
    func `bytes changed at random never cost more than the feed`(shape: FeedShape) throws {
        var random = SeededRandom(seed: 42)
        let calls = try (1...4).map { try Calls.whole($0).told(in: shape) }
        let writer = FeedWriter(shape: shape)
        let good = try #require(writer.bytes(calls.map { FeedRow($0, in: shape) }))
        let marks = Array("<>&;\"'/!-[]?= \u{0}".utf8) + [0xA4, 0xFF, 0x80, 0x1A]
        var refused = 0
        for _ in 0..<4_000 {
            var bytes = good
            for _ in 0...random.below(4) {
                let place = random.below(bytes.count)
                switch random.below(4) {
                case 0: bytes[place] = UInt8(truncatingIfNeeded: random.next())
                case 1: bytes.remove(at: place)
                case 2: bytes.insert(marks[random.below(marks.count)], at: place)
                default: bytes.removeLast(min(bytes.count - 1, random.below(40)))
                }
            }
            guard let feed = try? FeedReader.read(bytes, port: .kaohsiung) else {
                refused += 1
                continue
            }
            let lost = feed.oddities.count { $0.kind == .unidentifiable || $0.kind == .missingPort }
            #expect(feed.rows == feed.calls.count + lost)
        }
        #expect(refused > 100 && refused < 4_000)
    }
}
