/// One row of numbers of a chart, told from the others by its pattern: in print and in forced colours there is none by colour.
struct ChartSeries: Sendable {
    /// A pattern of `office-chart.mustache`, and a class of `office.css`.
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
    /// One for each label of the chart.
    let values: [Int64]
}
