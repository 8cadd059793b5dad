import Tables
import Testing

@Suite("Headings of uploaded tables")
struct HeaderTests {
    @Test(
        arguments: [
            ("姓名", "name"), ("Name", "name"), (" ＮＡＭＥ ", "name"), ("姓名/Name", "name"), ("姓名 Name", "name"),
            ("姓名（必填）", "name"),
            ("*姓名", "name"), ("Full_Name", "name"), ("姓名\nName", "name"), ("身分證字號", "idNumber"), ("身份證字號", "idNumber"),
            ("身分證字號/護照號碼", "idNumber"), ("護照／身分證", "idNumber"), ("ID number", "idNumber"), ("ID No.", "idNumber"),
            ("居留證號碼", "idNumber"), ("統一證號", "idNumber"), ("護照號碼", "passport"), ("Passport No.", "passport"),
            ("國籍", "nationality"), ("Nationality", "nationality"), ("出生日期", "birthDate"), ("出生日期(民國)", "birthDate"),
            ("birth date", "birthDate"), ("Date of Birth", "birthDate"), ("手機", "mobile"), ("Mobile", "mobile"),
            ("行動電話", "mobile"), ("e-mail", "email"), ("Email", "email"), ("電子郵件 E-mail", "email"), ("職稱", "jobTitle"),
            ("job title", "jobTitle"), ("車牌", "plate"), ("車牌號碼 Plate no.", "plate"), ("PLATE", "plate"),
            ("備註", nil), ("Remarks", nil), ("姓名公司", nil), ("公司/姓名", nil), ("", nil), ("王小明", nil), ("A123456789", nil),
            ("公司電話", nil), ("e\u{301}mail", nil), ("(((", nil), ("/", nil),
        ] as [(String, String?)] as [(String, String?)])
    func `a heading is understood in both languages and refused when it could mean two things`(
        heading: String, field: String?
    ) throws {
        let columns = TableSchema.staff.columns + [.organisation, .vehicleClass]
        let table = try Files.read("\"\(heading)\",車種\n1,2\n", TableSchema(columns: columns, required: []))
        #expect(table.fields == (field.map { [$0] } ?? []) + ["vehicleClass"])
    }

    @Test func `columns may stand in any order, and unknown ones are named and not kept`() throws {
        let table = try Files.read("備註,證號,序號,,姓名\nx,1,2,,王\n,,9,,\n")
        #expect(table.fields == ["idNumber", "name"] && table.ignoredColumns == [1, 3])
        #expect(table.rows.map(\.cells) == [["idNumber": "1", "name": "王"]])
    }

    @Test func `what is missing and what is there twice is told by its field`() {
        let missing = Files.error("姓名,國籍\n王,臺灣")
        #expect(missing?.code == .missingColumn && missing?.field == "idNumber" && missing?.row == 1)
        #expect(Files.error("證號,國籍\n1,臺灣")?.field == "name")
        #expect(Files.error("姓名,護照號碼\n王,1") == nil)
        let twice = Files.error("姓名,證號,name\n王,1,李")
        #expect(twice?.code == .duplicateColumn && twice?.field == "name" && twice?.column == 3)
        // A file whose first row is already data has no header.
        #expect(Files.error("王小明,A123456789\n李四,A223456781")?.code == .missingColumn)
    }

    @Test(arguments: [TableSchema.staff, .people, .vehicles] as [TableSchema])
    func `every heading of a schema means its own column alone, and the template is read back`(schema: TableSchema)
        throws
    {
        let open = TableSchema(columns: schema.columns, required: [])
        for column in schema.columns {
            for heading in column.headings {
                #expect(try Files.read("\"\(heading)\",zzz\n1,2", open).fields == [column.field], "\(heading)")
            }
        }
        var writer = CSVWriter()
        writer.append(schema.template)
        writer.append(schema.columns.map(\.field))
        #expect(try Files.read(writer.bytes, schema).fields == schema.columns.map(\.field))
    }
}
