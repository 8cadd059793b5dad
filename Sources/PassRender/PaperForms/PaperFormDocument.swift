/// A blank form on A4, as many pages as it takes.
package enum PaperFormDocument {
    private static let marginX = Double.millimetres(15)
    private static let top = Double.millimetres(13)
    private static let bottom = Double.millimetres(16)
    private static let accent = Ink(0x005A8C)

    /// Draws the form.
    ///
    /// - Parameter createdAt: the file's date, seconds since 1970; the same form and date give the same bytes.
    /// - Throws: `doesNotFit`, `unusableDate`, `outOfMemory`, `libraryFailure`.
    package static func pdf(_ form: PaperForm, createdAt: Int64) throws(RenderError) -> RenderedDocument {
        let sheet = Paper.a4
        let canvas = try Canvas(
            width: sheet.width, height: sheet.height, title: form.title.line.text, author: Phrase(form.issuerName).text,
            createdAt: createdAt)
        var page = try Page(canvas: canvas)
        let area = Rectangle(
            x: sheet.x + marginX, y: top, width: sheet.width - 2 * marginX, height: sheet.height - top - bottom)
        let layout = PaperFormLayout(width: area.width)
        let blocks = try layout.blocks(form, on: &page)
        let start = try drawHead(form, in: area, on: &page)
        let pages = try layout.pages(blocks, first: area.maxY - start, others: area.height)
        for (index, blocks) in pages.enumerated() {
            if index > 0 { page.next() }
            var y = index == 0 ? start : area.y
            for block in blocks {
                try draw(block, in: Rectangle(x: area.x, y: y, width: area.width, height: block.height), on: &page)
                y += block.height
            }
            try drawFoot(form, number: index + 1, of: pages.count, in: sheet, on: &page)
        }
        return try page.finish(moduleMillimetres: 0)
    }

    /// Gives the y below it.
    private static func drawHead(
        _ form: PaperForm, in area: Rectangle, on page: inout Page
    ) throws(RenderError) -> Double {
        let issuer = Rectangle(x: area.x, y: area.y, width: area.width, height: .millimetres(6))
        try page.print(
            TextItem(Phrase(form.issuerName), .regular, 10.5, least: 6, accent, .center, lineLimit: 1), in: issuer)
        let title = Rectangle(x: area.x, y: issuer.maxY, width: area.width, height: .millimetres(14))
        try form.title.print(in: title, sizes: (19, 9.5), .bold, .body, .center, on: &page)
        let box = Rectangle(
            x: area.x, y: title.maxY + .millimetres(2.5), width: area.width, height: .millimetres(40))
        let paragraphs = form.introduction.flatMap { text in
            [
                Paragraphs.Paragraph(phrase: Phrase(text.chinese)),
                Paragraphs.Paragraph(phrase: Phrase(text.english), ink: .muted, scale: 0.86),
            ]
        }
        let height = try Paragraphs(paragraphs: paragraphs, wanted: 9.2, least: 5, gap: 0.15).print(in: box, on: &page)
        return box.y + height + .millimetres(3)
    }

    private static func draw(_ block: PaperFormBlock, in box: Rectangle, on page: inout Page) throws(RenderError) {
        switch block.content {
        case .title(let label):
            let bar = Rectangle(
                x: box.x, y: box.y + .millimetres(2), width: box.width, height: box.height - .millimetres(2))
            page.canvas.fill(bar, accent)
            try page.print(
                TextItem(label.line, .bold, 10.5, least: 6, .white, lineLimit: 1),
                in: Paper.inset(bar, x: .millimetres(2)))
        case .fields(let cells):
            var x = box.x
            for cell in cells {
                try cell.draw(in: Rectangle(x: x, y: box.y, width: cell.width, height: box.height), on: &page)
                x += cell.width
            }
        case .listHeader(let columns):
            page.canvas.fill(box, .shade)
            try drawGrid(columns, in: box, on: &page)
            for column in columns {
                var y = box.y + (box.height - column.texts.reduce(0) { $0 + $1.height }) / 2
                for text in column.texts {
                    try page.print(
                        Placement(
                            text: text,
                            box: Rectangle(
                                x: box.x + column.x + .millimetres(1), y: y, width: column.width - .millimetres(2),
                                height: text.height)))
                    y += text.height
                }
            }
        case .listRow(let columns, let number):
            try drawGrid(columns, in: box, on: &page)
            try page.print(
                TextItem(Phrase("\(number)"), .regular, 8, least: 5, .muted, .center, lineLimit: 1),
                in: Rectangle(x: box.x, y: box.y, width: columns.first?.x ?? box.width, height: box.height))
        case .text(let texts):
            page.canvas.stroke(box, .field, width: 0.6)
            var y = box.y + .millimetres(2)
            for text in texts {
                try page.print(
                    Placement(
                        text: text,
                        box: Rectangle(
                            x: box.x + .millimetres(2), y: y, width: box.width - .millimetres(4), height: text.height)))
                y += text.height
            }
        }
    }

    private static func drawGrid(
        _ columns: [PaperFormListColumn], in box: Rectangle, on page: inout Page
    ) throws(RenderError) {
        page.canvas.stroke(box, .field, width: 0.6)
        for column in columns {
            page.canvas.line(
                from: (box.x + column.x, box.y), to: (box.x + column.x, box.maxY), .field, width: 0.6)
        }
    }

    private static func drawFoot(
        _ form: PaperForm, number: Int, of count: Int, in sheet: Rectangle, on page: inout Page
    ) throws(RenderError) {
        let box = Rectangle(
            x: sheet.x + marginX, y: sheet.maxY - .millimetres(13), width: sheet.width - 2 * marginX,
            height: .millimetres(5))
        try page.print(
            TextItem(Phrase(form.code), .regular, 8, least: 5, .muted, lineLimit: 1),
            in: Rectangle(x: box.x, y: box.y, width: box.width * 0.7, height: box.height))
        try page.print(
            TextItem(Phrase("\(number) / \(count)"), .regular, 8, least: 5, .muted, .trailing, lineLimit: 1),
            in: Rectangle(x: box.x + box.width * 0.8, y: box.y, width: box.width * 0.2, height: box.height))
    }
}
