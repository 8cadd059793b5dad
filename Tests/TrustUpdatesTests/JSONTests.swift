import Testing
import TrustUpdates

@Suite struct JSONTests {
    @Test(
        arguments: [
            "", " ", "{", "}", "[", "]", "[1,]", "[,1]", "{\"a\":1,}", "{\"a\"}", "{\"a\":}", "{a:1}", "{\"a\" 1}",
            "{\"a\":1 \"b\":2}", "{1:2}", "[1 2]", "1 2", "{} x", "nul", "nulll", "tru", "True", "NaN", "Infinity",
            "01", "-01", "-", "-0", "+1", "1.0", "1.", ".5", "1e3", "1E3", "0x10", "1_000",
            "9223372036854775808", "-9223372036854775809", "18446744073709551616", "99999999999999999999",
            "\"", "\"a", "\"\\\"", "\"\\x\"", "\"\\u12\"", "\"\\u12G4\"", "\"\\u\"", "\"\\ud800\"", "\"\\udc00\"",
            "\"\\ud800x\"", "\"\\ud800\\n\"", "\"\\ud800\\ud800\"", "\"\\ud800\\u0041\"", "\"\\ud800\\uffff\"",
            "\"\\ud800\\ue000\"", "\"\\ud800", "\"\\",
            "\"\u{1}\"", "\"\n\"", "'a'", "{\"a\":1,\"a\":2}", "{\"a\":1,\"\\u0061\":1}", "[1]]", "// c\n1",
            "\u{FEFF}1",
            "\u{A0}1", "{\"a\":1,,\"b\":2}",
        ])
    func `What is not strict JSON is refused`(text: String) {
        #expect(throws: UpdateError.self) { try JSONReader.read(Array(text.utf8)) }
    }

    @Test(
        arguments: [
            [0x22, 0xFF, 0x22], [0x22, 0xC0, 0x80, 0x22], [0x22, 0xED, 0xA0, 0x80, 0x22], [0x22, 0xC3, 0x22],
            [0x22, 0xF4, 0x90, 0x80, 0x80, 0x22], [0xEF, 0xBB, 0xBF, 0x31], [0x31, 0x00],
        ] as [[UInt8]])
    func `Invalid UTF-8 is refused`(bytes: [UInt8]) {
        #expect(throws: UpdateError.self) { try JSONReader.read(bytes) }
    }

    @Test(
        arguments: [
            ("null", .null), (" true ", .bool(true)), ("false", .bool(false)), ("0", .integer(0)),
            ("-1", .integer(-1)), ("9223372036854775807", .integer(.max)), ("-9223372036854775808", .integer(.min)),
            ("10", .integer(10)), ("\"\"", .string("")), ("[]", .array([])), ("{}", .object([:])),
            ("\t[ 1 ,\r\n\"a\" ]", .array([.integer(1), .string("a")])),
            ("{ \"a\" : { \"\" : null } }", .object(["a": .object(["": .null])])),
            (#""\"\\\/\b\f\n\r\t\u00e9\uD83D\uDE00""#, .string("\"\\/\u{8}\u{C}\n\r\té😀")),
            ("\"é\u{1F600}\u{7F}\"", .string("é😀\u{7F}")),
            ("{\"\u{E9}\":1,\"e\u{301}\":2}", .object(["\u{E9}": .integer(1), "e\u{301}": .integer(2)])),
        ] as [(String, JSONValue)])
    func `Good JSON is read`(text: String, value: JSONValue) throws {
        #expect(try JSONReader.read(Array(text.utf8)) == value)
        #expect(try JSONReader.read(JSONWriter.json(value)) == value)
    }

    @Test func `Nesting has a limit, and just below it is fine`() throws {
        func nested(_ depth: Int) -> [UInt8] {
            Array((String(repeating: "[", count: depth) + String(repeating: "]", count: depth)).utf8)
        }
        _ = try JSONReader.read(nested(JSONReader.maximumDepth))
        #expect(throws: UpdateError.self) { try JSONReader.read(nested(JSONReader.maximumDepth + 1)) }
        #expect(throws: UpdateError.self) { try JSONReader.read(Array(repeating: UInt8(ascii: "["), count: 5_000_000)) }
        #expect(throws: UpdateError.self) {
            try JSONReader.read(Array(String(repeating: "{\"a\":", count: 100_000).utf8))
        }
    }

    /// Expected values from securesystemslib 1.4.0, `encode_canonical`.
    @Test(
        arguments: [
            (#"{"b": [1, -2, {}], "a": null, "é": true, "": false}"#, #"{"":false,"a":null,"b":[1,-2,{}],"é":true}"#),
            (#""a\"b\\c\n\u0000\/""#, "\"a\\\"b\\\\c\n\u{0}/\""),
            (#"{"\ud83d\ude00":1,"\uffee":2,"Z":3,"a":4}"#, "{\"Z\":3,\"a\":4,\"\u{FFEE}\":2,\"\u{1F600}\":1}"),
        ])
    func `The canonical form is the one of securesystemslib`(text: String, canonical: String) throws {
        #expect(JSONWriter.canonical(try JSONReader.read(Array(text.utf8))) == Array(canonical.utf8))
    }

    @Test func `Texts are the same only when their bytes are`() {
        let composed: ExactText = "\u{E9}"
        let decomposed: ExactText = "e\u{301}"
        #expect(composed != decomposed)
        #expect(Set([composed, decomposed]).count == 2)
        #expect(decomposed < composed)
        #expect(!(composed < composed))
        #expect(composed.utf8 == [0xC3, 0xA9])
        #expect("\(composed)" == "\u{E9}")
    }

    @Test func `An error names what it found in one line`() {
        let key = "\\u0000\\u001b[2J" + String(repeating: "k", count: 1_000)
        do {
            _ = try JSONReader.read(Array("{\"\(key)\":1,\"\(key)\":2}".utf8))
        } catch {
            #expect(error.description.unicodeScalars.allSatisfy { $0.value >= 0x20 })
            #expect(error.description.count < 250)
        }
    }
}
