/// A moment as mail writes it (RFC 5322 section 3.3), in UTC: `Thu, 26 Nov 2026 05:42:13 +0000`.
enum MailDate {
    private static let days = ["Thu", "Fri", "Sat", "Sun", "Mon", "Tue", "Wed"]
    private static let months = [
        "Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec",
    ]

    /// - Parameter time: seconds since 1970; taken to the nearest of the years 1970 to 9999.
    static func text(_ time: Int64) -> String {
        let time = min(max(time, 0), 253_402_300_799)
        let (day, second) = (time / 86_400, time % 86_400)
        // Days to a date in a calendar whose year begins in March, so that the leap day is its last
        // (Hinnant, "chrono-Compatible Low-Level Date Algorithms", civil_from_days).
        let shifted = day + 719_468
        let (era, dayOfEra) = (shifted / 146_097, shifted % 146_097)
        let yearOfEra = (dayOfEra - dayOfEra / 1_460 + dayOfEra / 36_524 - dayOfEra / 146_096) / 365
        let dayOfYear = dayOfEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100)
        let month = (5 * dayOfYear + 2) / 153
        let date = dayOfYear - (153 * month + 2) / 5 + 1
        let calendarMonth = month < 10 ? month + 3 : month - 9
        let year = yearOfEra + era * 400 + (calendarMonth <= 2 ? 1 : 0)
        let clock = [second / 3_600, second / 60 % 60, second % 60].map { $0 < 10 ? "0\($0)" : "\($0)" }
        return "\(days[Int(day % 7)]), \(date) \(months[Int(calendarMonth) - 1]) \(year) "
            + clock.joined(separator: ":") + " +0000"
    }
}
