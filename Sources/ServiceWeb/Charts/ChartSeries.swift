/// One row of numbers of a chart, told from the others by its pattern: in print and in forced colours there is none by colour.
struct ChartSeries: Sendable {
    /// A pattern of `chart.mustache`, and a class of `site.css`.
    enum Look: String, CaseIterable, Sendable {
        /// Filled.
        case solid
        /// Slanting lines.
        case lines
        /// A grid.
        case grid
    }

    let name: String
    let look: Look
    /// One for each label of the chart; nil where it is kept back.
    let values: [Int64?]
    /// What stands beside the bars; nil for the values.
    var texts: [String]?
    /// What stands where a value is kept back.
    var withheld = ""

    /// What stands beside the bar of a label.
    func text(_ place: Int) -> String {
        if let texts, texts.indices.contains(place) { return texts[place] }
        return values[place].map { String($0) } ?? withheld
    }
}
