/// The items of a receipt as a table that goes over as many pages as it takes.
struct ReceiptTable {
    /// One item's texts, settled for their columns.
    struct Row {
        let texts: [[SettledText]]
        let height: Double
    }

    /// The columns' widths from the left: item, quantity, unit price, amount.
    let columns: [Double]
    let rows: [Row]

    static let headerHeight = Double.millimetres(10)
    private static let padding = Double.millimetres(2)
    private static let gap = Double.millimetres(1.7)

    /// - Throws: `unusableAmount`, `doesNotFit`.
    init(_ receipt: Receipt, width: Double, on page: inout Page) throws(RenderError) {
        let numbers = [Double.millimetres(18), .millimetres(28), .millimetres(32)]
        columns = [width - numbers.reduce(0, +)] + numbers
        var rows: [Row] = []
        for item in receipt.items {
            let cells: [[TextItem]] = [
                [
                    TextItem(Phrase(item.name.chinese), .regular, 10.5, least: 8),
                    TextItem(Phrase(item.name.english), .regular, 8, least: 6, .muted),
                ],
                [Self.number(DollarAmount.grouped(item.quantity))],
                [Self.number(DollarAmount.grouped(item.unitPrice))],
                [Self.number(DollarAmount.grouped(try receipt.amount(item)))],
            ]
            var texts: [[SettledText]] = []
            for (column, items) in cells.enumerated() {
                var settled: [SettledText] = []
                for item in items where !item.phrase.text.isEmpty {
                    settled.append(
                        try page.setter.settle(
                            try page.prepared(item), target: item.wanted, width: columns[column] - 2 * Self.padding))
                }
                texts.append(settled)
            }
            let tallest = texts.map { $0.reduce(0) { $0 + $1.height } }.max() ?? 0
            rows.append(Row(texts: texts, height: tallest + 2 * Self.gap))
        }
        self.rows = rows
    }

    private static func number(_ text: String) -> TextItem {
        TextItem(Phrase(text), .regular, 10.5, least: 7, .body, .trailing, lineLimit: 1)
    }

    /// The heads of the columns, black on grey.
    func drawHeader(x: Double, y: Double, on page: inout Page) throws(RenderError) {
        let box = Rectangle(x: x, y: y, width: columns.reduce(0, +), height: Self.headerHeight)
        page.canvas.fill(box, .shade)
        var left = x
        let labels = [ReceiptLabels.item, ReceiptLabels.quantity, ReceiptLabels.unitPrice, ReceiptLabels.amount]
        for (column, label) in labels.enumerated() {
            let alignment: TextItem.Alignment = column == 0 ? .leading : .trailing
            let cell = Rectangle(
                x: left + Self.padding, y: y, width: columns[column] - 2 * Self.padding, height: box.height)
            try label.print(
                in: Paper.inset(cell, y: .millimetres(1.2)), sizes: (9.5, 7), .bold, .body, alignment, on: &page)
            left += columns[column]
        }
    }

    func draw(_ row: Row, x: Double, y: Double, on page: inout Page) throws(RenderError) {
        var left = x
        for (column, texts) in row.texts.enumerated() {
            var top = y + Self.gap
            for text in texts {
                try page.print(
                    Placement(
                        text: text,
                        box: Rectangle(
                            x: left + Self.padding, y: top, width: columns[column] - 2 * Self.padding,
                            height: text.height)))
                top += text.height
            }
            left += columns[column]
        }
        let bottom = y + row.height
        page.canvas.line(from: (x, bottom), to: (x + columns.reduce(0, +), bottom), .hairline, width: 0.5)
    }
}
