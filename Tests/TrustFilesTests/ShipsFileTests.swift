import PassFormat
import PassVerify
import StrictJSON
import Testing
import TrustFiles

@Suite("ops/ships")
struct ShipsFileTests {
    @Test func `what is written is read`() throws {
        let calls = try [
            #require(ShipTimes.Call(marks: ["AKEL115012929", "H3RC", "9811000"], from: 1_797_897_600, until: nil)),
            #require(ShipTimes.Call(marks: ["AKEL115012930"], from: 5, until: 1_798_135_200)),
        ]
        #expect(try ShipsFile.decode(ShipsFile.encode(calls)) == ShipTimes(calls))
        #expect(try ShipsFile.decode(ShipsFile.encode([])) == .none)
    }

    @Test(arguments: [
        "{}", "[]", #"{"ships":{}}"#, #"{"ships":[{"marks":[],"from":1}]}"#, #"{"ships":[{"marks":["a"],"from":1}]}"#,
        #"{"ships":[{"marks":["A"]}]}"#, #"{"ships":[{"marks":["A"],"from":2,"until":1}]}"#,
        #"{"ships":[{"marks":["A","B","C","D"],"from":1}]}"#, #"{"ships":[{"marks":"A","from":1}]}"#,
        #"{"ships":[{"marks":["A"],"from":-1}]}"#, #"{"ships":[{"marks":["A"],"from":1.0}]}"#,
    ])
    func `anything else is refused`(text: String) {
        #expect(throws: TrustFileError.self) { try ShipsFile.decode(Array(text.utf8)) }
    }

    @Test func `more calls than a gate reads are refused`() throws {
        let call = try #require(ShipTimes.Call(marks: ["A"], from: 1, until: nil))
        let most = Array(repeating: call, count: ShipsFile.mostCalls)
        #expect(try !ShipsFile.decode(ShipsFile.encode(most)).isEmpty)
        #expect(throws: TrustFileError.self) { try ShipsFile.decode(ShipsFile.encode(most + [call])) }
    }
}
