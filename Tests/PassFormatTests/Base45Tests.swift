import PassFormat
import Testing

struct `Base45 text` {
    private struct File: Decodable {
        struct Example: Decodable {
            let base45: String
            let ascii: String?
            let hex: String?

            var bytes: [UInt8] { hex.map { [UInt8](hex: $0) } ?? Array((ascii ?? "").utf8) }
        }

        let encode: [Example]
        let decode: [Example]
        let reject: [String]
        let extra_reject_ours: [String]
        let extra_pairs_ours: [Example]
    }

    @Test(arguments: [
        ("AB", "BB8"), ("Hello!!", "%69 VD92EX0"), ("base-45", "UJCLQE7W581"), ("ietf!", "QED8WEX0"), ("", ""),
    ])
    func `gives the examples of RFC 9285 section 4`(ascii: String, base45: String) throws {
        #expect(Base45.encode(Array(ascii.utf8)) == Array(base45.utf8))
        #expect(try decode(base45) == Array(ascii.utf8))
    }

    @Test(.enabled(if: Vectors.arePresent, Vectors.absence))
    func `gives every vector`() throws {
        let file = try Vectors.json("base45/base45.json", as: File.self)
        for example in file.encode + file.extra_pairs_ours {
            #expect(Base45.encode(example.bytes) == Array(example.base45.utf8))
        }
        for example in file.encode + file.decode + file.extra_pairs_ours {
            #expect(try decode(example.base45) == example.bytes)
        }
        for text in file.reject + file.extra_reject_ours {
            #expect(throws: FormatError.base45, "\(text)") { try decode(text) }
        }
    }

    @Test(arguments: [
        "GGW", ":::", "::", "V5", "B", "BB8B", "bb8", "BB8\n", "BB8\r\n", "\nBB8", "BB8 \n", "BB\n", "BB8\0", "ÄB8",
        "BB_",
        "BB,", "B#8", "@B8", "[B8", "GGW00", "00GGW", "FGX",
    ])
    func `refuses what no encoder makes`(text: String) {
        #expect(throws: FormatError.base45) { try decode(text) }
    }

    @Test func `refuses every character outside the alphabet in every place`() {
        let alphabet = Set("0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ $%*+-./:".utf8)
        #expect(alphabet.count == 45)
        for character in UInt8.min...UInt8.max where !alphabet.contains(character) {
            for place in 0..<5 {
                var text = Array("00000".utf8)
                text[place] = character
                #expect(throws: FormatError.base45) { try Base45.decode(text.span) }
            }
        }
    }

    @Test func `gives back every pair of bytes`() throws {
        for value in UInt16.min...UInt16.max {
            let bytes = [UInt8(truncatingIfNeeded: value >> 8), UInt8(truncatingIfNeeded: value)]
            guard try Base45.decode(Base45.encode(bytes).span) == bytes else {
                Issue.record("\(value)")
                return
            }
        }
        for value in UInt8.min...UInt8.max {
            #expect(try Base45.decode(Base45.encode([value]).span) == [value])
        }
    }

    @Test func `what it accepts is what it would have written`() {
        var random = SeededGenerator(seed: 45)
        let alphabet = Array("0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ $%*+-./:".utf8)
        var accepted = 0
        for _ in 0..<20_000 {
            let text = (0..<Int.random(in: 0...9, using: &random)).map { _ in
                alphabet[Int.random(in: 0..<45, using: &random)]
            }
            guard let bytes = try? Base45.decode(text.span) else { continue }
            accepted += 1
            if Base45.encode(bytes) != text {
                Issue.record("\(text)")
            }
        }
        #expect(accepted > 1000)
    }

    private func decode(_ text: String) throws(FormatError) -> [UInt8] {
        try Base45.decode(Array(text.utf8).span)
    }
}
