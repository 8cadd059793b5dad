/// How many, and who stands behind it: a cell of a table before anything is kept back.
package struct DataCount: Hashable, Sendable {
    package let value: Int64
    /// How many different people or passes it comes from.
    package let contributors: Int64
    /// How much of it comes from the one of whom there is most.
    package let largest: Int64

    package init(value: Int64, contributors: Int64, largest: Int64) {
        self.value = value
        self.contributors = contributors
        self.largest = largest
    }

    package static let none = DataCount(value: 0, contributors: 0, largest: 0)

    /// Of so many people, each of whom is one of it.
    package static func people(_ value: Int64) -> DataCount {
        DataCount(value: value, contributors: value, largest: min(1, value))
    }
}
