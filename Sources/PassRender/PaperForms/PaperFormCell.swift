/// A field of a form with its texts settled: label on grey at the left, the entry right of it.
struct PaperFormCell {
    let labels: [SettledText]
    let hint: SettledText?
    let entry: PaperForm.Entry
    /// Rows of what is ticked.
    let choices: [[SettledText]]
    let width: Double

    static let labelWidth = Double.millimetres(28)
    private static let padding = Double.millimetres(1.8)
    private static let widestBox = Double.millimetres(6)
    private static let narrowestBox = Double.millimetres(5)
    private static let tick = Double.millimetres(3.4)

    private var entryWidth: Double { width - Self.labelWidth - 2 * Self.padding }

    init(_ field: PaperForm.Field, width: Double, on page: inout Page) throws(RenderError) {
        self.width = width
        entry = field.entry
        let entryWidth = width - Self.labelWidth - 2 * Self.padding
        labels = try Self.settled(
            [(Phrase(field.label.chinese), 10, .body), (Phrase(field.label.english), 7.2, .muted)],
            width: Self.labelWidth - 2 * Self.padding, on: &page)
        let hints = try Self.settled(
            [(field.hint?.line ?? Phrase(""), 7, Ink.muted)], width: entryWidth, on: &page)
        hint = hints.first
        guard case .choices(let labels) = field.entry else {
            choices = []
            return
        }
        var rows: [[SettledText]] = []
        var used = 0.0
        for label in labels {
            let item = try page.prepared(
                TextItem(Phrase(joining: [label.chinese, label.english], separator: " "), .regular, 9.5, least: 6.5))
            let text = try page.setter.settle(item, target: 9.5, width: entryWidth - Self.tick - Self.padding)
            let needed = Self.tick + Self.padding + text.width + .millimetres(4)
            if rows.isEmpty || used + needed > entryWidth + .millimetres(4) {
                rows.append([])
                used = 0
            }
            rows[rows.count - 1].append(text)
            used += needed
        }
        choices = rows
    }

    private static func settled(
        _ texts: [(phrase: Phrase, size: Double, ink: Ink)], width: Double, on page: inout Page
    ) throws(RenderError) -> [SettledText] {
        var result: [SettledText] = []
        for (phrase, size, ink) in texts where !phrase.text.isEmpty {
            let item = try page.prepared(TextItem(phrase, .regular, size, least: size * 0.8, ink))
            result.append(try page.setter.settle(item, target: size, width: width))
        }
        return result
    }

    var height: Double {
        let label = labels.reduce(0) { $0 + $1.height } + 2 * Self.padding
        return max(label, entryHeight + hintHeight + 2 * Self.padding, .millimetres(10.5))
    }

    private var hintHeight: Double { hint.map { $0.height + .millimetres(1) } ?? 0 }

    private var boxRows: Int {
        guard case .boxes(let count) = entry else { return 0 }
        return (max(count, 1) + boxesInRow - 1) / boxesInRow
    }

    /// As wide as the row allows, so that a number stands in one if it can.
    private var box: Double {
        guard case .boxes(let count) = entry else { return Self.widestBox }
        return max(min(entryWidth / Double(max(count, 1)), Self.widestBox), Self.narrowestBox)
    }

    private var boxesInRow: Int { max(1, Int((entryWidth + 0.001) / box)) }

    private var entryHeight: Double {
        switch entry {
        case .lines(let count): Double(max(count, 1)) * .millimetres(7)
        case .boxes: Double(boxRows) * Self.widestBox + Double(boxRows - 1) * Self.padding
        case .date: Self.widestBox
        case .choices: choices.reduce(0) { $0 + Self.height($1) }
        case .photo: .millimetres(45)
        }
    }

    private static func height(_ row: [SettledText]) -> Double {
        max(row.map(\.height).max() ?? 0, tick) + .millimetres(1)
    }

    func draw(in cell: Rectangle, on page: inout Page) throws(RenderError) {
        let label = Rectangle(x: cell.x, y: cell.y, width: Self.labelWidth, height: cell.height)
        page.canvas.fill(label, .shade)
        page.canvas.stroke(label, .field, width: 0.6)
        page.canvas.stroke(cell, .field, width: 0.6)
        var y = cell.y + (cell.height - labels.reduce(0) { $0 + $1.height }) / 2
        for text in labels {
            try page.print(
                Placement(
                    text: text,
                    box: Rectangle(
                        x: label.x + Self.padding, y: y, width: label.width - 2 * Self.padding, height: text.height)))
            y += text.height
        }
        let inner = Rectangle(
            x: label.maxX + Self.padding, y: cell.y + Self.padding, width: entryWidth,
            height: cell.height - 2 * Self.padding)
        if let hint {
            try page.print(
                Placement(
                    text: hint,
                    box: Rectangle(x: inner.x, y: inner.maxY - hint.height, width: inner.width, height: hint.height)))
        }
        let space = Rectangle(
            x: inner.x, y: inner.y, width: inner.width, height: inner.height - hintHeight)
        try drawEntry(in: space, on: &page)
    }

    private func drawEntry(in space: Rectangle, on page: inout Page) throws(RenderError) {
        let top = space.y + (space.height - entryHeight) / 2
        switch entry {
        case .lines: break
        case .boxes(let count):
            for index in 0..<max(count, 1) {
                let row = Double(index / boxesInRow)
                page.canvas.stroke(
                    Rectangle(
                        x: space.x + Double(index % boxesInRow) * box, y: top + row * (Self.widestBox + Self.padding),
                        width: box, height: Self.widestBox), .field, width: 0.6)
            }
        case .date: try drawDate(x: space.x, y: top, width: space.width, on: &page)
        case .choices: try drawChoices(x: space.x, y: top, on: &page)
        case .photo:
            page.canvas.stroke(
                Rectangle(x: space.x, y: top, width: .millimetres(35), height: .millimetres(45)), .field, width: 0.6,
                dash: [3, 2])
        }
    }

    /// ▢▢▢▢ 年 ▢▢ 月 ▢▢ 日, as many points a box as there is room for.
    private func drawDate(x: Double, y: Double, width: Double, on page: inout Page) throws(RenderError) {
        let word = Double.millimetres(6.5)
        let box = min(Self.widestBox, (width - 3 * word) / 8)
        var x = x
        for (count, unit) in [(4, "年"), (2, "月"), (2, "日")] {
            for _ in 0..<count {
                page.canvas.stroke(
                    Rectangle(x: x, y: y + (Self.widestBox - box) / 2, width: box, height: box), .field, width: 0.6)
                x += box
            }
            try page.print(
                TextItem(Phrase(unit), .regular, 10, least: 6, .body, .center, lineLimit: 1),
                in: Rectangle(x: x, y: y, width: word, height: Self.widestBox))
            x += word
        }
    }

    private func drawChoices(x: Double, y: Double, on page: inout Page) throws(RenderError) {
        var y = y
        for row in choices {
            let height = Self.height(row)
            var left = x
            for text in row {
                page.canvas.stroke(
                    Rectangle(x: left, y: y + (height - Self.tick) / 2, width: Self.tick, height: Self.tick), .body,
                    width: 0.8)
                left += Self.tick + Self.padding
                try page.print(
                    Placement(
                        text: text,
                        box: Rectangle(x: left, y: y, width: text.width, height: height), vertical: .middle))
                left += text.width + .millimetres(4)
            }
            y += height
        }
    }
}
