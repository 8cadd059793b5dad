/// A moment on a wall's clock and calendar.
///
/// Calendar arithmetic after Howard Hinnant, "chrono-Compatible Low-Level Date Algorithms" (days_from_civil and its
/// inverse): no time zone database and no locale decide what a pass says.
struct LocalTime: Hashable {
    let year: Int
    let month: Int
    let day: Int
    let hour: Int
    let minute: Int
    let second: Int

    /// The first and last second of the years 1912 (民國元年) to 9999 in UTC, less and plus a day.
    private static let range = Int64(-1_830_384_000 - 86_400)...Int64(253_402_300_799 + 86_400)

    /// - Throws: `unusableDate` outside 1912 to 9999, or with an offset of 18 hours or more.
    init(_ seconds: Int64, utcOffset: Int) throws(RenderError) {
        guard Self.range.contains(seconds), (-64_799...64_799).contains(utcOffset) else { throw .unusableDate }
        let local = Int(seconds) + utcOffset
        let time = local - Self.floored(local, 86_400) * 86_400
        let days = Self.floored(local, 86_400) + 719_468
        let era = Self.floored(days, 146_097)
        let dayOfEra = days - era * 146_097
        let yearOfEra = (dayOfEra - dayOfEra / 1_460 + dayOfEra / 36_524 - dayOfEra / 146_096) / 365
        let dayOfYear = dayOfEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100)
        let shifted = (5 * dayOfYear + 2) / 153
        day = dayOfYear - (153 * shifted + 2) / 5 + 1
        month = shifted < 10 ? shifted + 3 : shifted - 9
        year = yearOfEra + era * 400 + (month <= 2 ? 1 : 0)
        hour = time / 3_600
        minute = time / 60 % 60
        second = time % 60
        guard (1912...9999).contains(year) else { throw .unusableDate }
    }

    var isMidnight: Bool { hour == 0 && minute == 0 && second == 0 }

    /// 115年12月1日
    var republicanDate: String { "\(year - 1911)年\(month)月\(day)日" }

    /// 2026-12-01
    var isoDate: String { "\(Self.padded(year, 4))-\(Self.padded(month, 2))-\(Self.padded(day, 2))" }

    /// 08:30
    var clock: String { "\(Self.padded(hour, 2)):\(Self.padded(minute, 2))" }

    /// 08:30:59
    var clockWithSeconds: String { clock + ":" + Self.padded(second, 2) }

    private static func padded(_ value: Int, _ count: Int) -> String {
        let digits = String(value)
        return String(repeating: "0", count: max(0, count - digits.count)) + digits
    }

    private static func floored(_ value: Int, _ divisor: Int) -> Int {
        value >= 0 ? value / divisor : -((-value + divisor - 1) / divisor)
    }
}
