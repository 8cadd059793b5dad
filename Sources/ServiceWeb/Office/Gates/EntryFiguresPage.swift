import Hummingbird
import Identifiers
import Register

/// The page of charts, each with the table of what it shows beneath.
enum EntryFiguresPage {
    /// Days that are drawn; more are in the table only.
    private static let drawnDays = 62
    /// Reasons that are drawn; all are in the table.
    private static let drawnReasons = 12

    @inline(never)
    static func response(
        _ figures: EntryFigures, port: SeedPort, days: ClosedRange<CivilDate>, problems: [String], _ page: StaffPage
    ) throws -> Response {
        let words = page.words
        let (from, to) = (DateText.iso(days.lowerBound), DateText.iso(days.upperBound))
        var view = OfficeView("office-entries", title: words["staff.menu-entries"])
        view.isError = !problems.isEmpty
        view.status = problems.isEmpty ? .ok : .unprocessableContent
        view.values = ErrorSummaryView(problems: problems, fields: []).values
        view.values["ports"] = page.portChoices(chosen: port.id)
        view.values["from"] = page.query("from").isEmpty || problems.isEmpty ? from : page.query("from")
        view.values["to"] = page.query("to").isEmpty || problems.isEmpty ? to : page.query("to")
        view.values["download"] = page.link("entries/table?port=\(port.id)&from=\(from)&to=\(to)")
        let total = figures.total
        view.values["lead"] =
            words[
                "staff.entries-lead",
                [
                    "port": page.name(of: port), "from": from, "to": to, "in": String(total.entries),
                    "out": String(total.exits), "refused": String(total.refusals), "checks": String(total.checks),
                ]]
        view.values["isCounting"] = figures.waiting > 0
        view.values["counting"] = words["staff.entries-counting", ["count": String(figures.waiting)]]
        view.values["hasFigures"] = !total.isEmpty
        var shown = figures
        shown.reasons = figures.reasons { GateReason.code($0, page) }
        view.values["sections"] = sections(shown, page)
        return try view.response(in: page)
    }

    private static func sections(_ figures: EntryFigures, _ page: StaffPage) -> [[String: Any]] {
        let words = page.words
        var sections = [
            section(
                byGate(figures, page),
                table(
                    "gate", figures.gates.map { (name(of: $0.gate, page), $0.counts) }, page)),
            section(
                byHour(figures, page),
                table("hour", figures.hours.enumerated().map { (hour($0.offset), $0.element) }, page)),
        ]
        if figures.days.count > 1 {
            sections.append(
                section(
                    figures.days.count <= drawnDays ? byDay(figures, page) : nil,
                    table("day", figures.days.map { (DateText.iso($0.day), $0.counts) }, page)))
        }
        if !figures.reasons.isEmpty {
            let table = TableView(
                caption: words["staff.entries-by-reason"],
                columns: [
                    words["staff.entries-column-reason-name"], words["staff.entries-column-reason"],
                    words["staff.entries-refused"], words["staff.entries-checks"],
                ],
                rows: figures.reasons.map { reason in
                    [
                        .init(reasonName(reason.code, page)), .init(reason.code),
                        .init(String(reason.refusals), isNumber: true), .init(String(reason.checks), isNumber: true),
                    ]
                })
            sections.append(section(byReason(figures, page), table))
        }
        return sections
    }

    private static func section(_ chart: Chart?, _ table: TableView) -> [String: Any] {
        var values: [String: Any] = table.values
        values["hasChart"] = chart != nil
        values["charts"] = chart.map { [$0.values] } ?? []
        values["heading"] = table.caption
        return values
    }

    // MARK: Tables

    private static func table(
        _ kind: String, _ rows: [(String, EntryFigures.Counts)], _ page: StaffPage
    ) -> TableView {
        let words = page.words
        return TableView(
            caption: words["staff.entries-by-\(kind)"],
            columns: [
                words["staff.entries-column-\(kind)"], words["staff.entries-in"], words["staff.entries-out"],
                words["staff.entries-refused"], words["staff.entries-checks"],
            ],
            rows: rows.map { name, counts in
                [
                    .init(name), .init(String(counts.entries), isNumber: true),
                    .init(String(counts.exits), isNumber: true), .init(String(counts.refusals), isNumber: true),
                    .init(String(counts.checks), isNumber: true),
                ]
            })
    }

    // MARK: Charts

    private static func series(_ counts: [EntryFigures.Counts], _ words: SiteWords) -> [ChartSeries] {
        [
            ChartSeries(name: words["staff.entries-in"], look: .solid, values: counts.map(\.entries)),
            ChartSeries(name: words["staff.entries-out"], look: .lines, values: counts.map(\.exits)),
            ChartSeries(name: words["staff.entries-refused"], look: .grid, values: counts.map(\.refusals)),
        ]
    }

    private static func byGate(_ figures: EntryFigures, _ page: StaffPage) -> Chart {
        BarChart(
            id: "gates", title: page.words["staff.entries-by-gate"], sentence: page.words["staff.chart-sentence"],
            labels: figures.gates.map(\.gate), series: series(figures.gates.map(\.counts), page.words)
        ).drawn()
    }

    private static func byHour(_ figures: EntryFigures, _ page: StaffPage) -> Chart {
        ColumnChart(
            id: "hours", title: page.words["staff.entries-by-hour"], sentence: page.words["staff.chart-sentence"],
            labels: (0..<24).map { String($0) }, series: series(figures.hours, page.words)
        ).drawn()
    }

    private static func byDay(_ figures: EntryFigures, _ page: StaffPage) -> Chart {
        ColumnChart(
            id: "days", title: page.words["staff.entries-by-day"], sentence: page.words["staff.chart-sentence"],
            labels: figures.days.map { "\($0.day.month)/\($0.day.day)" },
            series: series(figures.days.map(\.counts), page.words), every: 2
        ).drawn()
    }

    private static func byReason(_ figures: EntryFigures, _ page: StaffPage) -> Chart {
        let words = page.words
        let drawn = figures.reasons.prefix(drawnReasons)
        return BarChart(
            id: "reasons", title: words["staff.entries-by-reason"], sentence: words["staff.chart-sentence"],
            labels: drawn.map { shortened(reasonName($0.code, page)) },
            series: [
                ChartSeries(name: words["staff.entries-refused"], look: .grid, values: drawn.map(\.refusals)),
                ChartSeries(name: words["staff.entries-checks"], look: .lines, values: drawn.map(\.checks)),
            ]
        ).drawn()
    }

    // MARK: Names

    private static func reasonName(_ code: String, _ page: StaffPage) -> String {
        code.isEmpty ? page.words["staff.gate-reason-none"] : GateReason.text(code, page)
    }

    /// A label of a chart; the whole of it is in the table.
    private static func shortened(_ text: String) -> String { text.count > 22 ? text.prefix(21) + "…" : text }

    private static func name(of gate: String, _ page: StaffPage) -> String {
        page.register.siteFacts.gates.first { $0.id == gate }.map { page.name(of: $0) } ?? gate
    }

    private static func hour(_ hour: Int) -> String { "\(hour < 10 ? "0" : "")\(hour):00" }
}
