import Foundation
import Identifiers
import Register
import Testing

@Suite("Calendar days, spans and times")
struct TimeTests {
    @Test("agrees with the calendar of Foundation on every day of eight centuries")
    func days() throws {
        var calendar = Calendar(identifier: .gregorian)
        calendar.timeZone = try #require(TimeZone(identifier: "UTC"))
        for day in stride(from: Int64(-135_000), through: 160_000, by: 1) {
            let date = CivilDate(daysSinceEpoch: day)
            #expect(date.daysSinceEpoch == day)
            if day % 97 == 0 {
                let parts = calendar.dateComponents(
                    [.year, .month, .day], from: Date(timeIntervalSince1970: Double(day) * 86_400))
                #expect(parts.year == Int(date.year) && parts.month == date.month && parts.day == date.day)
            }
        }
    }

    @Test(
        "refuses days that do not exist",
        arguments: [(2026, 2, 29), (2026, 4, 31), (2026, 13, 1), (2026, 0, 1), (2026, 1, 0), (2100, 2, 29)])
    func noSuchDay(year: Int64, month: Int, day: Int) {
        #expect(CivilDate(year: year, month: month, day: day) == nil)
    }

    @Test(
        "adds calendar spans by the clock of Taiwan",
        arguments: [
            ("2026-12-01T00:00:00+08:00", "P3Y", "2029-12-01T00:00:00+08:00"),
            ("2026-01-31T10:00:00+08:00", "P1M", "2026-02-28T10:00:00+08:00"),
            ("2028-02-29T00:00:00+08:00", "P3Y", "2031-02-28T00:00:00+08:00"),
            // Still the 30th in UTC, but the 31st in Taiwan.
            ("2026-03-30T20:00:00Z", "P1M", "2026-04-30T04:00:00+08:00"),
            ("2026-12-31T23:59:59+08:00", "P1D", "2027-01-01T23:59:59+08:00"),
            ("2026-11-30T00:00:00+08:00", "P1Y3M2D", "2028-03-02T00:00:00+08:00"),
            ("2026-11-30T00:00:00+08:00", "P0D", "2026-11-30T00:00:00+08:00"),
        ])
    func spans(start: String, span: String, end: String) throws {
        let duration = try #require(CalendarDuration(span))
        let time = try #require(Timestamp.parse(start))
        #expect(duration.added(to: time, utcOffset: 28_800) == Timestamp.parse(end))
    }

    @Test(
        "refuses texts that are no spans",
        arguments: [
            "", "P", "3Y", "P3", "PY", "P1D1Y", "P1Y1Y", "P1H", "PT1H", "P-1Y", "P1000Y", "P1.5Y", "p1y", "P１Y",
        ])
    func noSpan(text: String) {
        #expect(CalendarDuration(text) == nil)
    }

    @Test(
        "reads RFC 3339 times with any offset",
        arguments: [
            ("1970-01-01T00:00:00Z", 0), ("2026-12-01T00:00:00+08:00", 1_796_054_400),
            ("2026-11-30T11:30:00-04:30", 1_796_054_400),
            ("0000-01-01T00:00:00Z", -62_167_219_200), ("9999-12-31T23:59:59Z", 253_402_300_799),
        ] as [(String, Int64)])
    func times(text: String, seconds: Int64) {
        #expect(Timestamp.parse(text) == seconds)
    }

    @Test(
        "refuses texts that are no times",
        arguments: [
            "", "2026-12-01", "2026-12-01T00:00:00", "2026-12-01 00:00:00Z", "2026-12-01T00:00:00z",
            "2026-12-01T24:00:00Z",
            "2026-12-01T00:60:00Z", "2026-12-01T00:00:60Z", "2026-02-29T00:00:00Z", "2026-12-01T00:00:00+0800",
            "2026-12-01T00:00:00+24:00", "2026-12-01T00:00:00.5Z", "2026-12-01T00:00:00+08:00 ", "２０２６-12-01T00:00:00Z",
            "2026-12-01T00:00:00 08:00",
        ])
    func noTime(text: String) {
        #expect(Timestamp.parse(text) == nil)
    }
}
