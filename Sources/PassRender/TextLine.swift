/// One set line, in points from its own baseline and left edge.
struct TextLine: Hashable {
    /// Left and right of what is inked and of what the glyphs take up, whichever goes further.
    let left: Double
    let right: Double
    /// The advance alone.
    let advance: Double
    let inkLeft: Double
    let inkRight: Double
    /// How far the ink goes above and below the baseline; a line of spaces has none.
    let inkAbove: Double
    let inkBelow: Double

    var width: Double { right - left }
}
