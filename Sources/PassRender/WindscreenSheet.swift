/// The pass of a vehicle as a sheet of A5, landscape, to lie behind the windscreen.
///
/// It shows the plate to whoever walks by, and so neither the holder's name nor the identity document.
package enum WindscreenSheet {
    static let width = Double.millimetres(210)
    static let height = Double.millimetres(148)
    /// Home printers leave up to 5 mm blank.
    static let margin = Double.millimetres(9)

    /// Draws the sheet; a pass without plates shows its number in their place.
    ///
    /// - Parameter createdAt: the file's date, seconds since 1970; the same face and date give the same bytes.
    /// - Throws: as `PassCard.pdf(_:createdAt:)`.
    package static func pdf(_ face: PassFace, createdAt: Int64) throws(RenderError) -> RenderedDocument {
        let symbol = try QRSymbol(text: face.qrText)
        let validity = try Validity(from: face.validFrom, until: face.validUntil, utcOffset: face.utcOffset)
        let code = try CodePlacement(symbol, extent: .millimetres(78))
        let canvas = try Canvas(
            width: width, height: height, title: Labels.title.chinese + " " + Phrase(face.number).text,
            author: Phrase(face.issuerName).text, createdAt: createdAt)
        var page = try Page(canvas: canvas)
        let fold = Rectangle(
            x: .millimetres(5), y: .millimetres(5), width: width - .millimetres(10), height: height - .millimetres(10))
        page.canvas.stroke(fold, .muted, width: 0.6, dash: [3, 3])
        let inside = Rectangle(x: margin, y: margin, width: width - 2 * margin, height: height - 2 * margin)
        let band = Rectangle(x: inside.x, y: inside.y, width: inside.width, height: .millimetres(17))
        try PassBand(face: face, box: band, margin: .millimetres(5)).draw(on: &page)
        let plates = Rectangle(
            x: inside.x, y: band.maxY + .millimetres(3), width: inside.width, height: .millimetres(34))
        try drawPlates(face, in: plates, on: &page)
        let placed = code.moved(
            x: inside.maxX - code.box.width + .millimetres(3), y: inside.maxY - code.box.height + .millimetres(3))
        placed.draw(symbol, on: page.canvas)
        let column = Rectangle(
            x: inside.x, y: plates.maxY + .millimetres(3), width: placed.box.x - inside.x,
            height: inside.maxY - plates.maxY - .millimetres(3))
        try drawColumn(face, validity, in: column, on: &page)
        return try page.finish(moduleMillimetres: placed.moduleMillimetres)
    }

    /// One plate over the whole width, more in two columns, all of one size.
    private static func drawPlates(_ face: PassFace, in box: Rectangle, on page: inout Page) throws(RenderError) {
        let shown = face.plates.map { Phrase(joining: [$0], separator: "") }.filter { !$0.text.isEmpty }
        let phrases = shown.isEmpty ? [Phrase(joining: [face.number], separator: "")] : shown
        let columns = phrases.count == 1 ? 1 : 2
        let rows = (phrases.count + columns - 1) / columns
        let gap = Double.millimetres(2.4)
        let width = (box.width - gap * Double(columns - 1)) / Double(columns)
        let height = (box.height - gap * Double(rows - 1)) / Double(rows)
        let padding = height * 0.1
        var items: [TextItem] = []
        for phrase in phrases {
            var item = TextItem(phrase, .bold, 110, least: 8, .body, .center, lineLimit: 1)
            item.leading = .capitals
            items.append(try page.prepared(item))
        }
        var size = 110.0
        for item in items {
            let settled = try page.setter.settle(item, width: width - 4 * padding, height: height - 2 * padding)
            size = min(size, settled.size)
        }
        for (index, item) in items.enumerated() {
            let isAlone = index == items.count - 1 && index % columns == 0
            let frame = Rectangle(
                x: box.x + Double(index % columns) * (width + gap), y: box.y + Double(index / columns) * (height + gap),
                width: isAlone ? box.width : width, height: height)
            page.canvas.stroke(frame, .body, width: 1.6, radius: 6)
            let text = try page.setter.settle(item, target: size, width: width - 4 * padding)
            let inner = Rectangle(
                x: frame.x + 2 * padding, y: frame.y + padding, width: frame.width - 4 * padding,
                height: frame.height - 2 * padding)
            try page.print(Placement(text: text, box: inner, vertical: .middle))
        }
    }

    private static func drawColumn(
        _ face: PassFace, _ validity: Validity, in box: Rectangle, on page: inout Page
    ) throws(RenderError) {
        let notes = Rectangle(x: box.x, y: box.maxY - .millimetres(15), width: box.width, height: .millimetres(15))
        try drawNotes(in: notes, on: &page)
        let badges = NoticeBadges(face: face)
        let badgeHeight = badges.isEmpty ? 0 : Double.millimetres(7)
        let badge = Rectangle(
            x: box.x, y: notes.y - badgeHeight - .millimetres(1), width: box.width, height: badgeHeight)
        try badges.draw(in: badge, on: &page)
        let style = Form.Style(
            labelWidth: .millimetres(19), chineseSize: 9.5, englishSize: 7.2, gaps: 3...14, gutter: .millimetres(2))
        var rows: [Form.Row] = []
        if !face.plates.isEmpty {
            rows.append(
                Form.Row(
                    Labels.number,
                    [TextItem(Phrase(joining: [face.number], separator: ""), .bold, 24, least: 14, lineLimit: 1)]))
        }
        rows.append(
            Form.Row(
                Labels.validity,
                [
                    TextItem(Phrase(validity.chinese), .bold, 16, least: 11, lineLimit: 1),
                    TextItem(Phrase(validity.english), .regular, 13, least: 9, lineLimit: 1),
                ]))
        if let vehicleClass = face.vehicleClassPhrase {
            rows.append(Form.Row(Labels.vehicleClass, [TextItem(vehicleClass, .regular, 13, least: 9)]))
        }
        if let organisation = face.organisationPhrase {
            rows.append(Form.Row(Labels.organisation, [TextItem(organisation, .regular, 14, least: 9)]))
        }
        if let ports = face.portsPhrase {
            rows.append(Form.Row(Labels.ports, [TextItem(ports, .regular, 14, least: 9)]))
        }
        let body = Rectangle(x: box.x, y: box.y, width: box.width, height: badge.y - box.y - .millimetres(1.5))
        let form = try Form(style: style).layOut(rows, in: body, on: &page)
        for y in form.rules { page.canvas.line(from: (body.x, y), to: (body.maxX, y), .hairline, width: 0.5) }
        for placement in form.placements { try page.print(placement) }
    }

    /// Where to put the sheet and how to print it.
    private static func drawNotes(in box: Rectangle, on page: inout Page) throws(RenderError) {
        page.canvas.line(from: (box.x, box.y), to: (box.maxX, box.y), .hairline, width: 0.5)
        let height = (box.height - 5) / 4
        let lines = [Labels.placement, Labels.printing].flatMap { [($0.chinese, 8.6), ($0.english, 7.0)] }
        for (index, line) in lines.enumerated() {
            let y = box.y + 3 + Double(index) * height + (index < 2 ? 0 : 2)
            try page.print(
                TextItem(Phrase(line.0), .regular, line.1, least: 4, .muted, lineLimit: 1),
                in: Rectangle(x: box.x, y: y, width: box.width, height: height), .top)
        }
    }
}
