import Foundation
import Register
import Testing

@Suite("Reading and writing JSON")
struct JSONTests {
    private func parse(_ text: String) throws -> JSONValue { try JSONParser.parse(Array(text.utf8)) }

    @Test("keeps the order of members")
    func order() throws {
        guard case .object(let members) = try parse(#"{"b":1,"a":{"z":[],"y":null},"c":"\u00e9\ud83d\ude00\n"}"#) else {
            Issue.record("no object")
            return
        }
        #expect(members.map(\.name) == ["b", "a", "c"])
        #expect(members[2].value == .string("é😀\n"))
    }

    @Test(
        "refuses what is not strict JSON",
        arguments: [
            "", " ", "{", "}", "[1,]", "{\"a\":1,}", "{a:1}", "{'a':1}", "01", "-", "+1", "1.", ".5", "1e", "nul",
            "truex", "\"", "\"\\x\"",
            "\"\\u12\"", "\"\\ud800\"", "\"\\ud800\\u0041\"", "\"\\udc00\"", "\"\u{1}\"", "\"a\nb\"",
            "{\"a\":1 \"b\":2}", "1 2", "{} x",
            "{\"a\":1,\"a\":2}", "{\"a\":1,\"\\u0061\":2}", "[1 2]", "NaN", "// x", "\u{FEFF}{}",
            String(repeating: "[", count: 100) + String(repeating: "]", count: 100),
        ])
    func refusals(text: String) {
        #expect(throws: JSONError.self) { try parse(text) }
    }

    @Test(
        "refuses bytes that are not UTF-8",
        arguments: [[0x22, 0xC0, 0xAF, 0x22], [0x22, 0xED, 0xA0, 0x80, 0x22], [0x22, 0xFF, 0x22]] as [[UInt8]])
    func notUTF8(bytes: [UInt8]) {
        #expect(throws: JSONError.self) { try JSONParser.parse(bytes) }
    }

    @Test(
        "tells whole numbers from others, without rounding",
        arguments: [
            ("0", JSONValue.integer(0)), ("-0", .integer(0)), ("9223372036854775807", .integer(.max)),
            ("-12", .integer(-12)),
            ("9223372036854775808", .otherNumber), ("123456789012345678901234567890", .otherNumber),
            ("1.0", .otherNumber), ("1e3", .otherNumber),
        ])
    func numbers(text: String, value: JSONValue) throws {
        #expect(try parse(text) == value)
    }

    @Test("agrees with Foundation about a hundred thousand mutated texts, but for what is strict on purpose")
    func mutations() {
        let seed = Array(#"{"name":"王\u5c0f明","n":[1,-2,30],"t":true,"x":null,"o":{"p":"q\\\"","r":[]}}"#.utf8)
        let marks = Array("{}[]\",:\\u0e-".utf8)
        var random = SplitMix(seed: 5)
        for _ in 0..<100_000 {
            var bytes = seed
            for _ in 0...Int(random.next() % 3) {
                let place = Int(random.next() % UInt64(bytes.count))
                switch random.next() % 3 {
                case 0: bytes[place] = UInt8(truncatingIfNeeded: random.next())
                case 1: bytes.remove(at: place)
                default: bytes.insert(marks[Int(random.next() % UInt64(marks.count))], at: place)
                }
            }
            let ours = (try? JSONParser.parse(bytes)) != nil
            if ours {
                let theirs = (try? JSONSerialization.jsonObject(with: Data(bytes), options: [.fragmentsAllowed])) != nil
                #expect(theirs, "\(String(decoding: bytes, as: UTF8.self))")
            }
        }
    }

    @Test("writes one spelling: sorted, without space, only what must be escaped")
    func canonical() {
        var json = CanonicalJSON()
        json.set("z", "\"\\\n\u{7F}é")
        json.set("a", 5)
        json.set("m", ["x", "y"])
        json.set("h", hex: [0, 255])
        #expect(
            String(decoding: json.bytes, as: UTF8.self)
                == "{\"a\":5,\"h\":\"00ff\",\"m\":[\"x\",\"y\"],\"z\":\"\\\"\\\\\\u000a\u{7F}é\"}")
    }
}
