import Identifiers

/// A span of calendar years, months and days, as rules are written: `P3Y`, `P1M`, `P14D` (ISO 8601, dates only).
///
/// "One month" is a month of the calendar in Taiwan, not 30 days: from the 31st it ends on the last day of a shorter month.
package struct CalendarDuration: Hashable, Sendable, CustomStringConvertible {
    package let years: Int
    package let months: Int
    package let days: Int

    /// Whole years.
    init(years: Int) {
        self.years = years
        months = 0
        days = 0
    }

    /// - Returns: nil when the text is not `P`, then years, months and days in this order, each at most once and below 1000.
    package init?(_ text: String) {
        var rest = Array(text.utf8)[...]
        guard rest.popFirst() == UInt8(ascii: "P"), !rest.isEmpty else { return nil }
        var parts: [UInt8: Int] = [:]
        var order = Array("YMD".utf8)[...]
        while !rest.isEmpty {
            let digits = rest.prefix { (0x30...0x39).contains($0) }
            guard (1...3).contains(digits.count), let number = Int(String(decoding: digits, as: UTF8.self)) else {
                return nil
            }
            rest = rest.dropFirst(digits.count)
            guard let unit = rest.popFirst(), let place = order.firstIndex(of: unit) else { return nil }
            order = order[(place + 1)...]
            parts[unit] = number
        }
        years = parts[UInt8(ascii: "Y")] ?? 0
        months = parts[UInt8(ascii: "M")] ?? 0
        days = parts[UInt8(ascii: "D")] ?? 0
    }

    /// The moment this span later by the wall clock at `utcOffset` seconds east of UTC.
    /// - Parameter time: seconds since 1970.
    package func added(to time: Int64, utcOffset: Int64) -> Int64 {
        let local = time + utcOffset
        let day = (local >= 0 ? local : local - 86_399) / 86_400
        let start = CivilDate(daysSinceEpoch: day)
        let monthCount = start.year * 12 + Int64(start.month - 1) + Int64(years * 12 + months)
        let (year, month) = (monthCount / 12, Int(monthCount % 12) + 1)
        let clamped = min(start.day, CivilDate.days(in: month, of: year))
        let date = CivilDate(year: year, month: month, day: clamped)
        let end = (date?.daysSinceEpoch ?? day) + Int64(days)
        return end * 86_400 + (local - day * 86_400) - utcOffset
    }

    package var description: String {
        let parts = [(years, "Y"), (months, "M"), (days, "D")].filter { $0.0 != 0 }.map { "\($0.0)\($0.1)" }
        return "P" + (parts.isEmpty ? "0D" : parts.joined())
    }

    /// For a sentence: `3 years`, `1 month`.
    var words: String {
        [(years, "year"), (months, "month"), (days, "day")].filter { $0.0 != 0 }
            .map { "\($0.0) \($0.1)\($0.0 == 1 ? "" : "s")" }.joined(separator: " and ")
    }
}
