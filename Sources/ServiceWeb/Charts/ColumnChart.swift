/// Columns that stand, along an axis of equal steps such as hours and days, with the numbers at the side.
struct ColumnChart: Sendable {
    let id: String
    let title: String
    let sentence: String
    let labels: [String]
    let series: [ChartSeries]
    /// Every how many labels one is written.
    var every = 1

    private static let left: Int64 = 56
    private static let top: Int64 = 38
    private static let high: Int64 = 200
    private static let column: Int64 = 9

    func drawn() -> Chart {
        let scale = ChartScale(upTo: series.flatMap(\.values).compactMap { $0 }.max() ?? 0)
        let step = Int64(series.count) * Self.column + 8
        // Wide enough for what stands above it.
        let named = series.reduce(0) { $0 + 48 + Chart.breadth($1.name) }
        let right = Self.left + max(Int64(labels.count) * step, named)
        let bottom = Self.top + Self.high
        var (bars, texts) = Chart.legend(series, x: Self.left)
        var lines: [Chart.Line] = []
        for mark in scale.marks {
            let y = bottom - scale.place(mark, along: Self.high)
            lines.append(.init(x1: Self.left, y1: y, x2: right, y2: y))
            texts.append(.init(x: Self.left - 8, y: y + 5, anchor: .end, text: String(mark)))
        }
        for (place, label) in labels.enumerated() {
            let x = Self.left + Int64(place) * step + 4
            for (row, one) in series.enumerated() where one.values.indices.contains(place) {
                let length = scale.place(one.values[place] ?? 0, along: Self.high)
                guard length > 0 else { continue }
                bars.append(
                    .init(
                        look: one.look, x: x + Int64(row) * Self.column, y: bottom - length, width: Self.column - 1,
                        height: length))
            }
            if place % every == 0 {
                texts.append(.init(x: x + (step - 8) / 2, y: bottom + 20, anchor: .middle, text: label))
            }
        }
        return Chart(
            id: id, title: title, sentence: sentence, width: right + 12, height: bottom + 30, bars: bars, texts: texts,
            lines: lines)
    }
}
