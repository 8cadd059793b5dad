/// One text as drawn: where it was allowed to be and where it is.
package struct PlacedText: Hashable, Sendable {
    /// From 0.
    package let page: Int
    package let text: String
    /// The space it was given, in points from the page's top left corner. Spaces of one page never overlap.
    package let box: Rectangle
    /// What its glyphs take up, side bearings and line spacing included.
    package let logical: Rectangle
    /// What is inked.
    package let ink: Rectangle
    /// Points.
    package let fontSize: Double
    package let lineCount: Int
}
