/// A canvas that sets text, and remembers where everything went.
struct Page: ~Copyable {
    var canvas: Canvas
    let setter: TypeSetter
    private(set) var texts: [PlacedText] = []
    private(set) var missing: [Unicode.Scalar] = []
    /// Where (0, 0) is now on the page.
    private var origin = (x: 0.0, y: 0.0)

    init(canvas: consuming Canvas) throws(RenderError) {
        self.canvas = canvas
        setter = try TypeSetter()
    }

    /// The item with marks for missing characters, which are noted for the report.
    mutating func prepared(_ item: TextItem) throws(RenderError) -> TextItem {
        let (item, unknown) = try setter.withoutMissing(item)
        for scalar in unknown where !missing.contains(scalar) { missing.append(scalar) }
        return item
    }

    /// Prints `item` as large as it wants and fits in `box`; gives the width it took.
    @discardableResult
    mutating func print(_ item: TextItem, in box: Rectangle, _ vertical: Placement.Vertical = .middle)
        throws(RenderError) -> Double
    {
        guard !item.phrase.text.isEmpty else { return 0 }
        let text = try setter.settle(try prepared(item), width: box.width, height: box.height)
        try print(Placement(text: text, box: box, vertical: vertical))
        return text.width
    }

    /// Prints what has been placed.
    mutating func print(_ placement: Placement) throws(RenderError) {
        let text = placement.text.item.isBalanced ? try setter.balanced(placement.text) : placement.text
        let box = placement.box
        let layout = try setter.set(
            text.item.phrase, weight: text.item.weight, size: text.size, width: text.wrapWidth,
            breaksWords: text.breaksWords)
        let (baselines, height) = text.baselines
        let top =
            switch placement.vertical {
            case .top: box.y
            case .middle: box.y + (box.height - height) / 2
            case .bottom: box.maxY - height
            }
        var logical: Rectangle?
        var ink: Rectangle?
        canvas.begin("P")
        for (index, line) in text.lines.enumerated() where index < baselines.count {
            let spare = box.width - line.width
            let x =
                switch text.item.alignment {
                case .leading: box.x - line.left
                case .center: box.x + spare / 2 - line.left
                case .trailing: box.maxX - line.right
                }
            let y = top + baselines[index]
            canvas.show(layout, line: index, x: x, y: y, text.item.ink)
            let inked = Rectangle(
                x: x + line.inkLeft, y: y - line.inkAbove, width: line.inkRight - line.inkLeft,
                height: line.inkAbove + line.inkBelow)
            ink = ink?.union(inked) ?? inked
            let advance = Rectangle(x: x, y: y, width: line.advance, height: 0)
            logical = logical?.union(advance) ?? advance
        }
        canvas.end("P")
        let spaceTaken = Rectangle(
            x: logical?.x ?? box.x, y: top, width: logical?.width ?? 0, height: height)
        texts.append(
            PlacedText(
                page: canvas.page, text: text.item.phrase.text, box: onPage(box), logical: onPage(spaceTaken),
                ink: onPage(ink ?? spaceTaken), fontSize: text.size, lineCount: text.lines.count))
    }

    private func onPage(_ box: Rectangle) -> Rectangle {
        Rectangle(x: box.x + origin.x, y: box.y + origin.y, width: box.width, height: box.height)
    }

    /// Draws something made for a page of its own with its top left corner at (`x`, `y`).
    mutating func draw(x: Double, y: Double, _ drawing: (inout Page) throws(RenderError) -> Void) throws(RenderError) {
        let before = origin
        origin = (before.x + x, before.y + y)
        canvas.save(movedBy: (x, y))
        try drawing(&self)
        canvas.restore()
        origin = before
    }

    mutating func next() { canvas.nextPage() }

    /// The document and its report.
    consuming func finish(moduleMillimetres: Double) throws(RenderError) -> RenderedDocument {
        let report = LayoutReport(texts: texts, missingCharacters: missing, moduleMillimetres: moduleMillimetres)
        return RenderedDocument(bytes: try canvas.finish(), report: report)
    }
}
