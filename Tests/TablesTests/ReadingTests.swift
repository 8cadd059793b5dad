import Tables
import Testing

@Suite("Reading of uploaded tables")
struct ReadingTests {
    @Test(arguments: [",", ";", "\t"], ["\n", "\r\n", "\r"])
    func `any separator and any line end give the same rows`(separator: String, line: String) throws {
        let rows = [["姓名", "證號", "職稱"], ["王小明", "A123456789", "\"a,b;c\td\""], ["李四", "\"A2\"", ""]]
        let text = rows.map { $0.joined(separator: separator) }.joined(separator: line)
        for end in ["", line, line + line] {
            let table = try Files.read(text + end)
            #expect(table.fields == ["name", "idNumber", "jobTitle"])
            #expect(table.rows.map(\.number) == [2, 3])
            #expect(table.rows[0].cells == ["name": "王小明", "idNumber": "A123456789", "jobTitle": "a,b;c\td"])
            #expect(table.rows[1].cells == ["name": "李四", "idNumber": "A2"])
        }
    }

    @Test func `Excel's own word about the separator is believed`() throws {
        let table = try Files.read("sep=;\r\nname;id;a,b,c,d\r\n王;1,2;x\r\n")
        #expect(table.rows.map(\.cells) == [["name": "王", "idNumber": "1,2"]] && table.rows[0].number == 2)
        #expect(try Files.read("SEP=\t\nname\tid\nA\t1").rows.count == 1)
    }

    @Test func `quotes hold separators, line ends and quotes`() throws {
        let table = try Files.read("\"name\",\"id\"\n\"Wang \"\"Ming\"\"\r\n, Jr.\",\"1\" \n5\" pipe,2\n\"\",3\n")
        #expect(table.rows.map { $0["name"] } == ["Wang \"Ming\"\r\n, Jr.", "5\" pipe", nil])
        // Rows are numbered as a spreadsheet shows them: a cell of two lines is one row.
        #expect(table.rows.map(\.number) == [2, 3, 4])
    }

    @Test(
        arguments: [
            ("name,id\n\"a\"b,1", "quote", 2, 1), ("name,id\n1,\"a", "unclosed-quote", 2, 2),
            ("name,\"id", "unclosed-quote", 1, 2),
            ("name,id\n\n\na,\"b\"\"", "unclosed-quote", 4, 2), ("name,id\na,\"b\" c", "quote", 2, 2),
        ] as [(String, String, Int, Int)] as [(String, String, Int, Int)])
    func `a quote that went wrong is found where it is`(text: String, code: String, row: Int, column: Int) {
        let error = Files.error(text)
        #expect(error?.code.rawValue == code && error?.row == row && error?.column == column)
    }

    @Test func `rows without content are counted and left out`() throws {
        let table = try Files.read("\n\nname,id\n,\n \t,\u{3000}\n王,1\n\n李,2")
        #expect(table.rows.map(\.number) == [6, 8])
        #expect(Files.error("name,id\n,\n")?.code == .noRows)
        #expect(Files.error("name,id")?.code == .noRows)
    }

    @Test func `cells are trimmed, and what people do about leading zeros is undone`() throws {
        let table = try Files.read(
            "name,id,mobile\n　王小明 ,=\"0123456\",'0912345678\n\u{FEFF}A,'+886912,'=1\n'B,'@x,''=y\n")
        #expect(table.rows[0].cells == ["name": "王小明", "idNumber": "0123456", "mobile": "'0912345678"])
        #expect(table.rows[1].cells == ["name": "A", "idNumber": "+886912", "mobile": "=1"])
        #expect(table.rows[2].cells == ["name": "'B", "idNumber": "@x", "mobile": "'=y"])
    }

    private static let tight = TableLimits(bytes: 10_000, rows: 3, columns: 4, cellBytes: 9)

    @Test(
        arguments: [
            ("name,id\na,1\nb,2\nc,3", nil, nil, nil), ("name,id\na,1\nb,2\n\nc,3\n,\n\n", nil, nil, nil),
            ("name,id\na,1\nb,2\nc,3\nd,4", "too-many-rows", 5, nil), ("name,id,x,y\na,1,2,3", nil, nil, nil),
            ("name,id,x,y,z\na,1", "too-many-columns", 1, 5), ("name,id\na,1\nb,,,,", "too-many-columns", 3, 5),
            ("name,id\na,123456789", nil, nil, nil), ("name,id\na,1234567890", "cell-too-long", 2, 2),
            ("name,id\na,\"1234567890\"", "cell-too-long", 2, 2), ("name,id\na,\"1234\"\"6789\"", nil, nil, nil),
            ("name,id\n港港港,1", nil, nil, nil), ("name,id\n港港港A,1", "cell-too-long", 2, 1),
        ] as [(String, String?, Int?, Int?)] as [(String, String?, Int?, Int?)])
    func `limits are told with row and column`(text: String, code: String?, row: Int?, column: Int?) {
        let error = Files.error(text, .people, Self.tight)
        #expect(error?.code.rawValue == code && error?.row == row && error?.column == column)
    }

    @Test func `a row longer than the header is reported, and empty cells beyond it are not`() throws {
        let table = try Files.read("name,id\n王,1,x\n李,2,,\n張,3,,\"=\"\"\"\"\"\n")
        #expect(table.report.problems == [.init(row: 2, field: nil, rule: "too-many-cells")])
        #expect(table.rows.count == 3)
    }

    @Test func `no error tells what stands in the file`() {
        let secret = "秘密A123456789"
        for text in [
            "name,id\n\"\(secret)\"x,1", "name,id\n\"\(secret)", "\(secret),\(secret)", "name,name \(secret)\n",
            "name,id\n" + String(repeating: secret, count: 100),
        ] {
            let error = Files.error(text)
            #expect(error != nil && !"\(String(describing: error))".contains("秘密"))
        }
    }

    @Test func `columns are named as a spreadsheet names them`() {
        #expect(
            [0, 1, 26, 27, 52, 702, 703, -5].map(ColumnName.letters) == ["", "A", "Z", "AA", "AZ", "ZZ", "AAA", ""])
        #expect(!ColumnName.letters(.max).isEmpty)
    }

    @Test func `a report keeps the first problems in order and counts them all`() {
        var report = TableReport()
        #expect(report.isEmpty)
        for row in 1...600 { report.add(row: row, field: "name", rule: "format") }
        report.add(row: 3, field: "id", rule: "required")
        #expect(report.count == 601 && report.problems.count == TableReport.mostKept)
        var mixed = TableReport()
        for row in [5, 2, 9, 2] { mixed.add(row: row, field: nil, rule: "r\(row)") }
        #expect(mixed.problems.map(\.row) == [2, 2, 5, 9])
    }
}
