import Hummingbird
import OpenData
import Register

/// One dataset: its files, and the figures of a quarter as charts with the tables of what they show.
struct DatasetPage {
    let dataset: Dataset
    let files: DataFiles
    let page: PageContext

    private var words: SiteWords { page.words }

    private func text(_ text: DataText) -> String { DataWords.text(text, page.language).text }

    /// - Throws: ``Problem/notFound`` for a quarter that there is none of.
    @inline(never)
    func page(menu: String, path: String) throws -> SitePage {
        let asked = page.request.uri.queryParameters.get("quarter")
        let release =
            asked.map { asked in files.releases.first { $0.period.description == asked } } ?? files.releases.last
        if asked != nil, release == nil { throw Problem.notFound }
        let title = DataWords.title(of: dataset, page)
        var content = SitePage("dataset", title: title.text)
        content.menu = menu
        content.isIndexed = asked == nil
        content.addSiblings(words)
        content.values["isForeign"] = title.foreign != nil
        content.values["foreign"] = title.foreign ?? ""
        content.values["about"] = DataWords.values(dataset.about, page.language)
        content.values["downloads"] = dataset.resources.map { resource -> [String: Any] in
            [
                "name": DataWords.values(DataWords.title(of: resource, page)),
                "csv": DataFileRoutes.path("\(resource.id).csv"), "json": DataFileRoutes.path("\(resource.id).json"),
                "fields": DataFileRoutes.path("\(resource.id).fields.json"),
            ]
        }
        content.values["hasRelease"] = release != nil
        content.values["about-quarter"] = words["data.about-quarter", ["period": release?.period.description ?? ""]]
        content.values["sections"] = release.map(sections) ?? []
        let others = files.releases.map(\.period).filter { $0 != release?.period }.reversed()
        content.values["hasOthers"] = !others.isEmpty
        content.values["others"] = others.map { quarter -> [String: Any] in
            ["address": page.link("\(path)?quarter=\(quarter)"), "text": quarter.description]
        }
        return content
    }

    // MARK: Figures

    private struct Figure {
        let id: String
        let title: String
        /// The language of the title, where it is not the page's; that of its parts may be.
        let foreign: String?
        /// Codes and what they are called, without the sum.
        let lines: [(code: String, text: String)]
        let series: [(code: String, text: String)]
        let isByHour: Bool
        let value: (_ line: String, _ series: String) -> Int64?
        /// Whether there are sums below the lines, and beside the series.
        let hasSums: (below: Bool, beside: Bool)
        let firstColumn: String
    }

    private func sections(_ release: DataRelease) -> [[String: Any]] {
        // A release from before a table was there has nothing of it.
        dataset.resources.filter { !(release.tables[$0.id] ?? []).isEmpty }.flatMap { resource in
            figures(resource, release).map { figure in section(figure, resource) }
        }
    }

    private func categories(_ axis: DataAxis) -> [(code: String, text: String)] {
        files.labels.categories(of: axis).map { ($0.code, text($0.text)) }
    }

