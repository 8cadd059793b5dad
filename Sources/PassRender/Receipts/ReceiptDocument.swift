/// A receipt on A4 (繳費收據).
package enum ReceiptDocument {
    private static let margin = Double.millimetres(18)
    static let accent = Ink(0x005A8C)

    /// Draws the receipt; items that one page does not hold go over to the next.
    ///
    /// - Parameter createdAt: the file's date, seconds since 1970; the same receipt and date give the same bytes.
    /// - Throws: `unusableAmount`; `notAlphanumeric`, `tooLong`, `tooDense` for the QR code; `unusableDate`;
    ///   `doesNotFit`; `outOfMemory`, `libraryFailure`.
    package static func pdf(_ receipt: Receipt, createdAt: Int64) throws(RenderError) -> RenderedDocument {
        let total = try receipt.total()
        var code: (symbol: QRSymbol, placement: CodePlacement)?
        if let text = receipt.qrText {
            let symbol = try QRSymbol(text: text, versionLimit: 10)
            code = (symbol, try CodePlacement(symbol, extent: .millimetres(34)))
        }
        let sheet = Paper.a4
        let canvas = try Canvas(
            width: sheet.width, height: sheet.height,
            title: ReceiptLabels.title.chinese + " " + Phrase(receipt.number).text,
            author: Phrase(receipt.issuerName).text, createdAt: createdAt)
        var page = try Page(canvas: canvas)
        let area = Paper.inset(sheet, x: margin, y: margin)
        let table = try ReceiptTable(receipt, width: area.width, on: &page)
        var y = try drawHead(receipt, code, in: area, on: &page)
        let pages = try pages(table, firstTop: y, area)
        for (index, rows) in pages.enumerated() {
            if index > 0 {
                page.next()
                y = try drawContinuation(receipt, in: area, on: &page)
            }
            if !rows.isEmpty {
                try table.drawHeader(x: area.x, y: y, on: &page)
                y += ReceiptTable.headerHeight
            }
            for row in rows {
                try table.draw(table.rows[row], x: area.x, y: y, on: &page)
                y += table.rows[row].height
            }
            if index == pages.count - 1 { try drawTotal(receipt, total, in: area, from: y, on: &page) }
            try drawFoot(receipt, number: index + 1, of: pages.count, in: area, on: &page)
        }
        return try page.finish(moduleMillimetres: code?.placement.moduleMillimetres ?? 0)
    }

    private static let footHeight = Double.millimetres(8)
    static let continuationHeight = Double.millimetres(13)
    /// The total, the sum in words and the notes.
    private static let totalHeight = Double.millimetres(58)

    /// Which rows go on which page; the last leaves room for the total.
    ///
    /// - Throws: `doesNotFit` for a row taller than a page.
    private static func pages(
        _ table: ReceiptTable, firstTop: Double, _ area: Rectangle
    ) throws(RenderError) -> [Range<Int>] {
        let bottom = area.maxY - footHeight
        var pages: [Range<Int>] = []
        var start = 0
        var y = firstTop + ReceiptTable.headerHeight
        for (index, row) in table.rows.enumerated() {
            if y + row.height > bottom {
                pages.append(start..<index)
                start = index
                y = area.y + continuationHeight + ReceiptTable.headerHeight
                guard y + row.height <= bottom else { throw .doesNotFit("an item of the receipt") }
            }
            y += row.height
        }
        pages.append(start..<table.rows.count)
        if y + totalHeight > bottom { pages.append(table.rows.count..<table.rows.count) }
        return pages
    }

    private static func drawTotal(
        _ receipt: Receipt, _ total: Int, in area: Rectangle, from y: Double, on page: inout Page
    ) throws(RenderError) {
        let box = Rectangle(x: area.x, y: y, width: area.width, height: .millimetres(13))
        page.canvas.line(from: (box.x, box.y), to: (box.maxX, box.y), .body, width: 1.2)
        let inner = Paper.inset(box, x: .millimetres(2))
        try page.print(
            TextItem(ReceiptLabels.total.line, .bold, 12, least: 8, lineLimit: 1),
            in: Rectangle(x: inner.x, y: inner.y, width: inner.width / 2, height: inner.height))
        try page.print(
            TextItem(Phrase(DollarAmount.figures(total)), .bold, 18, least: 9, .body, .trailing, lineLimit: 1),
            in: Rectangle(x: inner.x + inner.width / 2, y: inner.y, width: inner.width / 2, height: inner.height))
        let words = Rectangle(x: inner.x, y: box.maxY, width: inner.width, height: .millimetres(8))
        try page.print(
            TextItem(Phrase(DollarAmount.words(total)), .regular, 11, least: 7, .body, .trailing, lineLimit: 1),
            in: words)
        let notes = Rectangle(
            x: area.x, y: words.maxY + .millimetres(5), width: area.width, height: totalHeight - .millimetres(28))
        let paragraphs = receipt.notes.flatMap { note in
            [
                Paragraphs.Paragraph(phrase: Phrase(note.chinese), ink: .muted),
                Paragraphs.Paragraph(phrase: Phrase(note.english), ink: .muted, scale: 0.9),
            ]
        }
        try Paragraphs(paragraphs: paragraphs, wanted: 8.6, least: 4, gap: 0.25).print(in: notes, on: &page)
    }

    private static func drawFoot(
        _ receipt: Receipt, number: Int, of count: Int, in area: Rectangle, on page: inout Page
    ) throws(RenderError) {
        let box = Rectangle(x: area.x, y: area.maxY - footHeight / 2, width: area.width, height: footHeight / 2)
        try page.print(
            TextItem(Phrase("\(number) / \(count)"), .regular, 8, least: 6, .muted, .center, lineLimit: 1), in: box)
    }
}
