import OpenData

/// Random tables that are small enough for every table that agrees with what is published to be tried.
struct SmallTables {
    private(set) var tables: [CountTable] = []
    let same: [(TableSystem.Cell, TableSystem.Cell)]
    private let axes: (CountTable.Axis, CountTable.Axis, CountTable.Axis)

    /// People of two or three sorts, by two things that have their own tables, which share the sums of the sorts.
    init(using random: inout some RandomNumberGenerator) {
        func axis(_ id: String, _ count: Int) -> CountTable.Axis {
            CountTable.Axis(id, (0..<count).map { "\(id)\($0)" })
        }
        axes = (axis("sort", 2), axis("left", 2), axis("right", 2))
        var (left, right) = (CountBuilder(axes: [axes.0, axes.1]), CountBuilder(axes: [axes.0, axes.2]))
        for person in 0..<Int.random(in: 0...16, using: &random) {
            func pick(_ axis: CountTable.Axis) -> String {
                // The first is the most frequent, so that others are small.
                let place = min(
                    Int.random(in: axis.categories.indices, using: &random),
                    Int.random(in: axis.categories.indices, using: &random))
                return axis.categories[place]
            }
            let sort = pick(axes.0)
            left.add([sort, pick(axes.1)], by: "p\(person)")
            right.add([sort, pick(axes.2)], by: "p\(person)")
        }
        tables = [left.table("left"), right.table("right")]
        same = (axes.0.categories + [CountTable.total]).map {
            (TableSystem.Cell("left", [$0, "total"]), TableSystem.Cell("right", [$0, "total"]))
        }
    }

    func value(_ cell: TableSystem.Cell) -> Int64 {
        tables.first { $0.id == cell.table }.map { $0[cell.key].value } ?? 0
    }

    var cells: [TableSystem.Cell] { tables.flatMap { table in table.keys.map { TableSystem.Cell(table.id, $0) } } }

    /// The values that each cell has in tables that agree with what is published, by trying all whose inner cells have so many more
    /// than is true at most.
    func possible(kept: Set<TableSystem.Cell>, more: Int64) -> [TableSystem.Cell: Set<Int64>] {
        let order = axes.0.categories.flatMap { sort in inner.map { TableSystem.Cell($0.table, [sort, $0.key]) } }
        let sums = inner.map { TableSystem.Cell($0.table, ["total", $0.key]) }
        let published = (order + sums).map { kept.contains($0) ? nil : value($0) }
        let choices = axes.0.categories.indices.map { row in
            rows(
                of: published[row * inner.count..<(row + 1) * inner.count].map { $0 },
                most: order[row * inner.count..<(row + 1) * inner.count].map { value($0) + more })
        }
        var found = [Set<Int64>](repeating: [], count: published.count)
        for first in choices[0] {
            for second in choices[1] {
                let sums = zip(first, second).map { $0 + $1 }
                guard zip(sums, published.suffix(inner.count)).allSatisfy({ $1 == nil || $0 == $1 }) else { continue }
                for (place, value) in (first + second + sums).enumerated() { found[place].insert(value) }
            }
        }
        return Dictionary(uniqueKeysWithValues: zip(order + sums, found))
    }

    /// The cells of one sort, in both tables.
    private var inner: [(table: String, key: String)] {
        axes.1.all.map { ("left", $0) } + axes.2.all.map { ("right", $0) }
    }

    /// What one sort can be: two by two, with their sums, which are one number.
    private func rows(of published: [Int64?], most: [Int64]) -> [[Int64]] {
        func values(_ place: Int) -> [Int64] { published[place].map { [$0] } ?? Array(0...most[place]) }
        var rows: [[Int64]] = []
        for one in values(0) {
            for two in values(1) {
                for three in values(3) {
                    let four = one + two - three
                    let row = [one, two, one + two, three, four, one + two]
                    if four >= 0, zip(row, published).allSatisfy({ $1 == nil || $0 == $1 }) { rows.append(row) }
                }
            }
        }
        return rows
    }
}

/// The same numbers for the same seed (SplitMix64).
struct Chance: RandomNumberGenerator {
    var state: UInt64

    mutating func next() -> UInt64 {
        state &+= 0x9E37_79B9_7F4A_7C15
        var mixed = state
        mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
        mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
        return mixed ^ (mixed >> 31)
    }
}
