import PassFormat
import Testing

struct `Deterministic CBOR` {
    private struct Example: Decodable {
        let hex: String
    }

    /// The examples of RFC 8949 appendix A that the profile has: integers, strings, definite arrays and sorted maps,
    /// `true`. Everything else there is a float, another simple value, a tag other than 18 or of indefinite length.
    private static func isInProfile(_ bytes: [UInt8]) -> Bool {
        var index = 0
        while index < bytes.count {
            let (major, information) = (bytes[index] >> 5, bytes[index] & 0x1F)
            switch major {
            case 0, 1: index += [24: 2, 25: 3, 26: 5, 27: 9][information] ?? 1
            case 2, 3: index += 1 + Int(information)
            case 4, 5: index += information == 24 ? 2 : 1
            case 7 where information == 21: index += 1
            default: return false
            }
            guard information != 31 else { return false }
        }
        return true
    }

    @Test(.enabled(if: Vectors.arePresent, Vectors.absence))
    func `reads and writes the examples of RFC 8949 appendix A that passes use, and refuses the others`() throws {
        let examples = try Vectors.json("cbor/appendix_a.json", as: [Example].self)
        var accepted = 0
        for example in examples {
            let bytes = [UInt8](hex: example.hex)
            if Self.isInProfile(bytes) {
                #expect(try recode(bytes) == bytes, "\(example.hex)")
                accepted += 1
            } else {
                #expect(throws: FormatError.self, "\(example.hex)") { try recode(bytes) }
                #expect(throws: FormatError.self, "\(example.hex)") { try recode(bytes, order: .any) }
                #expect(throws: FormatError.self, "\(example.hex)") { try skip(bytes) }
            }
        }
        #expect(examples.count == 82)
        #expect(accepted == 35)
    }

    @Test(arguments: [
        // Counts and lengths that the input cannot hold.
        ("", FormatError.Code.truncated), ("18", .truncated), ("19ff", .truncated), ("1bffffffffffffff", .truncated),
        ("41", .truncated), ("5bffffffffffffffff", .truncated), ("7bffffffffffffffff", .truncated),
        ("5affffffff", .truncated),
        ("9bffffffffffffffff", .truncated), ("bbffffffffffffffff", .truncated), ("81", .truncated), ("a1", .truncated),
        ("a100", .truncated), ("9b7fffffffffffffff", .truncated), ("bb7fffffffffffffff", .truncated),
        ("d2", .truncated),
        ("bb8000000000000000", .truncated), ("5b8000000000000000", .truncated), ("a20000", .truncated),
        // Arguments that would be shorter.
        ("1800", .notDeterministic), ("1817", .notDeterministic), ("190017", .notDeterministic),
        ("1900ff", .notDeterministic),
        ("1a0000ffff", .notDeterministic), ("1b00000000ffffffff", .notDeterministic), ("3817", .notDeterministic),
        ("3900ff", .notDeterministic), ("580100", .notDeterministic), ("780161", .notDeterministic),
        ("980100", .notDeterministic),
        ("b8010000", .notDeterministic), ("a1180000", .notDeterministic),
        // Reserved and indefinite.
        ("1c", .notDeterministic), ("1d", .notDeterministic), ("1e", .notDeterministic), ("1f", .notDeterministic),
        ("3f", .notDeterministic), ("5f4100ff", .notDeterministic), ("7f6161ff", .notDeterministic),
        ("9fff", .notDeterministic),
        ("bfff", .notDeterministic), ("5c00", .notDeterministic), ("9e", .notDeterministic),
        // Values that a pass never holds.
        ("f4", .forbiddenValue), ("f6", .forbiddenValue), ("f7", .forbiddenValue), ("e0", .forbiddenValue),
        ("f0", .forbiddenValue), ("f8ff", .forbiddenValue), ("f815", .forbiddenValue), ("f93c00", .forbiddenValue),
        ("fa47c35000", .forbiddenValue), ("fb3ff199999999999a", .forbiddenValue), ("ff", .forbiddenValue),
        ("fc", .forbiddenValue), ("81f6", .forbiddenValue), ("a100f4", .forbiddenValue), ("a1f400", .forbiddenValue),
        // Tags.
        ("c000", .forbiddenValue), ("d100", .forbiddenValue), ("d300", .forbiddenValue), ("d81200", .forbiddenValue),
        ("d83d00", .forbiddenValue), ("d9001200", .forbiddenValue), ("df", .forbiddenValue),
        // Maps.
        ("a201000000", .notDeterministic), ("a220000100", .notDeterministic), ("a2410000 00", .notDeterministic),
        ("a26161006100", .notDeterministic), ("a2626161006162 00", .notDeterministic),
        ("a2 1818 00 17 00", .notDeterministic),
        ("a201000100", .duplicateKey), ("a2616100616100", .duplicateKey), ("a2800080 00", .duplicateKey),
        ("a3 00 00 01 00 00 00", .notDeterministic), ("81a201000100", .duplicateKey), ("a201000100ff", .duplicateKey),
        // Text.
        ("61ff", .invalidText), ("62c080", .invalidText), ("63eda080", .invalidText), ("64f4908080", .invalidText),
        ("61c3", .invalidText), ("61e5", .invalidText), ("a161ff00", .invalidText), ("6180", .invalidText),
        // More than one item.
        ("0000", .trailingBytes), ("f500", .trailingBytes), ("8000", .trailingBytes), ("a000", .trailingBytes),
    ])
    func `refuses`(hex: String, code: FormatError.Code) {
        let bytes = [UInt8](hex: hex)
        #expect(throws: FormatError.self) { try recode(bytes) }
        #expect(failure(of: { () throws(FormatError) in try skip(bytes) }) == code)
    }

