/// A table of counts by one or more axes, with sums along those that have one.
package struct CountTable: Sendable {
    package struct Axis: Hashable, Sendable {
        package let id: String
        package let categories: [String]
        /// Whether the sum over the categories stands in the table, as ``total``.
        package let hasTotal: Bool

        package init(_ id: String, _ categories: [String], hasTotal: Bool = true) {
            self.id = id
            self.categories = categories
            self.hasTotal = hasTotal
        }

        /// The categories, and the sum where there is one.
        package var all: [String] { hasTotal ? categories + [total] : categories }
    }

    /// The category that is the sum of all.
    package static let total = "total"

    package let id: String
    package let axes: [Axis]
    /// Cells that there can be nothing in: they are in no file, so that nobody learns from them that another is empty.
    package let impossible: Set<[String]>
    private var counts: [[String]: DataCount]

    /// - Parameters:
    ///   - counts: by the category of each axis, sums included; what is missing is nothing.
    package init(
        _ id: String, axes: [Axis], impossible: Set<[String]> = [], counts: [[String]: DataCount]
    ) {
        self.id = id
        self.axes = axes
        self.impossible = impossible
        self.counts = counts
    }

    package subscript(key: [String]) -> DataCount { counts[key] ?? .none }

    /// Every cell, in the order of the axes, sums last.
    package var keys: [[String]] { Self.product(axes.map(\.all)).filter { !impossible.contains($0) } }

    /// What adds up to what.
    package var relations: [(total: [String], parts: [[String]])] {
        var relations: [(total: [String], parts: [[String]])] = []
        for place in axes.indices where axes[place].hasTotal {
            var choices = axes.map(\.all)
            choices[place] = [Self.total]
            for total in Self.product(choices) where !impossible.contains(total) {
                let parts = axes[place].categories.map { category in
                    var part = total
                    part[place] = category
                    return part
                }
                relations.append((total, parts.filter { !impossible.contains($0) }))
            }
        }
        return relations
    }

    private static func product(_ choices: [[String]]) -> [[String]] {
        choices.reduce([[]]) { found, next in found.flatMap { key in next.map { key + [$0] } } }
    }
}
