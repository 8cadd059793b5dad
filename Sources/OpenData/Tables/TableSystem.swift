/// Tables that are published together, as one system of equations: what anybody can calculate with.
///
/// Cells of two tables that are the same number are one variable: what is kept back in one is kept back in the other.
package struct TableSystem: Sendable {
    package struct Cell: Hashable, Sendable {
        package let table: String
        package let key: [String]

        package init(_ table: String, _ key: [String]) {
            self.table = table
            self.key = key
        }
    }

    struct Relation: Sendable {
        let total: Int
        let parts: [Int]
    }

    /// Of each variable.
    private(set) var counts: [DataCount] = []
    private(set) var relations: [Relation] = []
    private(set) var variables: [Cell: Int] = [:]

    /// - Parameter same: cells that are the same number.
    /// - Throws: ``OpenDataError`` where a sum or two same cells differ: the figures are wrong, and nothing is to be published.
    package init(_ tables: [CountTable], same: [(Cell, Cell)] = []) throws(OpenDataError) {
        var leader: [Cell: Cell] = [:]
        func root(_ cell: Cell) -> Cell {
            var cell = cell
            while let next = leader[cell] { cell = next }
            return cell
        }
        for (one, other) in same {
            let (first, second) = (root(one), root(other))
            if first != second { leader[second] = first }
        }
        for table in tables {
            for key in table.keys {
                let cell = Cell(table.id, key)
                let representative = root(cell)
                if let known = variables[representative] {
                    guard counts[known].value == table[key].value else {
                        throw OpenDataError(
                            "\(table.id) \(key) is \(table[key].value), but elsewhere \(counts[known].value)")
                    }
                    // The weaker of the two protections holds.
                    counts[known] = DataCount(
                        value: counts[known].value,
                        contributors: min(counts[known].contributors, table[key].contributors),
                        largest: max(counts[known].largest, table[key].largest))
                    variables[cell] = known
                } else {
                    variables[cell] = counts.count
                    variables[representative] = counts.count
                    counts.append(table[key])
                }
            }
        }
        for table in tables {
            for (total, parts) in table.relations {
                guard let sum = variables[Cell(table.id, total)] else { continue }
                let found = parts.compactMap { variables[Cell(table.id, $0)] }
                guard found.reduce(0, { $0 + counts[$1].value }) == counts[sum].value else {
                    throw OpenDataError("\(table.id) \(total) is not the sum of its parts")
                }
                relations.append(Relation(total: sum, parts: found))
            }
        }
    }

    /// The variables that hang together by relations, with these.
    var components: [(variables: [Int], relations: [Relation])] {
        var leader = Array(counts.indices)
        func root(_ place: Int) -> Int {
            var place = place
            while leader[place] != place { place = leader[place] }
            return place
        }
        for relation in relations {
            for part in relation.parts {
                let (one, other) = (root(part), root(relation.total))
                if one != other { leader[max(one, other)] = min(one, other) }
            }
        }
        var found: [Int: (variables: [Int], relations: [Relation])] = [:]
        for place in counts.indices { found[root(place), default: ([], [])].variables.append(place) }
        for relation in relations { found[root(relation.total), default: ([], [])].relations.append(relation) }
        return found.sorted { $0.key < $1.key }.map(\.value)
    }
}
