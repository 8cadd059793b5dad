import Identifiers
import Testing

@Suite("Dates as people write them")
struct DateTests {
    private func rule(_ text: String) -> IdentifierError.Rule? {
        brokenRule { _ = try DateText.parse(text) }
    }

    @Test(
        arguments: [
            "民國75年3月9日", "75/3/9", "075.03.09", "1986-03-09", "1986/3/9", "75-3-9", "0750309", "19860309", "75年3月9日",
            "西元1986年3月9日", "1986年3月9日", "中華民國75年03月09日", "民國 75 年 3 月 9 日", "７５／３／９", "１９８６－０３－０９", "民國７５年３月９日",
            "民國75年3月9", "75年3月9號", "民國75/3/9", "　1986.3.9 ",
        ] as [String])
    func `the same day in any form is the same day`(text: String) throws {
        #expect(try DateText.parse(text) == CivilDate(year: 1986, month: 3, day: 9))
    }

    @Test(
        arguments: [
            ("民國元年1月1日", "1912-01-01"), ("1/1/1", "1912-01-01"), ("民前1年12月31日", "1911-12-31"),
            ("民國前6年2月1日", "1906-02-01"),
            ("26/3/9", "1937-03-09"), ("999/12/31", "2910-12-31"), ("1000/1/1", "1000-01-01"),
            ("113/2/29", "2024-02-29"),
            ("115/11/26", "2026-11-26"), ("9999-12-31", "9999-12-31"),
        ] as [(String, String)])
    func `a year below a thousand is one of the republic`(text: String, iso: String) throws {
        #expect(DateText.iso(try DateText.parse(text)) == iso)
    }

    @Test(
        arguments: [
            ("", "required"), ("  　", "required"), ("75", "format"), ("75/3", "format"), ("75/3/9/1", "format"),
            ("75/3-9", "format"),
            ("75年3/9", "format"), ("3月9日", "format"), ("民國1986年3月9日", "format"), ("西元75年3月9日", "format"),
            ("民前1986年1月1日", "format"),
            ("750309", "format"), ("86-3-1986", "format"), ("1986/003/09", "format"),
            ("1986-03-09T00:00:00Z", "format"),
            ("-75/3/9", "format"), ("+75/3/9", "format"), ("75/3/9日", "format"), ("七十五年三月九日", "format"),
            ("19860/3/9", "format"),
            ("٧٥/٣/٩", "format"), ("7\u{301}5/3/9", "format"), ("元", "format"), ("民國", "format"),
            ("76/2/29", "no-such-day"),
            ("1900-02-29", "no-such-day"), ("75/13/1", "no-such-day"), ("75/0/1", "no-such-day"),
            ("75/4/31", "no-such-day"),
            ("0/1/1", "no-such-day"), ("民前0年1月1日", "no-such-day"), ("00000000", "no-such-day"),
            ("75/3/0", "no-such-day"),
            (String(repeating: "1", count: 100_000), "format"),
        ] as [(String, String)])
    func `what is no date says so`(text: String, expected: String) { #expect(rule(text)?.rawValue == expected) }

    @Test func `a date is shown in both calendars`() throws {
        let date = try #require(CivilDate(year: 2026, month: 11, day: 26))
        #expect(DateText.both(date) == "民國115年11月26日（2026-11-26）")
        #expect(DateText.republican(date) == "民國115年11月26日")
        #expect(DateText.iso(date) == "2026-11-26")
        #expect(DateText.republican(try #require(CivilDate(year: 1911, month: 1, day: 2))) == "民國前1年1月2日")
        #expect(DateText.iso(try #require(CivilDate(year: 7, month: 1, day: 2))) == "0007-01-02")
    }

    @Test func `every day of four centuries comes back from both forms`() throws {
        for days in Int64(-80_000)...70_000 {
            let date = CivilDate(daysSinceEpoch: days)
            #expect(try DateText.parse(DateText.iso(date)) == date)
            #expect(try DateText.parse(DateText.republican(date)) == date)
            if date.year > 1911 {
                #expect(try DateText.parse("\(date.year - 1911)/\(date.month)/\(date.day)") == date)
            }
        }
    }

    @Test func `days are in order, and years are added by the calendar`() throws {
        func day(_ text: String) throws -> CivilDate { try DateText.parse(text) }
        #expect(try day("2026-01-31") < day("2026-02-01") && day("2025-12-31") < day("2026-01-01"))
        #expect(try day("2024-02-29").adding(years: 1) == day("2025-02-28"))
        #expect(try day("2024-02-29").adding(years: -4) == day("2020-02-29"))
        #expect(try day("2024-02-29").adding(years: .max).year == 9999)
        #expect(try day("2024-02-29").adding(years: .min).year == 0)
    }

    private static let today = CivilDate(daysSinceEpoch: 20_783)

    @Test(
        arguments: [
            ("2026-11-26", nil), ("2026-11-27", "future"), ("1906-11-26", nil), ("1906-11-25", "too-old"),
            ("民前6年12月1日", nil),
            ("115/11/26", nil), ("116/1/1", "future"), ("1000-01-01", "too-old"), ("", "required"), ("x", "format"),
            ("2026-02-29", "no-such-day"),
        ] as [(String, String?)])
    func `a birth lies between today and 120 years ago`(text: String, expected: String?) {
        let rule = brokenRule { _ = try BirthDate(text, today: Self.today) }
        #expect(rule?.rawValue == expected)
    }

    @Test(
        arguments: [("1986-11-26", 40), ("1986-11-27", 39), ("1986-11-25", 40), ("2024-02-29", 2), ("2026-11-26", 0)]
            as [(String, Int64)])
    func `an age is in full years`(text: String, years: Int64) throws {
        #expect(try BirthDate(text, today: Self.today).age(on: Self.today) == years)
    }
}
