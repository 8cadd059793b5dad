/// Looks for other tables that agree with what is published, and keeps back what they need.
struct MoveSearch {
    private let places: [Int: Int]
    private let variables: [Int]
    private let relations: [TableSystem.Relation]
    private let values: [Int64]
    private let weights: [Double]
    private var isKept: [Bool]
    /// The smallest and largest that each variable is in a table that was found.
    private var low: [Int64]
    private var high: [Int64]

    init(
        _ system: TableSystem, _ variables: [Int], _ relations: [TableSystem.Relation], kept: Set<Int>
    ) {
        self.variables = variables
        self.relations = relations
        places = Dictionary(uniqueKeysWithValues: variables.enumerated().map { ($1, $0) })
        values = variables.map { system.counts[$0].value }
        // One cell rather than two, and of few people rather than of many: sums last of all, since they are of most.
        weights = variables.map { 20 + Double(min(system.counts[$0].value, 5_000)) }
        isKept = variables.map(kept.contains)
        (low, high) = (values, values)
    }

    var kept: Set<Int> { Set(variables.indices.filter { isKept[$0] }.map { variables[$0] }) }

    /// Finds a table in which a variable is at least, or at most, so large, and keeps back what differs in it.
    mutating func reach(_ variable: Int, _ target: Int64) -> Bool {
        guard let place = places[variable] else { return false }
        let distance = target - values[place]
        guard distance != 0, low[place] > target || high[place] < target else { return true }
        guard let move = move(place, distance) else { return false }
        for (index, change) in move.enumerated() where change != 0 {
            isKept[index] = true
            low[index] = min(low[index], values[index] + change)
            high[index] = max(high[index], values[index] + change)
        }
        return true
    }

    /// Whole numbers to add to the variables, so that all sums stay right, nothing is below 0, and one variable has moved.
    private func move(_ place: Int, _ distance: Int64) -> [Int64]? {
        let count = variables.count
        let far = Double(abs(distance))
        // Up and down by variable.
        var bounds = [Double](repeating: far * 4, count: count) + values.map { Double($0) }
        var gains = (weights + weights).enumerated().map { index, weight in isKept[index % count] ? 0 : -weight }
        let (there, back) = distance > 0 ? (place, place + count) : (place + count, place)
        bounds[there] = far
        bounds[back] = 0
        gains[there] = 1_000_000
        var rows: [[Double]] = []
        for relation in relations {
            var row = [Double](repeating: 0, count: count * 2)
            for (variable, sign) in relation.parts.map({ ($0, 1.0) }) + [(relation.total, -1.0)] {
                guard let index = places[variable] else { continue }
                row[index] += sign
                row[index + count] -= sign
            }
            rows.append(row)
        }
        var simplex = BoundedSimplex(rows: rows, gains: gains, bounds: bounds)
        guard let found = simplex.solve() else { return nil }
        let move = (0..<count).map { found[$0] - found[$0 + count] }
        // A corner that is no whole number becomes one in some multiple.
        for factor in 1...12 {
            let whole = move.map { Int64(($0 * Double(factor)).rounded()) }
            if holds(whole), distance > 0 ? whole[place] >= distance : whole[place] <= distance { return whole }
        }
        return nil
    }

    private func holds(_ move: [Int64]) -> Bool {
        guard zip(values, move).allSatisfy({ $0 + $1 >= 0 }) else { return false }
        return relations.allSatisfy { relation in
            let total = places[relation.total].map { move[$0] } ?? 0
            return relation.parts.reduce(0) { $0 + (places[$1].map { move[$0] } ?? 0) } == total
        }
    }
}
