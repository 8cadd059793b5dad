import Hummingbird
import OpenData
import Register

/// The quarterly service report as a page: each measure with a chart and the table of what it shows.
enum ReportPage {
    /// - Throws: ``Problem/notFound`` for a quarter that there is none of.
    @inline(never)
    static func page(_ files: DataFiles, _ rules: OpenDataRules, in page: PageContext) throws -> SitePage {
        let words = page.words
        let asked = page.request.uri.queryParameters.get("quarter")
        let period =
            asked.map { asked in files.releases.map(\.period).first { $0.description == asked } }
            ?? files.releases.last?.period
        if asked != nil, period == nil { throw Problem.notFound }
        let report = period.flatMap { ServiceReport($0, releases: files.releases, plan: rules.plan) }
        var content = SitePage(
            "report",
            title: [words["report.title"], period?.description ?? ""].filter { !$0.isEmpty }.joined(separator: " "))
        content.menu = "public/statistics"
        content.isIndexed = asked == nil
        content.addSiblings(words)
        content.values["isExample"] = rules.isExample
        content.values["hasReport"] = report != nil
        content.values["pdf"] = page.link("public/statistics/\(period?.description ?? "").pdf")
        content.values["sections"] = report?.measures.map { section($0, page) } ?? []
        let others = files.releases.map(\.period).filter { $0 != period }.reversed()
        content.values["hasOthers"] = !others.isEmpty
        content.values["others"] = others.map { quarter -> [String: Any] in
            ["address": page.link("public/statistics?quarter=\(quarter)"), "text": quarter.description]
        }
        return content
    }

    private static func section(_ measure: ServiceReport.Measure, _ page: PageContext) -> [String: Any] {
        let words = page.words
        func text(_ text: DataText) -> String { DataWords.text(text, page.language).text }
        let isForeign = page.language != .zhHant && page.language != .en
        let title = DataWords.title(of: measure, page)
        let table = TableView(
            caption: title.text, columns: [words["data.column-quarter"]] + measure.columns.map(text),
            rows: measure.rows.map { row in
                [TableView.Cell(row.period.description)]
                    + row.values.map { TableView.Cell(shown($0, words), isNumber: true) }
            })
        var values = table.values
        values["heading"] = title.text
        values["isForeignTitle"] = title.foreign != nil
        values["isForeignFigure"] = isForeign
        values["about"] = DataWords.values(measure.about, page.language)
        values["hasSource"] = measure.source != nil
        values["source"] = words["report.source", ["source": measure.source.map(text) ?? ""]]
        let drawn = measure.rows.map { $0.values[measure.drawn] }
        let hasChart = drawn.contains { $0.amount != nil }
        values["hasChart"] = hasChart
        values["charts"] = hasChart ? [chart(measure, title.text, drawn, text, words).values] : []
        return values
    }

    private static func shown(_ value: ReportValue, _ words: SiteWords) -> String {
        value.text ?? (value == .unknown ? "—" : words["data.withheld"])
    }

    private static func chart(
        _ measure: ServiceReport.Measure, _ title: String, _ drawn: [ReportValue], _ text: (DataText) -> String,
        _ words: SiteWords
    ) -> Chart {
        BarChart(
            id: measure.id, title: title, sentence: words["data.sentence"],
            labels: measure.rows.map(\.period.description),
            series: [
                ChartSeries(
                    name: text(measure.columns[measure.drawn]), look: .solid, values: drawn.map(\.amount),
                    texts: drawn.map { shown($0, words) }, withheld: words["data.withheld"])
            ], whole: measure.whole
        ).drawn()
    }
}
