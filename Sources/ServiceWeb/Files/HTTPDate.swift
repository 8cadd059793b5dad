import Identifiers

/// Times in header fields: IMF-fixdate (RFC 9110 section 5.6.7), which is all that anybody sends today.
enum HTTPDate {
    private static let days = ["Thu", "Fri", "Sat", "Sun", "Mon", "Tue", "Wed"]
    private static let months = [
        "Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec",
    ]

    /// - Parameter time: seconds since 1970, which was a Thursday.
    static func text(_ time: Int64) -> String {
        func padded(_ number: Int64) -> String { number < 10 ? "0\(number)" : "\(number)" }
        let time = max(0, time)
        let date = CivilDate(daysSinceEpoch: time / 86_400)
        let clock = [time / 3_600 % 24, time / 60 % 60, time % 60].map(padded).joined(separator: ":")
        let day = "\(days[Int(time / 86_400 % 7)]), \(padded(Int64(date.day)))"
        return "\(day) \(months[date.month - 1]) \(date.year) \(clock) GMT"
    }

    /// - Returns: seconds since 1970; nil for another shape, which is as if there were none (section 13.1.3).
    static func parse(_ text: String) -> Int64? {
        let parts = text.split(separator: " ", omittingEmptySubsequences: false)
        guard parts.count == 6, parts[5] == "GMT", let month = months.firstIndex(of: String(parts[2])),
            let day = Int(parts[1]), let year = Int64(parts[3]),
            let date = CivilDate(year: year, month: month + 1, day: day)
        else { return nil }
        let clock = parts[4].split(separator: ":").compactMap { Int64($0) }
        guard clock.count == 3 else { return nil }
        let time = date.daysSinceEpoch * 86_400 + clock[0] * 3_600 + clock[1] * 60 + clock[2]
        // Only what we would write the same way.
        return time >= 0 && self.text(time) == text ? time : nil
    }
}
