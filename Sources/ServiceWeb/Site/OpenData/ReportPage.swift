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
        content.values["siblings"] = SiteMenu.group(of: "public/statistics").map {
            SiteMenu.items(of: $0, words, current: "public/statistics")
        }
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
        let table = TableView(
            caption: text(measure.title), columns: [words["data.column-quarter"]] + measure.columns.map(text),
            rows: measure.rows.map { row in
                [TableView.Cell(row.period.description)]
                    + row.values.map { TableView.Cell($0.text ?? words["data.withheld"], isNumber: true) }
            })
        var values = table.values
        values["heading"] = text(measure.title)
        values["isForeignTitle"] = isForeign
        values["about"] = DataWords.values(measure.about, page.language)
        values["hasSource"] = measure.source != nil
        values["source"] = words["report.source", ["source": measure.source.map(text) ?? ""]]
        let drawn = measure.rows.map { $0.values[measure.drawn] }
        let hasChart = drawn.contains { $0 != .none }
        values["hasChart"] = hasChart
        values["charts"] = hasChart ? [chart(measure, drawn, text, words).values] : []
        return values
    }

    private static func chart(
        _ measure: ServiceReport.Measure, _ drawn: [ReportValue], _ text: (DataText) -> String, _ words: SiteWords
    ) -> Chart {
        BarChart(
            id: measure.id, title: text(measure.title), sentence: words["data.sentence"],
            labels: measure.rows.map(\.period.description),
            series: [
                ChartSeries(
                    name: text(measure.columns[measure.drawn]), look: .solid, values: drawn.map(\.amount),
                    texts: drawn.map { $0.text ?? words["data.withheld"] }, withheld: words["data.withheld"])
            ]
        ).drawn()
    }
}
