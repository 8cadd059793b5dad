import PassRender
import Testing

@Suite("Reports of figures")
struct ReportSheetTests {
    private static func sheet(sections: Int, rows: Int, about: String = "半數申請在幾天內領到證。") -> ReportSheet {
        ReportSheet(
            issuerName: "港區通行證", title: Label("服務季報", "Quarterly service report"),
            subtitle: Label("民國 115 年第 3 季（2026Q3）", "2026Q3"), notes: [Label("數字取自開放資料。", "From the open data.")],
            sections: (0..<sections).map { number in
                ReportSheet.Section(
                    title: Label("第\(number)項", "Measure \(number)"),
                    about: Label(about, "In how many days half of the applications had their pass."),
                    source: Label("資料來源：話務報表", "Source: calls"), first: Label("季別", "Quarter"),
                    columns: [Label("收件數", "Received"), Label("比率（%）", "Share (%)")],
                    drawn: Label("比率（%）", "Share (%)"),
                    rows: (0..<rows).map {
                        ReportSheet.Row(name: "2026Q\($0)", cells: ["1,234", "98.\($0)"], bar: $0 == 0 ? nil : 980)
                    })
            })
    }

    @Test func `every figure is on a page, each measure whole on one, and pages are numbered`() throws {
        let document = try ReportSheetDocument.pdf(Self.sheet(sections: 7, rows: 8), createdAt: 0)
        let texts = document.report.texts
        #expect(document.report.missingCharacters.isEmpty)
        let pages = Set(texts.map(\.page))
        #expect(pages.count >= 4)
        for number in 0..<7 {
            let titles = texts.filter { $0.text.hasPrefix("第\(number)項") }
            #expect(titles.count == 1)
        }
        #expect(texts.filter { $0.text == "98.7" }.count == 7 && texts.filter { $0.text == "1,234" }.count == 56)
        #expect(texts.contains { $0.text.hasSuffix("1 / \(pages.count)") })
        #expect(texts.contains { $0.text.hasSuffix("\(pages.count) / \(pages.count)") })
        #expect(texts.allSatisfy { $0.ink.maxY <= 297 / 25.4 * 72 && $0.ink.maxX <= 210 / 25.4 * 72 })
    }

    @Test func `the same report and date give the same bytes, and what fits nowhere is refused`() throws {
        let first = try ReportSheetDocument.pdf(Self.sheet(sections: 1, rows: 3), createdAt: 7).bytes
        #expect(try ReportSheetDocument.pdf(Self.sheet(sections: 1, rows: 3), createdAt: 7).bytes == first)
        #expect(throws: RenderError.self) {
            try ReportSheetDocument.pdf(Self.sheet(sections: 1, rows: 60), createdAt: 7)
        }
        #expect(throws: RenderError.self) {
            try ReportSheetDocument.pdf(
                Self.sheet(sections: 1, rows: 1, about: String(repeating: "字", count: 4_000)), createdAt: 7)
        }
    }
}
