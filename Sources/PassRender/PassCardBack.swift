/// The side the scanner reads: the QR code as large as the card is high, and the rules beside it.
struct PassCardBack {
    let face: PassFace
    let symbol: QRSymbol
    let code: CodePlacement

    /// - Throws: `tooDense`.
    init(face: PassFace, symbol: QRSymbol) throws(RenderError) {
        self.face = face
        self.symbol = symbol
        let free = Double.millimetres(1.2)
        let code = try CodePlacement(symbol, extent: PassCard.height - 2 * free)
        let inset = (PassCard.height - code.box.height) / 2
        self.code = code.moved(x: min(inset, .millimetres(2)), y: inset)
    }

    func draw(on page: inout Page) throws(RenderError) {
        code.draw(symbol, on: page.canvas)
        // The column right of the code; the quiet zone separates enough.
        let left = code.box.maxX
        let right = PassCard.width - .millimetres(3)
        let column = Rectangle(
            x: left, y: .millimetres(4), width: right - left, height: PassCard.height - .millimetres(7.6))
        let head = Rectangle(x: column.x, y: column.y, width: column.width, height: .millimetres(10.4))
        page.canvas.fill(Rectangle(x: head.x, y: head.y, width: .millimetres(9), height: 2.2), face.accent)
        try page.print(
            TextItem(Phrase(Labels.scan.chinese), .bold, 9, least: 5, face.accent, lineLimit: 1),
            in: Rectangle(x: head.x, y: head.y + 5, width: head.width, height: 12), .top)
        try page.print(
            TextItem(Phrase(Labels.scan.english), .regular, 6.4, least: 4, face.accent, lineLimit: 1),
            in: Rectangle(x: head.x, y: head.y + 17, width: head.width, height: 9), .top)
        let foot = Rectangle(x: column.x, y: column.maxY - 13, width: column.width, height: 13)
        try page.print(
            TextItem(Phrase(joining: [face.number], separator: ""), .bold, 9, least: 5, lineLimit: 1), in: foot, .bottom
        )
        try draw(
            rules, in: Rectangle(x: column.x, y: head.maxY, width: column.width, height: foot.y - head.maxY - 3),
            on: &page)
    }

    private var rules: [Label] {
        var rules: [Label] = []
        if face.isLiveBound { rules.append(Labels.copyRule) }
        switch face.kind {
        case .person: rules.append(Labels.personRule)
        case .vehicle: rules.append(Labels.vehicleRule)
        case .visitorCard: rules.append(Labels.visitorRule)
        }
        return rules + [Labels.checkRule, Labels.lossRule]
    }

    /// All rules in one size, the largest that fits.
    private func draw(_ rules: [Label], in box: Rectangle, on page: inout Page) throws(RenderError) {
        var size = 6.6
        while true {
            var y = box.y
            var placements: [Placement] = []
            for rule in rules {
                for item in [
                    TextItem(Phrase(clauses: rule.chinese), .regular, size, least: size),
                    TextItem(Phrase(rule.english), .regular, size * 0.82, least: size * 0.82, .muted),
                ] {
                    let text = try page.setter.settle(item, target: item.wanted, width: box.width)
                    placements.append(
                        Placement(
                            text: text, box: Rectangle(x: box.x, y: y, width: box.width, height: text.height)))
                    y += text.height
                }
                y += size * 0.45
            }
            if y - size * 0.45 <= box.maxY {
                for placement in placements { try page.print(placement) }
                return
            }
            guard size > TextItem.floor else { throw .doesNotFit(rules.map(\.chinese).joined()) }
            size *= 0.96
        }
    }
}
