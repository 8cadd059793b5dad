/// A letter on A4 with the pass at the foot, to cut out at its real size.
///
/// Folded in three for an envelope of 220 x 110 mm with a window on the left (DIN 680): the address shows through it, and no
/// fold goes through the pass.
package enum PostLetterDocument {
    private static let margin = Double.millimetres(20)
    /// The window, less 3 mm on all sides for what shifts in the envelope.
    static let window = Rectangle(
        x: .millimetres(23), y: .millimetres(48), width: .millimetres(84), height: .millimetres(39))
    private static let accent = Ink(0x005A8C)

    /// Draws the letter.
    ///
    /// - Parameter createdAt: the file's date, seconds since 1970; the same letter and date give the same bytes.
    /// - Throws: as ``PassCard/pdf(_:createdAt:)``.
    package static func pdf(_ letter: PostLetter, createdAt: Int64) throws(RenderError) -> RenderedDocument {
        let sheet = Paper.a4
        let canvas = try Canvas(
            width: sheet.width, height: sheet.height,
            title: letter.subject.chinese + " " + Phrase(letter.reference).text,
            author: Phrase(letter.sender.first ?? "").text, createdAt: createdAt)
        var page = try Page(canvas: canvas)
        let area = Paper.inset(sheet, x: margin)
        try drawSender(letter, in: area, on: &page)
        try drawAddress(letter, on: &page)
        try drawFacts(letter, in: area, on: &page)
        drawFolds(sheet, on: &page)
        let card = cardBox(sheet)
        let body = Rectangle(
            x: area.x, y: .millimetres(106), width: area.width, height: card.y - .millimetres(18) - .millimetres(106))
        try drawBody(letter, in: body, on: &page)
        try drawCutting(card, on: &page)
        let module = try drawCard(letter.face, in: card, on: &page)
        return try page.finish(moduleMillimetres: module)
    }

    /// The two faces side by side, in the lowest third of the sheet, on whole dots of a 300 dpi printer.
    static func cardBox(_ sheet: Rectangle) -> Rectangle {
        let dot = 72.0 / 300
        let width = 2 * PassCard.width
        let x = (((sheet.width - width) / 2) / dot).rounded() * dot
        let y = ((sheet.height - .millimetres(18) - PassCard.height) / dot).rounded() * dot
        return Rectangle(x: x, y: y, width: width, height: PassCard.height)
    }

    private static func drawSender(
        _ letter: PostLetter, in area: Rectangle, on page: inout Page
    ) throws(RenderError) {
        let box = Rectangle(x: area.x, y: .millimetres(15), width: area.width, height: .millimetres(24))
        var paragraphs: [Paragraphs.Paragraph] = []
        for (index, line) in letter.sender.enumerated() {
            paragraphs.append(
                index == 0
                    ? Paragraphs.Paragraph(phrase: Phrase(line), weight: .bold, ink: accent, scale: 1.6)
                    : Paragraphs.Paragraph(phrase: Phrase(line), ink: .muted))
        }
        let height = try Paragraphs(paragraphs: paragraphs, wanted: 9, least: 4, gap: 0.2).print(in: box, on: &page)
        page.canvas.fill(
            Rectangle(x: area.x, y: box.y + height + .millimetres(2), width: area.width, height: 1.4), accent)
    }

    private static func drawAddress(_ letter: PostLetter, on page: inout Page) throws(RenderError) {
        var paragraphs: [Paragraphs.Paragraph] = []
        if let postcode = letter.recipientPostcode {
            paragraphs.append(Paragraphs.Paragraph(phrase: Phrase(joining: [postcode], separator: ""), scale: 1.1))
        }
        paragraphs += letter.recipientLines.map { Paragraphs.Paragraph(phrase: Phrase($0)) }
        let name = Phrase(joining: [letter.recipientName, LetterLabels.receive], separator: "\u{3000}")
        paragraphs.append(Paragraphs.Paragraph(phrase: name, weight: .bold, scale: 1.25))
        try Paragraphs(paragraphs: paragraphs, wanted: 12, least: 5, gap: 0.2).print(in: window, on: &page)
    }

    /// Date and reference, right of the window.
    private static func drawFacts(
        _ letter: PostLetter, in area: Rectangle, on page: inout Page
    ) throws(RenderError) {
        let date = try LocalTime(letter.date, utcOffset: letter.utcOffset)
        let left = window.maxX + .millimetres(8)
        let box = Rectangle(
            x: left, y: window.y + .millimetres(2), width: area.maxX - left, height: .millimetres(24))
        let style = Form.Style(
            labelWidth: .millimetres(17), chineseSize: 9, englishSize: 7, gaps: 3...8, gutter: .millimetres(2))
        let rows = [
            Form.Row(
                LetterLabels.date,
                [
                    TextItem(Phrase("民國\(date.republicanDate)"), .regular, 10.5, least: 7, lineLimit: 1),
                    TextItem(Phrase(date.isoDate), .regular, 9, least: 6, .muted, lineLimit: 1),
                ]),
            Form.Row(
                LetterLabels.reference,
                [TextItem(Phrase(joining: [letter.reference], separator: ""), .bold, 10.5, least: 7)]),
        ]
        for placement in try Form(style: style).layOut(rows, in: box, on: &page).placements {
            try page.print(placement)
        }
    }

    /// Short marks at the edge where the sheet is folded in three.
    private static func drawFolds(_ sheet: Rectangle, on page: inout Page) {
        for y in [Double.millimetres(99), .millimetres(198)] {
            page.canvas.line(from: (.millimetres(5), y), to: (.millimetres(10), y), .hairline, width: 0.6)
        }
    }

    private static func drawBody(_ letter: PostLetter, in box: Rectangle, on page: inout Page) throws(RenderError) {
        let subject = Rectangle(x: box.x, y: box.y, width: box.width, height: .millimetres(9))
        try page.print(TextItem(letter.subject.line, .bold, 14, least: 7, lineLimit: 1), in: subject)
        let text = Rectangle(
            x: box.x, y: subject.maxY + .millimetres(3), width: box.width,
            height: box.height - subject.height - .millimetres(3))
        var paragraphs = letter.chinese.map { Paragraphs.Paragraph(phrase: Phrase($0)) }
        paragraphs += letter.translated.enumerated().map { index, text in
            Paragraphs.Paragraph(phrase: Phrase(text), scale: 0.94, isApart: index == 0)
        }
        try Paragraphs(paragraphs: paragraphs, wanted: 11, least: 4, gap: 0.25, leading: .paragraph).print(
            in: text, on: &page)
    }

    private static func drawCutting(_ card: Rectangle, on page: inout Page) throws(RenderError) {
        let box = Rectangle(
            x: card.x, y: card.y - .millimetres(13.5), width: card.width, height: .millimetres(9))
        try LetterLabels.cutting.print(in: box, sizes: (9, 7.5), .regular, accent, on: &page)
        let around = Paper.inset(card, x: -1.5, y: -1.5)
        page.canvas.stroke(around, .muted, width: 0.6, dash: [4, 3])
        let middle = card.x + card.width / 2
        for (start, end) in [(around.y - 8, around.y), (around.maxY, around.maxY + 8)] {
            page.canvas.line(from: (middle, start), to: (middle, end), .muted, width: 0.6)
        }
    }

    /// - Returns: millimetres a module of the code.
    private static func drawCard(
        _ face: PassFace, in card: Rectangle, on page: inout Page
    ) throws(RenderError) -> Double {
        let symbol = try QRSymbol(text: face.qrText)
        let validity = try Validity(from: face.validFrom, until: face.validUntil, utcOffset: face.utcOffset)
        let back = try PassCardBack(face: face, symbol: symbol)
        try page.draw(x: card.x, y: card.y) { page throws(RenderError) in
            try PassCardFront(face: face, validity: validity).draw(on: &page)
        }
        let dot = 72.0 / 300
        let x = ((card.x + PassCard.width) / dot).rounded() * dot
        try page.draw(x: x, y: card.y) { page throws(RenderError) in try back.draw(on: &page) }
        return back.code.moduleMillimetres
    }
}
