import Identifiers
import SingleWindows
import StrictJSON
import Testing

@Suite("What comes from a single window")
struct ReplyReaderTests {
    private static let id = "000102030405060708090a0b0c0d0e0f"

    private static func answer(_ change: (inout JSONObject) -> Void = { _ in }) -> [UInt8] {
        var object: JSONObject = [
            "protocol": .text("portpass-windows/1"), "answer": .text(id), "sequence": .integer(1),
            "source": .text("CPT"), "window": .text("customs"),
            "subject": .object(["container": .text("CSQU3054383"), "port": .text("TWKHH")]),
            "asOf": .integer(1_796_000_000), "state": .text("released"), "since": .integer(1_795_990_000),
            "reference": .text("BC/15/D01/K0123"),
        ]
        change(&object)
        return JSONWriter.compact(.object(object))
    }

    private func code(_ bytes: [UInt8]) -> String? {
        do throws(WindowMessageError) {
            _ = try ReplyReader.read(bytes)
            return nil
        } catch {
            return error.description
        }
    }

    @Test func `an answer is read to the last member`() throws {
        let reply = try ReplyReader.read(Self.answer())
        let id = try #require(QuestionID(hex: Self.id))
        let subject = try #require(WindowSubject(container: ContainerNumber("csqu 305438-3"), port: "TWKHH"))
        #expect(
            reply
                == .answer(
                    WindowAnswer(
                        question: id, subject: subject, finding: .released, source: "CPT", asOf: 1_796_000_000,
                        sequence: 1, since: 1_795_990_000, reference: "BC/15/D01/K0123")))
    }

    @Test func `a refusal is read`() throws {
        let bytes = Array(#"{"protocol":"portpass-windows/1","refusal":"\#(Self.id)","code":"no-such-port"}"#.utf8)
        #expect(try ReplyReader.read(bytes) == .refusal(#require(QuestionID(hex: Self.id)), code: "no-such-port"))
    }

    @Test func `what is not as it is written down is refused, with the place and nothing of what stood there`() {
        #expect(code([]) == "not-json")
        #expect(code(Array("[]".utf8)) == "not-json")
        #expect(code(Self.answer() + [0x7D]) == "not-json")
        #expect(code([UInt8](repeating: 0x20, count: 4_097)) == "too-large")
        #expect(code(Self.answer { $0["protocol"] = .text("portpass-windows/2") }) == "wrong-protocol")
        #expect(code(Self.answer { $0["extra"] = .bool(true) }) == "unknown-member")
        #expect(code(Self.answer { $0["answer"] = .text(Self.id.uppercased()) }) == "format: answer")
        #expect(code(Self.answer { $0["answer"] = nil }) == "missing: answer")
        #expect(code(Self.answer { $0["sequence"] = .integer(0) }) == "format: sequence")
        #expect(code(Self.answer { $0["asOf"] = .text("1796000000") }) == "format: asOf")
        #expect(code(Self.answer { $0["asOf"] = .integer(1_796_000_000_000) }) == "format: asOf")
        #expect(code(Self.answer { $0["source"] = .text("C\u{202E}PT") }) == "format: source")
        #expect(code(Self.answer { $0["window"] = .text("maritime") }) == "format: state")
        #expect(code(Self.answer { $0["state"] = .text("declared") }) == "format: state")
        #expect(code(Self.answer { $0["reference"] = nil }) == "missing: reference")
        #expect(code(Self.answer { $0["since"] = nil }) == "missing: since")
        #expect(code(Self.answer { $0["reference"] = .text(String(repeating: "1", count: 65)) }) == "format: reference")
        // A check digit that does not fit.
        let wrong: JSONObject = ["container": .text("CSQU3054384"), "port": .text("TWKHH")]
        #expect(code(Self.answer { $0["subject"] = .object(wrong) }) == "format: subject")
        let more: JSONObject = ["container": .text("CSQU3054383"), "port": .text("TWKHH"), "bill": .text("1")]
        #expect(code(Self.answer { $0["subject"] = .object(more) }) == "unknown-member")
    }

    @Test func `no byte that is changed, cut or added makes another answer pass for a good one in silence`() {
        let good = Self.answer()
        for count in good.indices { #expect(code(Array(good[..<count])) != nil) }
        for place in good.indices {
            for bit in 0..<8 {
                var bytes = good
                bytes[place] ^= 1 << bit
                // Never a trap; what is still well formed says something else, or the same in other words.
                _ = code(bytes)
            }
        }
    }

    @Test func `a question says nothing beyond what the answer needs, and the same whenever it is sent`() throws {
        let subject = try #require(WindowSubject(call: "akel 26001-1", port: "TWKEL"))
        let question = WindowQuestion(
            id: try #require(QuestionID(hex: Self.id)), sequence: 7, subject: subject, askedAt: 1_796_000_000)
        #expect(
            String(decoding: question.message, as: UTF8.self)
                == #"{"askedAt":1796000000,"protocol":"portpass-windows/1","question":"\#(Self.id)","sequence":7,"#
                + #""subject":{"call":"AKEL260011","port":"TWKEL"},"window":"maritime"}"#)
    }

    @Test(arguments: ["KHH", "twkhh", "TWKH", "TW1HH", "TWKHHH", "../.."] as [String])
    func `a port is a UN LOCODE`(port: String) throws {
        #expect(WindowSubject(container: try ContainerNumber("CSQU3054383"), port: port) == nil)
        #expect(WindowSubject(call: "AKEL26001", port: port) == nil)
    }
}
