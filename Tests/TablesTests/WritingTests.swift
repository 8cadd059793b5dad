import Tables
import Testing

@Suite("Writing of tables for download")
struct WritingTests {
    private func written(_ rows: [[String]]) -> String {
        var writer = CSVWriter()
        for row in rows { writer.append(row) }
        return String(decoding: writer.bytes, as: UTF8.self)
    }

    @Test func `Excel is told that it is UTF-8, and lines end as the standard says`() {
        #expect(Array(written([]).utf8) == [0xEF, 0xBB, 0xBF])
        #expect(Array(written([["a", "王"], ["", ""]]).utf8) == [0xEF, 0xBB, 0xBF] + Array("a,王\r\n,\r\n".utf8))
    }

    @Test(
        arguments: [
            ("plain", "plain"), ("a b", "\"a b\""), (" a ", "a"), ("a,b", "\"a,b\""), ("a;b", "\"a;b\""),
            ("say \"a\"", "\"say \"\"a\"\"\""),
            ("a\nb", "\"a\nb\""), ("=1+1", "'=1+1"), ("+886912345678", "'+886912345678"), ("-5", "'-5"),
            ("@SUM(A1)", "'@SUM(A1)"),
            ("\tx", "x"), ("\r=x", "'=x"), ("'\tx", "\"''\tx\""), ("＝1+1", "'＝1+1"), ("'=1", "''=1"),
            ("'a", "'a"),
            ("=HYPERLINK(\"http://a\",\"b\")", "\"'=HYPERLINK(\"\"http://a\"\",\"\"b\"\")\""), ("1=2", "1=2"),
            ("a-b", "a-b"),
            ("=cmd|'/C calc'!A0", "\"'=cmd|'/C calc'!A0\""), ("", ""),
        ] as [(String, String)])
    func `no cell is a formula, and quotes stand where they must`(cell: String, text: String) {
        #expect(written([[cell]]).unicodeScalars.dropFirst().elementsEqual((text + "\r\n").unicodeScalars))
    }

    @Test func `twenty thousand rows of anything come back as they were`() throws {
        var random = SplitMix(seed: 11)
        let pieces = [
            "=", "+", "-", "@", "'", "\"", ",", ";", "\t", "\r", "\n", " ", "王", "a", "＝", "=\"", "港 區", "𠮷", "\u{301}",
            "0",
        ]
        let schema = TableSchema(
            columns: ["a", "b", "c"].map { TableColumn($0, ["column" + $0]) }, required: [["a"]])
        for _ in 0..<20_000 {
            let cells = (0..<3).map { _ in
                (0..<Int.random(in: 0...6, using: &random)).map { _ in
                    pieces[Int.random(in: 0..<pieces.count, using: &random)]
                }
                .joined()
            }
            var writer = CSVWriter()
            writer.append(["columna", "columnb", "columnc"])
            writer.append(cells)
            guard let table = try? Files.read(writer.bytes, schema) else {
                // Nothing but white space.
                #expect(cells.allSatisfy { $0.allSatisfy(\.isWhitespace) })
                continue
            }
            for (field, cell) in zip(["a", "b", "c"], cells) {
                let read = table.rows.first?[field] ?? ""
                // White space around a cell is all that is not kept.
                #expect(read.unicodeScalars.elementsEqual(Self.trimmed(cell)), "\(cell.debugDescription)")
            }
        }
    }

    private static func trimmed(_ text: String) -> Substring.UnicodeScalarView {
        var rest = text.unicodeScalars[...]
        while rest.first?.properties.isWhitespace == true { rest.removeFirst() }
        while rest.last?.properties.isWhitespace == true { rest.removeLast() }
        return rest
    }

    private struct SplitMix: RandomNumberGenerator {
        private var state: UInt64

        init(seed: UInt64) { state = seed }

        mutating func next() -> UInt64 {
            state &+= 0x9E37_79B9_7F4A_7C15
            var mixed = state
            mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
            mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
            return mixed ^ (mixed >> 31)
        }
    }
}
