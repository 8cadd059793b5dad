import OpenData
import PassRender
import Register

/// The quarterly service report to print.
enum ReportPaper {
    static func pdf(_ report: ServiceReport, _ rules: OpenDataRules, site: Site, madeAt: Int64) throws -> [UInt8] {
        let (year, number) = (report.period.year, report.period.number)
        var notes = [
            Label(
                "數字取自公布的開放資料，任何人都可以驗算。人數過少的數字與可由其他數字推算者不公布，表中以「不公布」表示；沒有統計的以「—」表示。",
                "The figures are those of the open data, and anybody can check them. Figures about too few people, and those they could be calculated from, are withheld."
            )
        ]
        if rules.isExample {
            notes.append(
                Label(
                    "範例：計畫基準與話務數字為示範資料，不是真實統計。",
                    "Example: the plan's figures and the calls are for demonstration, and no real statistics."))
        }
        let sheet = ReportSheet(
            issuerName: site.words(.zhHant)["site.name"], title: Label("服務季報", "Quarterly service report"),
            subtitle: Label(
                "民國 \(year - 1911) 年第 \(number) 季（\(report.period)）", "Quarter \(number) of \(year)"),
            notes: notes, sections: report.measures.map(section))
        return try ReportSheetDocument.pdf(sheet, createdAt: madeAt).bytes
    }

    private static func label(_ text: DataText) -> Label { Label(text.chinese, text.english) }

    private static func section(_ measure: ServiceReport.Measure) -> ReportSheet.Section {
        let longest = measure.rows.compactMap { $0.values[measure.drawn].amount }.max() ?? 0
        let whole = max(1, measure.whole ?? longest)
        return ReportSheet.Section(
            title: label(measure.title), about: label(measure.about),
            source: measure.source.map { Label("資料來源：\($0.chinese)", "Source: \($0.english)") },
            first: Label("季別", "Quarter"), columns: measure.columns.map(label),
            drawn: label(measure.columns[measure.drawn]),
            rows: measure.rows.map { row in
                ReportSheet.Row(
                    name: row.period.description, cells: row.values.map { $0.text ?? ($0 == .unknown ? "—" : "不公布") },
                    bar: row.values[measure.drawn].amount.map { $0 * 1_000 / whole })
            })
    }
}
