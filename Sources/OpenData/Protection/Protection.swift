/// What is kept back, so that nobody can tell from all tables together whether somebody is in a cell with few people, nor how
/// many are.
///
/// Small cells are kept back: one to four, and cells that few people make, or one makes most of. Of the others as many as it takes
/// for two tables to exist for each of these that agree with all that is published: one in which nobody is in the cell, or as few
/// as its ``Need`` says, and one in which there are as many. Empty cells are among those others: that one is kept back does not
/// tell that there is somebody. Both tables are found as moves of whole numbers over cells that are kept back, and checked exactly;
/// what is kept back only grows, so they stay.
package enum Protection {
    package struct Rules: Hashable, Sendable {
        /// The smallest count that is published, but for none at all.
        package var least: Int64 = 5

        package init() {}
    }

    /// How far the cell has to reach in tables that agree with what is published.
    package struct Need: Hashable, Sendable {
        package let low: Int64
        package let high: Int64
    }

    /// Nil for a cell that can be published as far as it alone is concerned.
    package static func need(_ count: DataCount, _ rules: Rules = Rules()) -> Need? {
        if count.value == 0 { return nil }
        if count.value < rules.least { return Need(low: 0, high: rules.least) }
        guard count.contributors < rules.least || count.largest * 2 > count.value else { return nil }
        return Need(low: count.value / 2, high: count.value + (count.value + 1) / 2)
    }

    /// - Parameter before: cells that are kept back in any case.
    /// - Returns: the cells that are kept back.
    /// - Throws: ``OpenDataError`` where nothing protects a cell; then nothing is published.
    package static func keptBack(
        _ system: TableSystem, before: Set<TableSystem.Cell> = [], rules: Rules = Rules()
    ) throws(OpenDataError) -> Set<TableSystem.Cell> {
        var kept = Set(before.compactMap { system.variables[$0] })
        for (place, count) in system.counts.enumerated() where need(count, rules) != nil { kept.insert(place) }
        for component in system.components {
            var search = MoveSearch(system, component.variables, component.relations, kept: kept)
            let open = component.variables.filter { need(system.counts[$0], rules) != nil }
                .sorted { (system.counts[$0].value, $0) < (system.counts[$1].value, $1) }
            for place in open {
                guard let need = need(system.counts[place], rules) else { continue }
                guard search.reach(place, need.high), search.reach(place, need.low) else {
                    throw OpenDataError("a cell cannot be protected: nothing is published")
                }
            }
            kept.formUnion(search.kept)
        }
        return Set(system.variables.filter { kept.contains($0.value) }.keys)
    }
}
