/// The coloured band on top: issuer and title on the left, term and kind on the right.
struct PassBand {
    let face: PassFace
    let box: Rectangle
    /// Free space left and right.
    let margin: Double

    func draw(on page: inout Page) throws(RenderError) {
        page.canvas.fill(box, face.accent)
        let unit = box.height / 100
        // From the right: the kind on a white field, then the term.
        let field = Rectangle(
            x: box.maxX - margin - 120 * unit, y: box.y + 12 * unit, width: 120 * unit, height: 76 * unit)
        page.canvas.fill(field, .white, radius: 10 * unit)
        try print(Labels.kind(face.kind), in: field, face.accent, on: &page)
        let term = Rectangle(x: field.x - 116 * unit, y: field.y, width: 108 * unit, height: field.height)
        try print(Labels.term(face.term), in: term, .white, on: &page)
        let left = box.x + margin
        let width = term.x - left - 6 * unit
        try page.print(
            TextItem(Phrase(face.issuerName), .regular, 21 * unit, least: 10 * unit, .white, lineLimit: 2),
            in: Rectangle(x: left, y: box.y + 10 * unit, width: width, height: 29 * unit))
        let line = Rectangle(x: left, y: box.y + 39 * unit, width: width, height: 54 * unit)
        let taken = try page.print(
            TextItem(Phrase(Labels.title.chinese), .bold, 43 * unit, least: 20 * unit, .white, lineLimit: 1),
            in: Rectangle(x: line.x, y: line.y, width: width * 0.72, height: line.height))
        // The baselines meet: both boxes have their middle at the same height, the smaller text a little lower.
        let rest = line.x + taken + 8 * unit
        try page.print(
            TextItem(Phrase(Labels.title.english), .regular, 23 * unit, least: 8 * unit, .white, lineLimit: 1),
            in: Rectangle(
                x: rest, y: line.y + 14.5 * unit, width: left + width - rest, height: line.height - 14.5 * unit))
    }

    private func print(_ label: Label, in box: Rectangle, _ ink: Ink, on page: inout Page) throws(RenderError) {
        let upper = Rectangle(
            x: box.x + box.width * 0.04, y: box.y, width: box.width * 0.92, height: box.height * 0.66)
        let lower = Rectangle(x: upper.x, y: upper.maxY, width: upper.width, height: box.height * 0.31)
        try page.print(
            TextItem(Phrase(label.chinese), .bold, upper.height * 0.8, least: 4, ink, .center, lineLimit: 1), in: upper)
        try page.print(
            TextItem(Phrase(label.english), .regular, lower.height * 0.78, least: 3, ink, .center, lineLimit: 1),
            in: lower)
    }
}