    @Test(arguments: [
        "1818", "18ff", "190100", "1a00010000", "1b0000000100000000", "1bffffffffffffffff", "3818", "38ff", "390100",
        "3a00010000",
        "3b0000000100000000", "3bffffffffffffffff", "f5", "d200", "d2d2f5", "d28400000000", "a20000 20 00",
        "a2 17 00 1818 00",
        "a3 61 61 00 61 62 00 62 61 61 00", "a2 40 00 60 00", "a1a000", "a1 80 00", "a1 d200 00", "a1f500", "62c280",
        "6100",
    ])
    func `accepts at the edges`(hex: String) throws {
        let bytes = [UInt8](hex: hex)
        try skip(bytes)
        #expect(try recode(bytes) == bytes)
    }

    @Test func `nests eight deep and no deeper, arrays, maps and tags alike`() throws {
        for opening: [UInt8] in [[0x81], [0xA1, 0x00], [0xD2]] {
            let eight = Array(repeatElement(opening, count: 8).joined()) + [0x00]
            #expect(try recode(eight) == eight)
            try skip(eight)
            #expect(failure(of: { () throws(FormatError) in try skip(opening + eight) }) == .nesting)
            #expect(failure(of: { () throws(FormatError) in _ = try recode(opening + eight) }) == .nesting)
        }
        // A sibling does not count: the depth goes down again.
        let wide = [0x83] + [0x81, 0x81, 0x00] + [0xA1, 0x00, 0x00] + [0xD2, 0x81, 0x00] as [UInt8]
        #expect(try recode(wide) == wide)
        let many = [0x98, 0x64] + Array(repeatElement([0x81, 0x00] as [UInt8], count: 100).joined())
        #expect(try recode(many) == many)
        let thousands = [UInt8](repeating: 0x81, count: 100_000)
        #expect(failure(of: { () throws(FormatError) in try skip(thousands) }) == .nesting)
    }

    @Test func `maps as keys of maps cost no more than their bytes`() {
        // Each key is a map whose key is a map …: reading keys twice at every level would double the work at each.
        let item = Array(repeatElement([0xA1] as [UInt8], count: 8).joined()) + [UInt8](repeating: 0, count: 9)
        #expect(throws: Never.self) { try skip(item) }
    }

