/// A text with its size and line breaks decided, not yet placed.
struct SettledText: Hashable {
    let item: TextItem
    let size: Double
    /// What the lines were broken for; nil when there is one line only.
    let wrapWidth: Double?
    let breaksWords: Bool
    let lines: [TextLine]

    /// A line's height in ems, shared by all fonts so that a rare character does not push its line away. It is divided
    /// around the middle of the Chinese em box, which reaches from 0.12 below the baseline to 0.88 above.
    private var leading: (above: Double, below: Double) { item.isCapitals ? (0.78, 0.05) : (0.98, 0.23) }

    var width: Double { lines.map(\.width).max() ?? 0 }

    /// From the top of the text to each baseline, and last to the bottom. Ink that goes beyond the usual, such as stacked
    /// accents, makes its line taller.
    var baselines: (lines: [Double], bottom: Double) {
        var y = 0.0
        var result: [Double] = []
        for line in lines {
            y += max(leading.above * size, line.inkAbove)
            result.append(y)
            y += max(leading.below * size, line.inkBelow)
        }
        return (result, y)
    }

    var height: Double { baselines.bottom }
}
