/// Round numbers for the marks of an axis that reaches at least up to a value.
struct ChartScale: Hashable, Sendable {
    /// From 0 upwards, in equal steps.
    let marks: [Int64]

    var highest: Int64 { marks.last ?? 1 }

    /// - Parameter value: the largest that is drawn.
    init(upTo value: Int64, steps: Int64 = 4) {
        let wanted = max(1, (max(0, value) + steps - 1) / steps)
        var unit: Int64 = 1
        while unit * 10 <= wanted { unit *= 10 }
        // Steps that people count in: 1, 2, 5 and their tens.
        let step = [1, 2, 5, 10].map { $0 * unit }.first { $0 >= wanted } ?? wanted
        marks = (0...steps).map { $0 * step }
    }

    /// How far along a length a value stands.
    func place(_ value: Int64, along length: Int64) -> Int64 {
        min(length, max(0, value * length / highest))
    }
}
