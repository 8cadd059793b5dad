import Identifiers

/// Adds rows up for the charts.
struct EntryCounter {
    private(set) var figures = EntryFigures()
    private var days: [Int64: EntryFigures.Counts] = [:]
    private var reasons: [String: (refusals: Int64, checks: Int64)] = [:]
    private let utcOffset: Int64

    init(utcOffset: Int64) { self.utcOffset = utcOffset }

    /// The day, as days since 1970, and the hour of it, by the port's clock.
    func place(_ hour: Int64) -> (day: Int64, hour: Int) {
        let seconds = hour * 3_600 + utcOffset
        let day = (seconds - ((seconds % 86_400) + 86_400) % 86_400) / 86_400
        return (day, Int((seconds - day * 86_400) / 3_600))
    }

    mutating func begin(_ gate: String) { figures.gates.append((gate, EntryFigures.Counts())) }

    /// Of the gate that was begun last.
    mutating func add(_ row: TallyStore.Row) {
        let (day, hour) = place(row.hour)
        figures.total.add(row)
        figures.hours[hour].add(row)
        if !figures.gates.isEmpty { figures.gates[figures.gates.count - 1].counts.add(row) }
        days[day, default: EntryFigures.Counts()].add(row)
        guard row.direction != 3 else { return }
        if row.outcome.isRefusal { reasons[row.reason, default: (0, 0)].refusals += row.count }
        if row.outcome == .asked { reasons[row.reason, default: (0, 0)].checks += row.count }
    }

    func finished(days range: ClosedRange<Int64>) -> EntryFigures {
        var figures = figures
        figures.days = range.map { (CivilDate(daysSinceEpoch: $0), days[$0] ?? EntryFigures.Counts()) }
        figures.reasons = EntryFigures.sorted(reasons)
        return figures
    }
}
