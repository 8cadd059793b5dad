extension ReceiptDocument {
    /// Issuer, title, code, and what the receipt is about; gives the y below it.
    static func drawHead(
        _ receipt: Receipt, _ code: (symbol: QRSymbol, placement: CodePlacement)?, in area: Rectangle,
        on page: inout Page
    ) throws(RenderError) -> Double {
        let headHeight = Double.millimetres(34)
        var textWidth = area.width
        if let code {
            let placed = code.placement.moved(
                x: area.maxX - code.placement.box.width, y: area.y - .millimetres(2))
            placed.draw(code.symbol, on: page.canvas)
            textWidth -= code.placement.box.width + .millimetres(4)
        }
        let issuer = Rectangle(x: area.x, y: area.y, width: textWidth, height: .millimetres(9))
        try page.print(
            TextItem(Phrase(receipt.issuerName), .bold, 13, least: 8, accent, lineLimit: 2), in: issuer, .top)
        let under = Rectangle(x: area.x, y: issuer.maxY, width: textWidth, height: .millimetres(5))
        if let number = receipt.issuerNumber {
            let phrase = Phrase(joining: [ReceiptLabels.payerNumber.chinese, number], separator: " ")
            try page.print(TextItem(phrase, .regular, 8.5, least: 6, .muted, lineLimit: 1), in: under, .top)
        }
        let title = Rectangle(x: area.x, y: under.maxY, width: textWidth, height: .millimetres(13))
        let taken = try page.print(
            TextItem(Phrase(ReceiptLabels.title.chinese), .bold, 25, least: 12, lineLimit: 1), in: title)
        let rest = Rectangle(
            x: title.x + taken + .millimetres(3), y: title.y + .millimetres(2.6),
            width: textWidth - taken - .millimetres(3),
            height: title.height - .millimetres(2.6))
        try page.print(
            TextItem(Phrase(ReceiptLabels.title.english), .regular, 14, least: 8, .muted, lineLimit: 1), in: rest)
        let line = area.y + headHeight
        page.canvas.fill(Rectangle(x: area.x, y: line, width: area.width, height: 1.6), accent)
        return try drawFields(receipt, in: area, from: line + .millimetres(4), on: &page)
    }

    private static func drawFields(
        _ receipt: Receipt, in area: Rectangle, from y: Double, on page: inout Page
    ) throws(RenderError) -> Double {
        let date = try LocalTime(receipt.paidAt, utcOffset: receipt.utcOffset)
        let style = Form.Style(
            labelWidth: .millimetres(24), chineseSize: 9.5, englishSize: 7.2, gaps: 4...9, gutter: .millimetres(3))
        let half = (area.width - style.gutter) / 2
        func field(_ label: Label, _ phrase: Phrase, bold: Bool = false) -> Form.Field {
            Form.Field(label: label, values: [TextItem(phrase, bold ? .bold : .regular, 11.5, least: 7.5)])
        }
        var rows = [
            Form.Row([
                (field(ReceiptLabels.number, Phrase(joining: [receipt.number], separator: ""), bold: true), half),
                (
                    Form.Field(
                        label: ReceiptLabels.date,
                        values: [
                            TextItem(Phrase("民國\(date.republicanDate)"), .regular, 11.5, least: 7.5, lineLimit: 1),
                            TextItem(Phrase(date.isoDate), .regular, 9, least: 6, .muted, lineLimit: 1),
                        ]), nil
                ),
            ]),
            Form.Row(ReceiptLabels.payer, [TextItem(Phrase(receipt.payerName), .bold, 13, least: 8)]),
        ]
        let reference = field(ReceiptLabels.reference, Phrase(joining: [receipt.reference], separator: ""))
        if let number = receipt.payerNumber {
            rows.append(
                Form.Row([
                    (field(ReceiptLabels.payerNumber, Phrase(joining: [number], separator: ""), bold: true), half),
                    (reference, nil),
                ]))
        } else {
            rows.append(Form.Row([(reference, half)]))
        }
        rows.append(
            Form.Row([
                (field(ReceiptLabels.port, receipt.port.line), half),
                (field(ReceiptLabels.method, receipt.method.line), nil),
            ]))
        let box = Rectangle(x: area.x, y: y, width: area.width, height: .millimetres(48))
        let form = try Form(style: style).layOut(rows, in: box, on: &page)
        for y in form.rules { page.canvas.line(from: (box.x, y), to: (box.maxX, y), .hairline, width: 0.5) }
        for placement in form.placements { try page.print(placement) }
        return box.maxY + .millimetres(3)
    }

    /// On every further page which receipt it belongs to.
    static func drawContinuation(
        _ receipt: Receipt, in area: Rectangle, on page: inout Page
    ) throws(RenderError) -> Double {
        let box = Rectangle(x: area.x, y: area.y, width: area.width, height: continuationHeight - .millimetres(5))
        let phrase = Phrase(
            joining: [ReceiptLabels.title.chinese, ReceiptLabels.title.english, receipt.number], separator: "\u{3000}")
        try page.print(TextItem(phrase, .bold, 10, least: 6, accent, lineLimit: 1), in: box)
        page.canvas.line(from: (box.x, box.maxY), to: (box.maxX, box.maxY), accent, width: 1)
        return area.y + continuationHeight
    }
}
