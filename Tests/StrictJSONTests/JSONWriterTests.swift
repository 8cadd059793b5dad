import StrictJSON
import Testing

@Suite struct JSONWriterTests {
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

    @Test func `What is written reads back as it was`() throws {
        let value = JSONValue.object([
            "a \"\\\n\u{1}\u{1F}": .array([.integer(.min), .integer(.max), .bool(true), .bool(false), .null]),
            "王": .object(["x": .object([:]), "y": .array([])]), "t": .texts(["", "😀"]),
            "b": .base64URL([1, 2, 3]),
        ])
        #expect(try JSONReader.read(JSONWriter.indented(value)) == value)
        #expect(try JSONReader.read(JSONWriter.compact(value)) == value)
    }

    @Test func `The compact form is sorted, without space, and escapes only what it must`() {
        let value = JSONValue.object([
            "z": .text("\"\\\n\u{7F}é"), "a": .integer(5), "m": .texts(["x", "y"]), "h": .text("00ff"),
        ])
        #expect(
            String(decoding: JSONWriter.compact(value), as: UTF8.self)
                == "{\"a\":5,\"h\":\"00ff\",\"m\":[\"x\",\"y\"],\"z\":\"\\\"\\\\\\u000a\u{7F}é\"}")
    }

    @Test func `The indented form keeps the order`() {
        let value = JSONValue.object(["b": .array([.integer(1), .array([])]), "a": .object([:])])
        #expect(
            String(decoding: JSONWriter.indented(value), as: UTF8.self)
                == "{\n  \"b\": [\n    1,\n    []\n  ],\n  \"a\": {}\n}\n")
    }

    @Test func `Members are set, replaced and removed by name`() {
        var object: JSONObject = ["a": .integer(1)]
        object["b"] = .integer(2)
        object["a"] = .integer(3)
        object["c"] = nil
        #expect(object.members == [JSONMember("a", .integer(3)), JSONMember("b", .integer(2))])
        object["a"] = nil
        #expect(object["a"] == nil && object["b"] == .integer(2) && !object.isEmpty)
    }
}
