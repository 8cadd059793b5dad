/// Bars that lie, one below the other, each with its number at its end: for names, of which there are few or long ones.
struct BarChart: Sendable {
    let id: String
    let title: String
    let sentence: String
    let labels: [String]
    let series: [ChartSeries]
    /// What a whole bar is; nil where it is the longest.
    var whole: Int64?

    private static let width: Int64 = 640
    private static let thickness: Int64 = 18
    private static let gap: Int64 = 14
    private static let top: Int64 = 38

    func drawn() -> Chart {
        let widest = labels.map { Chart.breadth($0) }.max() ?? 0
        let left = min(max(widest + 12, 80), 260)
        let beside = series.flatMap { one in one.values.indices.map { Chart.breadth(one.text($0)) } }.max() ?? 0
        let room = Self.width - left - max(70, beside + 12)
        let longest = max(1, whole ?? 0, series.flatMap(\.values).compactMap { $0 }.max() ?? 0)
        let height = Int64(series.count) * Self.thickness
        var (bars, texts) = Chart.legend(series, x: left)
        var y = Self.top
        for (place, label) in labels.enumerated() {
            texts.append(.init(x: left - 8, y: y + height / 2 + 5, anchor: .end, text: label))
            for (row, one) in series.enumerated() where one.values.indices.contains(place) {
                let value = one.values[place] ?? 0
                let (length, at) = (max(0, value) * room / longest, y + Int64(row) * Self.thickness)
                if length > 0 {
                    bars.append(
                        .init(look: one.look, x: left, y: at + 1, width: length, height: Self.thickness - 3))
                }
                texts.append(.init(x: left + length + 6, y: at + 14, anchor: .start, text: one.text(place)))
            }
            y += height + Self.gap
        }
        return Chart(
            id: id, title: title, sentence: sentence, width: Self.width, height: y, bars: bars, texts: texts,
            lines: [.init(x1: left, y1: Self.top - 6, x2: left, y2: y - Self.gap + 6)])
    }
}
