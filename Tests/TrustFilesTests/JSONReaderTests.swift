import PassFormat
import Testing
import TrustFiles

@Suite("The JSON reader")
struct JSONReaderTests {
    private func read(_ text: String) throws(JSONSyntaxError) -> JSONValue {
        try JSONReader.read(Array(text.utf8))
    }

    @Test(
        "What JSON allows is read",
        arguments: [
            ("null", .null), ("true", .bool(true)), ("false", .bool(false)), ("0", .integer(0)), ("-0", .integer(0)),
            ("42", .integer(42)), (" \t\r\n-7 \t\r\n", .integer(-7)),
            ("9223372036854775807", .integer(.max)), ("-9223372036854775808", .integer(.min)),
            ("9223372036854775808", .otherNumber), ("-9223372036854775809", .otherNumber),
            ("99999999999999999999999", .otherNumber), ("0.5", .otherNumber), ("1e3", .otherNumber),
            ("1E+3", .otherNumber), ("-1.25e-3", .otherNumber), ("[]", .array([])), ("{}", .object([])),
            ("[ 1 , [ ] ]", .array([.integer(1), .array([])])),
            (#"{"a":1,"b":{}}"#, .object([JSONMember("a", .integer(1)), JSONMember("b", .object([]))])),
            (#"{"":0}"#, .object([JSONMember("", .integer(0))])),
            (#""""#, .text("")), (#""王小明 😀""#, .text("王小明 😀")),
            (#""\"\\\/\b\f\n\r\t""#, .text("\"\\/\u{8}\u{C}\n\r\t")),
            (#""\u0041\u00e9\u00E9\u738b\u0000""#, .text("A\u{E9}\u{E9}\u{738B}\u{0}")),
            (#""\ud83d\ude00\uDBFF\uDFFF""#, .text("\u{1F600}\u{10FFFF}")),
        ] as [(String, JSONValue)])
    func good(text: String, value: JSONValue) throws {
        #expect(try read(text) == value)
    }

    @Test(
        "What it does not is refused, and so is what two readers could take differently",
        arguments: [
            "", " ", "nul", "nulll", "nope", "tree", "folse", "{xa\":1}", "True", "+1", "01", "-01", "-", "1.", ".5",
            "1e", "1e+", "0x1", "NaN", "Infinity",
            "[", "[1", "[1,", "[1,]", "[,1]", "[1 2]", "]", "{", "{]", "{\"a\"", "{\"a\":", "{\"a\":1", "{\"a\":1,}",
            "{\"a\" 1}", "{a:1}", "{1:1}", "{\"a\":1 \"b\":2}", "1 2", "1,", "{} {}", "null null", "\"", "\"a",
            "\"\\\"",
            "\"\\x\"", "\"\\u12\"", "\"\\u12G4\"", "\"\\ud800\"", "\"\\ud800x\"", "\"\\ud800\\n\"",
            "\"\\ud800\\u0041\"",
            "\"\\udc00\"", "\"\\ud800\\ud800\"", "\"\n\"", "\"\t\"", "\"\u{0}\"", "'a'", "// x\n1", "/* */1",
            "\u{FEFF}1", "{\"a\":1,\"a\":1}", "{\"a\":1,\"\\u0061\":2}",
        ])
    func bad(text: String) {
        #expect(throws: JSONSyntaxError.self) { try read(text) }
    }

    @Test("Names that are only canonically equal are two names")
    func canonicalNames() throws {
        let value = try read("{\"\u{E9}\":1,\"e\u{301}\":2}")
        #expect(value == .object([JSONMember("\u{E9}", .integer(1)), JSONMember("e\u{301}", .integer(2))]))
    }

    @Test(
        "A text that is not UTF-8 is refused",
        arguments: [[0xFF], [0xC0, 0x80], [0xED, 0xA0, 0x80], [0xE2, 0x82]] as [[UInt8]])
    func notUTF8(bytes: [UInt8]) {
        #expect(throws: JSONSyntaxError.self) { try JSONReader.read([0x22] + bytes + [0x22]) }
    }

    @Test("Nesting ends at 16, and a bomb is refused at once", arguments: ["[", "{\"a\":"])
    func depth(open: String) throws {
        let close = open == "[" ? "]" : "}"
        func nested(_ depth: Int) -> String {
            String(repeating: open, count: depth) + "1" + String(repeating: close, count: depth)
        }
        _ = try read(nested(JSONReader.deepest))
        #expect(throws: JSONSyntaxError.self) { try read(nested(JSONReader.deepest + 1)) }
        #expect(throws: JSONSyntaxError.self) { try read(String(repeating: open, count: 200_000)) }
    }

    @Test("Depth is how deep, not how many")
    func siblings() throws {
        let value = try read("[" + Array(repeating: "[],{}", count: 100).joined(separator: ",") + "]")
        guard case .array(let values) = value else {
            Issue.record("no array")
            return
        }
        #expect(values.count == 200)
    }

    @Test("An error says where")
    func offset() throws {
        let error = try #require(throws: JSONSyntaxError.self) { try read("[1 2]") }
        #expect(error.offset == 3)
        #expect(error.description == "byte 3: a comma or ] is missing")
    }

    @Test("What is written reads back as it was")
    func roundTrip() throws {
        let value = JSONValue.object([
            JSONMember(
                "a \"\\\n\u{1}\u{1F}", .array([.integer(.min), .integer(.max), .bool(true), .bool(false), .null])),
            JSONMember("王", .object([JSONMember("x", .object([])), JSONMember("y", .array([]))])),
            JSONMember("t", .texts(["", "😀"])), JSONMember("b", .base64URL([1, 2, 3])),
        ])
        #expect(try JSONReader.read(value.encoded()) == value)
        #expect(
            String(decoding: JSONValue.object([JSONMember("a", .array([.integer(1)]))]).encoded(), as: UTF8.self)
                == "{\n  \"a\": [\n    1\n  ]\n}\n")
    }

    @Test("Every kind has its words")
    func kinds() {
        let values: [JSONValue] = [
            .object([]), .array([]), .text(""), .integer(0), .otherNumber, .bool(true), .null,
        ]
        #expect(Set(values.map(\.kind)).count == values.count)
    }
}
