/// Paragraphs one below the other, all in one size: the largest at which they fit.
struct Paragraphs {
    struct Paragraph {
        let phrase: Phrase
        var weight = Fonts.Weight.regular
        var ink = Ink.body
        /// Times the common size.
        var scale = 1.0
        /// Begins something new, and so stands apart from what is before it.
        var isApart = false
    }

    let paragraphs: [Paragraph]
    /// Points.
    let wanted: Double
    var least = TextItem.floor
    /// Between paragraphs, in ems.
    var gap = 0.5
    var leading = TextItem.Leading.text

    /// Prints from the top of `box`; gives the height that was taken.
    ///
    /// - Throws: `doesNotFit`.
    @discardableResult
    func print(in box: Rectangle, on page: inout Page) throws(RenderError) -> Double {
        var prepared: [TextItem] = []
        var breaks: [Bool] = []
        for paragraph in paragraphs where !paragraph.phrase.text.isEmpty {
            let size = wanted * paragraph.scale
            var item = TextItem(paragraph.phrase, paragraph.weight, size, least: size, paragraph.ink)
            item.leading = leading
            item.isBalanced = false
            prepared.append(try page.prepared(item))
            breaks.append(paragraph.isApart)
        }
        var factor = 1.0
        while true {
            let (placements, height) = try layOut(prepared, breaks, factor, in: box, page.setter)
            if height <= box.height {
                for placement in placements { try page.print(placement) }
                return height
            }
            guard wanted * factor > least else { throw .doesNotFit(prepared.map(\.phrase.text).joined(separator: " ")) }
            factor *= 0.97
        }
    }

    private func layOut(
        _ items: [TextItem], _ breaks: [Bool], _ factor: Double, in box: Rectangle, _ setter: borrowing TypeSetter
    )
        throws(RenderError) -> (placements: [Placement], height: Double)
    {
        var y = 0.0
        var placements: [Placement] = []
        for (index, item) in items.enumerated() {
            if index > 0 { y += (breaks[index] ? gap + 1 : gap) * wanted * factor }
            let text = try setter.settle(item, target: max(item.wanted * factor, TextItem.floor), width: box.width)
            placements.append(
                Placement(text: text, box: Rectangle(x: box.x, y: box.y + y, width: box.width, height: text.height)))
            y += text.height
        }
        return (placements, y)
    }
}
