package import Identifiers

/// Three months, which a release is of.
package struct Quarter: Hashable, Comparable, Sendable, CustomStringConvertible {
    package let year: Int64
    /// 1 to 4.
    package let number: Int64

    package init?(year: Int64, number: Int64) {
        guard (2000...2999).contains(year), (1...4).contains(number) else { return nil }
        self.year = year
        self.number = number
    }

    /// The quarter that a day lies in; nil outside the years that a release can be of.
    package init?(of day: CivilDate) {
        self.init(year: day.year, number: (Int64(day.month) + 2) / 3)
    }

    /// `2026Q3`
    package init?(text: String) {
        let parts = text.split(separator: "Q", omittingEmptySubsequences: false)
        guard parts.count == 2, parts[0].count == 4, parts[1].count == 1, let year = Int64(parts[0]),
            let number = Int64(parts[1])
        else { return nil }
        self.init(year: year, number: number)
        guard description == text else { return nil }
    }

    package var description: String { "\(year)Q\(number)" }

    package var next: Quarter {
        number == 4 ? Quarter(year: year + 1, number: 1) ?? self : Quarter(year: year, number: number + 1) ?? self
    }

    package var firstDay: CivilDate { Self.day(year, number * 3 - 2) }

    /// The day after the last.
    package var endDay: CivilDate { number == 4 ? Self.day(year + 1, 1) : Self.day(year, number * 3 + 1) }

    package var lastDay: CivilDate { CivilDate(daysSinceEpoch: endDay.daysSinceEpoch - 1) }

    private static func day(_ year: Int64, _ month: Int64) -> CivilDate {
        CivilDate(year: year, month: Int(month), day: 1) ?? CivilDate(daysSinceEpoch: 0)
    }

    package static func < (one: Quarter, other: Quarter) -> Bool {
        (one.year, one.number) < (other.year, other.number)
    }
}
