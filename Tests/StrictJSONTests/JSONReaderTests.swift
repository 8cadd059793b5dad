import Foundation
import HostileInputs
import StrictJSON
import Testing

@Suite("The JSON reader")
struct JSONReaderTests {
    private func read(_ text: String) throws(JSONSyntaxError) -> JSONValue {
        try JSONReader.read(Array(text.utf8))
    }

    @Test(
        "What JSON allows is read",
        arguments: [
            ("null", .null), ("true", .bool(true)), ("false", .bool(false)), ("0", .integer(0)), ("-0", .otherNumber),
            ("-1", .integer(-1)),
            ("42", .integer(42)), (" \t\r\n-7 \t\r\n", .integer(-7)),
            ("9223372036854775807", .integer(.max)), ("-9223372036854775808", .integer(.min)),
            ("9223372036854775808", .otherNumber), ("-9223372036854775809", .otherNumber),
            ("18446744073709551616", .otherNumber), ("-0.0", .otherNumber), ("1.0", .otherNumber),
            ("99999999999999999999999", .otherNumber), ("0.5", .otherNumber), ("1e3", .otherNumber),
            ("1E+3", .otherNumber), ("-1.25e-3", .otherNumber), ("[]", .array([])), ("{}", .object([:])),
            ("[ 1 , [ ] ]", .array([.integer(1), .array([])])),
            (#"{"a":1,"b":{}}"#, .object(["a": .integer(1), "b": .object([:])])),
            (#"{"":0}"#, .object(["": .integer(0)])),
            ("{ \"a\" : { \"\" : null } }", .object(["a": .object(["": .null])])),
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
        #expect(value == .object(["\u{E9}": .integer(1), "e\u{301}": .integer(2)]))
    }

    @Test(
        "A text that is not UTF-8 is refused",
        arguments: [
            [0xFF], [0xC0, 0x80], [0xC0, 0xAF], [0xED, 0xA0, 0x80], [0xE2, 0x82], [0xC3], [0xF4, 0x90, 0x80, 0x80],
        ] as [[UInt8]])
    func notUTF8(bytes: [UInt8]) {
        #expect(throws: JSONSyntaxError.self) { try JSONReader.read([0x22] + bytes + [0x22]) }
    }

    @Test("Nesting has an end, and a bomb is refused at once", arguments: ["[", "{\"a\":"])
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
        #expect(error.description == "not valid JSON at byte 3: a comma or ] is missing")
    }

    @Test("Members keep their order, and objects are equal in any")
    func order() throws {
        guard case .object(let object) = try read(#"{"b":1,"a":{"z":[],"y":null},"c":"n"}"#) else {
            Issue.record("no object")
            return
        }
        #expect(object.members.map(\.name) == ["b", "a", "c"])
        let other = try read(#"{"c":"n","a":{"y":null,"z":[]},"b":1}"#)
        #expect(other == .object(object))
        #expect(Set([other, .object(object)]).count == 1)
        #expect(try read(#"{"c":"n","a":{"y":null,"z":[]},"b":2}"#) != other)
        #expect(try read(#"{"c":"n","b":1}"#) != other)
    }

    @Test("A name twice is found in an object of any size", arguments: [2, 8, 9, 10, 500])
    func duplicates(count: Int) throws {
        let names = (0..<count).map { "\"n\($0)\":0" }
        _ = try read("{" + names.joined(separator: ",") + "}")
        for place in Set([0, count / 2, count - 2]) {
            let error = try #require(throws: JSONSyntaxError.self) {
                try read("{" + (names + ["\"n\(place)\":1"]).joined(separator: ",") + "}")
            }
            #expect(error.problem == "an object has the name \"n\(place)\" twice")
        }
    }

    @Test("An error names what it found in one line")
    func errorLine() throws {
        let key = "\\u0000\\u001b[2J" + String(repeating: "k", count: 1_000)
        let error = try #require(throws: JSONSyntaxError.self) { try read("{\"\(key)\":1,\"\(key)\":2}") }
        #expect(error.description.unicodeScalars.allSatisfy { $0.value >= 0x20 })
        #expect(error.description.count < 250)
    }

    @Test("Numbers without one meaning are found at any depth")
    func otherNumbers() throws {
        #expect(try read(#"[1,{"a":[true,null,"1.5",{"b":1.5}]}]"#).holdsOtherNumber)
        #expect(try !read(#"[1,{"a":[true,null,"1.5",{"b":15}]}]"#).holdsOtherNumber)
    }

    @Test("Foundation reads whatever of fifty thousand mutated texts is read here")
    func mutations() {
        let seed = Array(#"{"name":"王\u5c0f明","n":[1,-2,30],"t":true,"x":null,"o":{"p":"q\\\"","r":[]}}"#.utf8)
        var mutator = Mutator(seed: 5)
        for _ in 0..<50_000 {
            let bytes = mutator.mutate(seed)
            guard (try? JSONReader.read(bytes)) != nil else { continue }
            let theirs = try? JSONSerialization.jsonObject(with: Data(bytes), options: [.fragmentsAllowed])
            #expect(theirs != nil, "\(String(decoding: bytes, as: UTF8.self))")
        }
    }

    @Test("Every kind has its words")
    func kinds() {
        let values: [JSONValue] = [
            .object([:]), .array([]), .text(""), .integer(0), .otherNumber, .bool(true), .null,
        ]
        #expect(Set(values.map(\.kind)).count == values.count)
    }
}
