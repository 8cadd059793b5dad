/// Counts one thing after the other into the cells of a table, and into every sum that each is part of.
package struct CountBuilder {
    private let axes: [CountTable.Axis]
    private var found: [[String]: [String: Int64]] = [:]

    package init(axes: [CountTable.Axis]) { self.axes = axes }

    /// - Parameters:
    ///   - key: a category of each axis; what is of none is left out.
    ///   - who: the person or pass that it is of. What nobody is known of counts, but protects nobody.
    package mutating func add(_ key: [String], by who: String?, count: Int64 = 1) {
        precondition(key.count == axes.count)
        guard zip(key, axes).allSatisfy({ $1.categories.contains($0) }) else { return }
        var cells: [[String]] = [[]]
        for (category, axis) in zip(key, axes) {
            cells = cells.flatMap { cell in
                axis.hasTotal ? [cell + [category], cell + [CountTable.total]] : [cell + [category]]
            }
        }
        for cell in cells { found[cell, default: [:]][who ?? "", default: 0] += count }
    }

    package func table(_ id: String, impossible: Set<[String]> = []) -> CountTable {
        CountTable(
            id, axes: axes, impossible: impossible.filter { found[$0] == nil },
            counts: found.mapValues { people in
                let known = people.filter { !$0.key.isEmpty }
                return DataCount(
                    value: people.values.reduce(0, +), contributors: Int64(known.count),
                    largest: known.values.max() ?? 0)
            })
    }
}
