import Identifiers
import PassRender
import Register

/// Days on the ports' calendar.
enum SiteDate {
    private static let daySeconds: Int64 = 86_400

    /// A day as a date field sends it, `2026-12-01`, of the years 1912 to 9998.
    static func day(_ text: String) -> CivilDate? {
        let bytes = Array(text.utf8)
        guard bytes.count == 10, bytes[4] == UInt8(ascii: "-"), bytes[7] == UInt8(ascii: "-") else { return nil }
        func number(_ place: Range<Int>) -> Int? {
            guard bytes[place].allSatisfy({ (0x30...0x39).contains($0) }) else { return nil }
            return Int(String(decoding: bytes[place], as: UTF8.self))
        }
        guard let year = number(0..<4), (1912...9998).contains(year), let month = number(5..<7),
            let day = number(8..<10)
        else { return nil }
        return CivilDate(year: Int64(year), month: month, day: day)
    }

    /// The day that a moment lies in.
    static func day(of time: Int64, utcOffset: Int64) -> CivilDate {
        let local = time + utcOffset
        return CivilDate(daysSinceEpoch: (local >= 0 ? local : local - (daySeconds - 1)) / daySeconds)
    }

    /// The moment at which a day begins, or so many days later.
    static func start(of day: CivilDate, later days: Int64 = 0, utcOffset: Int64) -> Int64 {
        (day.daysSinceEpoch + days) * daySeconds - utcOffset
    }

    /// `2026-12-01`
    static func text(_ day: CivilDate) -> String {
        func padded(_ number: Int, _ count: Int) -> String {
            let digits = String(number)
            return String(repeating: "0", count: max(0, count - digits.count)) + digits
        }
        return "\(padded(Int(day.year), 4))-\(padded(day.month, 2))-\(padded(day.day, 2))"
    }

    /// From a moment until another, as people read it.
    static func validity(from start: Int64, until end: Int64, utcOffset: Int64) -> Words {
        guard let validity = try? Validity(from: start, until: end, utcOffset: Int(utcOffset)) else {
            return Words("—", "—")
        }
        return Words(validity.chinese, validity.english)
    }
}