    @Test func `takes maps in any order where asked to, but no duplicates`() throws {
        let unsorted = [UInt8](hex: "a3 02 00 01 00 20 00")
        #expect(failure(of: { () throws(FormatError) in try skip(unsorted) }) == .notDeterministic)
        try skip(unsorted, order: .any)
        #expect(try recode(unsorted, order: .any) == [UInt8](hex: "a3 01 00 02 00 20 00"))
        for duplicate in ["a3 02 00 01 00 02 00", "a2 01 00 01 00", "81 a3 6161 00 00 00 6161 00"] {
            let bytes = [UInt8](hex: duplicate)
            #expect(failure(of: { () throws(FormatError) in try skip(bytes, order: .any) }) == .duplicateKey)
        }
        let entry = { (key: UInt8) -> [UInt8] in [0x18, key, 0x00] }
        let most: [UInt8] = [0xB8, 64] + (100..<164).reversed().flatMap(entry)
        try skip(most, order: .any)
        let more: [UInt8] = [0xB8, 65] + (100..<165).reversed().flatMap(entry)
        #expect(failure(of: { () throws(FormatError) in try skip(more, order: .any) }) == .tooLong)
    }

    @Test func `reads integers of 64 bits with their sign and no others`() throws {
        for (hex, value) in [
            ("00", 0), ("1b7fffffffffffffff", Int64.max), ("3b7fffffffffffffff", .min), ("20", -1), ("3903e7", -1000),
        ] {
            let bytes = [UInt8](hex: hex)
            var reader = CBORReader(bytes.span)
            #expect(try reader.readInteger() == value)
            var writer = CBORWriter()
            writer.write(value)
            #expect(writer.bytes == bytes)
        }
        for hex in ["1b8000000000000000", "3b8000000000000000", "3bffffffffffffffff", "40", "f5"] {
            let bytes = [UInt8](hex: hex)
            var reader = CBORReader(bytes.span)
            #expect(throws: FormatError.self) { _ = try reader.readInteger() }
        }
    }

    @Test func `says which type should stand there`() {
        let bytes = [UInt8](hex: "00")
        #expect(throws: FormatError.unexpectedType("a text")) {
            var reader = CBORReader(bytes.span)
            _ = try reader.readText()
        }
        #expect(throws: FormatError.unexpectedType("a byte string")) {
            var reader = CBORReader(bytes.span)
            _ = try reader.readByteString()
        }
        #expect(throws: FormatError.unexpectedType("an array")) {
            var reader = CBORReader(bytes.span)
            _ = try reader.readArray()
        }
        #expect(throws: FormatError.unexpectedType("a map")) {
            var reader = CBORReader(bytes.span)
            _ = try reader.readMap()
        }
        #expect(throws: FormatError.unexpectedType("tag 18")) {
            var reader = CBORReader(bytes.span)
            try reader.readTag()
        }
        #expect(throws: FormatError.unexpectedType("true")) {
            var reader = CBORReader(bytes.span)
            try reader.readTrue()
        }
        let text = [UInt8](hex: "60")
        #expect(throws: FormatError.unexpectedType("an unsigned integer")) {
            var reader = CBORReader(text.span)
            _ = try reader.readUnsigned()
        }
    }

    @Test func `leaves a map only where it ends`() throws {
        let bytes = [UInt8](hex: "a2 01 02 03 04")
        var reader = CBORReader(bytes.span)
        var map = try reader.readMap()
        #expect(try reader.nextKey(in: &map))
        #expect(try reader.readInteger() == 1)
        #expect(try reader.readInteger() == 2)
        #expect(failure(of: { () throws(FormatError) in try reader.endMap(&map) }) == .unexpectedType)
    }

    @Test func `writes no map with a key twice`() {
        var writer = CBORWriter()
        #expect(throws: FormatError.duplicateKey) {
            try writer.write(map: [.init(1) { $0.write(2) }, .init(1) { $0.write(3) }])
        }
    }

    private func skip(_ bytes: [UInt8], order: CBORReader.MapOrder = .deterministic) throws(FormatError) {
        var reader = CBORReader(bytes.span, order: order)
        try reader.skipItem()
        try reader.finish()
    }

    private func failure(of body: () throws(FormatError) -> Void) -> FormatError.Code? {
        do {
            try body()
            return nil
        } catch {
            return error.code
        }
    }
}
