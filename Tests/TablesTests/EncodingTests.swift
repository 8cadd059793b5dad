import Tables
import Testing

@Suite("Encodings of uploaded tables")
struct EncodingTests {
    /// `姓名,證號\r\n王小明,A123456789\r\n` and a name of 碁恒裏, the additions of code page 950, in Big5.
    private static let big5: [UInt8] =
        [0xA9, 0x6D, 0xA6, 0x57, 0x2C, 0xC3, 0xD2, 0xB8, 0xB9, 0x0D, 0x0A, 0xA4, 0xFD, 0xA4, 0x70, 0xA9, 0xFA, 0x2C]
        + Array("A123456789\r\n".utf8) + [0xF9, 0xD6, 0xF9, 0xDA, 0xF9, 0xD8, 0x2C] + Array("A223456781\r\n".utf8)

    @Test func `the same table in every encoding is the same table`() throws {
        let plain = try Files.read(Files.crew)
        #expect(plain.rows.count == 2 && plain.rows[1]["jobTitle"] == "船長, 大副")
        #expect(try Files.read("\u{FEFF}" + Files.crew) == plain)
        for bigEndian in [false, true] {
            #expect(try Files.read(Files.utf16(Files.crew, bigEndian: bigEndian)) == plain)
        }
    }

    @Test func `Big5 is read, with the characters that Windows added to it`() throws {
        let table = try Files.read(Self.big5)
        #expect(table.rows.map { $0["name"] } == ["王小明", "碁恒裏"])
        #expect(table.rows.map { $0["idNumber"] } == ["A123456789", "A223456781"])
        #expect(table.report.isEmpty)
    }

    @Test func `a character that nobody knows is named by its cell, and the rest is read`() throws {
        // 0xFA40 is for users' own characters.
        let row: [UInt8] = [0xA4, 0xFD, 0xFA, 0x40, 0xA9, 0xFA, 0x2C] + Array("A123456789\r\n".utf8)
        let table = try Files.read(Array(Self.big5.prefix(11)) + row + Self.big5.dropFirst(11))
        #expect(table.report.problems == [.init(row: 2, field: "name", rule: "unreadable-character")])
        #expect(table.rows[0]["name"] == "王\u{FFFD}明" && table.rows[0]["idNumber"] == "A123456789")
        #expect(table.rows.count == 3)
    }

    @Test func `a character cut in half by the end is one that nobody knows`() throws {
        let table = try Files.read(Self.big5 + [0xA4, 0xFD, 0xA4])
        #expect(table.report.problems == [.init(row: 4, field: "name", rule: "unreadable-character")])
        let odd = try Files.read(Files.utf16("name,id\nA,1", bigEndian: false) + [0x41])
        #expect(odd.report.problems == [.init(row: 2, field: "idNumber", rule: "unreadable-character")])
    }

    // Characters of two bytes lie across every boundary of the pieces in which the converter is fed.
    @Test(arguments: [0, 1, 2, 3] as [Int])
    func `long Big5 is read whole, wherever its pieces end`(shift: Int) throws {
        let filler = [UInt8](repeating: 0x41, count: shift)
        let row: [UInt8] = [0xA4, 0xFD, 0xA4, 0x70, 0xA9, 0xFA, 0x2C] + Array("A1\r\n".utf8)
        let rows = (0..<1_500).flatMap { _ in row }
        let table = try Files.read(Array(Self.big5.prefix(11)) + filler + rows)
        #expect(table.rows.count == 1_500 && table.report.isEmpty)
        #expect(table.rows.dropFirst().allSatisfy { $0["name"] == "王小明" })
    }

    @Test(
        arguments: [
            (Array("PK\u{3}\u{4}rest of a workbook".utf8), "workbook"), ([0xD0, 0xCF, 0x11, 0xE0, 0xA1], "workbook"),
            ([], "empty"), (Array(" \r\n\r\n".utf8), "empty"), ([0xEF, 0xBB, 0xBF], "empty"), ([0xFF, 0xFE], "empty"),
            (Array("姓名\u{0},證號".utf8), "not-text"), ([0x89, 0x50, 0x4E, 0x47, 0, 0xFF], "not-text"),
            ([0xFF, 0xFE, 0, 0, 0x41, 0, 0, 0], "not-text"), ([UInt8](repeating: 0xFF, count: 100), "unknown-encoding"),
            (Array("%PDF-1.5".utf8), "missing-column"),
        ] as [([UInt8], String)] as [([UInt8], String)])
    func `what is no table says what it is`(bytes: [UInt8], code: String) {
        #expect(Files.error(bytes)?.code.rawValue == code)
    }

    @Test func `a file too large is not even looked at`() {
        let limits = TableLimits(bytes: 100, rows: 10, columns: 10, cellBytes: 100)
        let text = "name,id\nA,12345\n"
        #expect(Files.error(text + String(repeating: "\n", count: 100 - text.utf8.count), .people, limits) == nil)
        #expect(
            Files.error(text + String(repeating: "\n", count: 101 - text.utf8.count), .people, limits)?.code
                == .tooLarge)
    }
}
