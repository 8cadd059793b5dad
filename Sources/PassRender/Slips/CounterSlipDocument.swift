/// A counter's slip on the upper half of an A4 sheet (申請收據).
package enum CounterSlipDocument {
    private static let margin = Double.millimetres(18)
    private static let accent = Ink(0x005A8C)

    /// Draws the slip.
    ///
    /// - Parameter createdAt: the file's date, seconds since 1970; the same slip and date give the same bytes.
    /// - Throws: `unusableDate`, `doesNotFit`, `outOfMemory`, `libraryFailure`.
    package static func pdf(_ slip: CounterSlip, createdAt: Int64) throws(RenderError) -> RenderedDocument {
        let sheet = Paper.a4
        let canvas = try Canvas(
            width: sheet.width, height: sheet.height,
            title: CounterSlipLabels.title.chinese + " " + Phrase(slip.number).text,
            author: Phrase(slip.issuerName).text, createdAt: createdAt)
        var page = try Page(canvas: canvas)
        let area = Paper.inset(sheet, x: margin, y: margin)
        let y = try drawHead(slip, in: area, on: &page)
        let form = try drawFacts(slip, in: area, from: y, on: &page)
        let half = sheet.height / 2 - .millimetres(4)
        let text = Rectangle(x: area.x, y: form, width: area.width, height: half - form)
        var paragraphs = slip.chinese.map { Paragraphs.Paragraph(phrase: Phrase($0)) }
        paragraphs += slip.translated.enumerated().map { index, text in
            Paragraphs.Paragraph(phrase: Phrase(text), scale: 0.94, isApart: index == 0)
        }
        try Paragraphs(paragraphs: paragraphs, wanted: 10, least: 5, gap: 0.25, leading: .paragraph).print(
            in: text, on: &page)
        page.canvas.line(
            from: (0, sheet.height / 2), to: (sheet.width, sheet.height / 2), .hairline, width: 0.6)
        return try page.finish(moduleMillimetres: 0)
    }

    private static func drawHead(
        _ slip: CounterSlip, in area: Rectangle, on page: inout Page
    ) throws(RenderError) -> Double {
        let issuer = Rectangle(x: area.x, y: area.y, width: area.width, height: .millimetres(7))
        try page.print(TextItem(Phrase(slip.issuerName), .bold, 12, least: 7, accent, lineLimit: 1), in: issuer)
        let title = Rectangle(x: area.x, y: issuer.maxY, width: area.width, height: .millimetres(11))
        try page.print(TextItem(CounterSlipLabels.title.line, .bold, 20, least: 10, lineLimit: 1), in: title)
        page.canvas.fill(Rectangle(x: area.x, y: title.maxY, width: area.width, height: 1.4), accent)
        return title.maxY + .millimetres(3)
    }

    private static func drawFacts(
        _ slip: CounterSlip, in area: Rectangle, from y: Double, on page: inout Page
    ) throws(RenderError) -> Double {
        let printed = try LocalTime(slip.printedAt, utcOffset: slip.utcOffset)
        let until = try LocalTime(slip.goodUntil, utcOffset: slip.utcOffset)
        let style = Form.Style(
            labelWidth: .millimetres(30), chineseSize: 10, englishSize: 7.5, gaps: 3...10, gutter: .millimetres(3))
        func plain(_ text: String) -> [TextItem] {
            [TextItem(Phrase(joining: [text], separator: ""), .regular, 11, least: 7, lineLimit: 1)]
        }
        func day(_ time: LocalTime) -> [TextItem] { plain("民國\(time.republicanDate)（\(time.isoDate)）") }
        func big(_ text: String) -> [TextItem] {
            [TextItem(Phrase(joining: [text], separator: ""), .bold, 19, least: 12, lineLimit: 1)]
        }
        let rows = [
            Form.Row(CounterSlipLabels.number, big(slip.number)),
            Form.Row(CounterSlipLabels.code, big(slip.code)),
            Form.Row(CounterSlipLabels.kind, [TextItem(slip.kind.line, .regular, 11, least: 7, lineLimit: 1)]),
            Form.Row(CounterSlipLabels.channel, [TextItem(slip.channel.line, .regular, 11, least: 7, lineLimit: 1)]),
            Form.Row(CounterSlipLabels.printed, day(printed)),
            Form.Row(CounterSlipLabels.goodUntil, day(until)),
        ]
        let box = Rectangle(x: area.x, y: y, width: area.width, height: .millimetres(62))
        let form = try Form(style: style).layOut(rows, in: box, on: &page)
        for y in form.rules { page.canvas.line(from: (box.x, y), to: (box.maxX, y), .hairline, width: 0.5) }
        for placement in form.placements { try page.print(placement) }
        return box.maxY + .millimetres(3)
    }
}