    private func figures(_ resource: DataResource, _ release: DataRelease) -> [Figure] {
        let (title, foreign) = DataWords.title(of: resource, page)
        let axes = resource.axes
        let total = (code: CountTable.total, text: text(DataLabels.total))
        if resource.measures.count > 1 {
            let names = resource.fields(files.labels).filter { $0.kind == .hours }.map { text($0.name) }
            return [
                Figure(
                    id: resource.id, title: title, foreign: foreign, lines: categories(axes[0]) + [total],
                    series: zip(["0", "1"], names).map { ($0, $1) }, isByHour: false,
                    value: { release[resource, [$0], Int($1) ?? 0] }, hasSums: (false, false),
                    firstColumn: text(axes[0].name))
            ]
        }
        if axes.count == 1 {
            return [
                Figure(
                    id: resource.id, title: title, foreign: foreign, lines: categories(axes[0]),
                    series: [("", text(resource.unit))], isByHour: false,
                    value: { line, _ in release[resource, [line]] }, hasSums: (false, false),
                    firstColumn: text(axes[0].name))
            ]
        }
        if axes.count == 3 {
            // Where nothing was counted there is nothing to draw.
            let counted = Set(
                (release.tables[resource.id] ?? []).filter { $0.values != [0] }.compactMap(\.key.first))
            return categories(axes[0]).filter { counted.contains($0.code) }.map { first in
                Figure(
                    id: "\(resource.id)-\(first.code)",
                    title: title + (page.language == .zhHant ? "：" : ": ") + first.text, foreign: foreign,
                    lines: categories(axes[1]),
                    series: categories(axes[2]), isByHour: axes[1] == .hour,
                    value: { release[resource, [first.code, $0, $1]] },
                    hasSums: (hasSum(1, resource, release), hasSum(2, resource, release)),
                    firstColumn: text(axes[1].name))
            }
        }
        // Few series beside many lines.
        let isTurned = categories(axes[0]).count > 3 || categories(axes[1]).count > categories(axes[0]).count
        let (down, across) = isTurned && categories(axes[0]).count <= 3 ? (axes[1], axes[0]) : (axes[0], axes[1])
        return [
            Figure(
                id: resource.id, title: title, foreign: foreign, lines: categories(down), series: categories(across),
                isByHour: false,
                value: { line, column in
                    release[resource, down == axes[0] ? [line, column] : [column, line]]
                },
                hasSums: (
                    hasSum(down == axes[0] ? 0 : 1, resource, release),
                    hasSum(down == axes[0] ? 1 : 0, resource, release)
                ), firstColumn: text(down.name))
        ]
    }

    private func hasSum(_ axis: Int, _ resource: DataResource, _ release: DataRelease) -> Bool {
        release.tables[resource.id]?.contains { $0.key[axis] == CountTable.total } ?? false
    }

    private func section(_ figure: Figure, _ resource: DataResource) -> [String: Any] {
        let isForeign = page.language != .zhHant && page.language != .en
        var lines = figure.lines
        if figure.hasSums.below { lines.append((CountTable.total, text(DataLabels.total))) }
        var columns = figure.series
        if figure.hasSums.beside { columns.append((CountTable.total, text(DataLabels.total))) }
        let table = TableView(
            caption: figure.title, columns: [figure.firstColumn] + columns.map(\.text),
            rows: lines.map { line in
                [TableView.Cell(line.text, language: isForeign ? "en" : nil)]
                    + columns.map { column in
                        TableView.Cell(
                            cell(figure.value(line.code, column.code), resource), isNumber: true)
                    }
            })
        var values = table.values
        values["heading"] = figure.title
        let chart = chart(figure)
        values["hasChart"] = chart != nil
        values["charts"] = chart.map { [$0.values] } ?? []
        values["isForeignTitle"] = figure.foreign != nil
        values["isForeignFigure"] = isForeign
        return values
    }

    /// Hours are told in days, too, as people count them.
    private func cell(_ value: Int64?, _ resource: DataResource) -> String {
        value.map { FeeValues.grouped($0) } ?? words["data.withheld"]
    }

    private func chart(_ figure: Figure) -> Chart? {
        // Three patterns are told apart; where there are more series, their sums are drawn.
        let drawn = figure.series.count <= ChartSeries.Look.allCases.count
        let series: [(code: String, text: String)] =
            drawn ? figure.series : [(CountTable.total, text(DataLabels.total))]
        let looks = ChartSeries.Look.allCases
        let chartSeries = zip(series, looks).map { one, look in
            ChartSeries(
                name: one.text, look: look, values: figure.lines.map { figure.value($0.code, one.code) },
                withheld: words["data.withheld"])
        }
        guard chartSeries.contains(where: { $0.values.contains { $0 != nil } }) else { return nil }
        if figure.isByHour {
            return ColumnChart(
                id: figure.id, title: figure.title, sentence: words["data.sentence"],
                labels: figure.lines.map(\.code), series: chartSeries, every: 2
            ).drawn()
        }
        return BarChart(
            id: figure.id, title: figure.title, sentence: words["data.sentence"], labels: figure.lines.map(\.text),
            series: chartSeries
        ).drawn()
    }
}
