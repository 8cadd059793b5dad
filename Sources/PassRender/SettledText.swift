/// A text with its size and line breaks decided, not yet placed.
struct SettledText: Hashable {
    let item: TextItem
    let size: Double
    /// What the lines were broken for; nil when there is one line only.
    let wrapWidth: Double?
    let breaksWords: Bool
    let lines: [TextLine]

    var width: Double { lines.map(\.width).max() ?? 0 }

    /// From the top of the text to each baseline, and last to the bottom. The leading is the item's and not the fonts', so
    /// that a rare character does not push its line away. Ink that goes beyond the usual, such as stacked
    /// accents, makes its line taller.
    var baselines: (lines: [Double], bottom: Double) {
        var y = 0.0
        var result: [Double] = []
        for line in lines {
            y += max(item.leading.above * size, line.inkAbove)
            result.append(y)
            y += max(item.leading.below * size, line.inkBelow)
        }
        return (result, y)
    }

    var height: Double { baselines.bottom }
}
