/// Days as forms of Taiwan write them, in either calendar.
///
/// A year below 1000 is one of the 民國 calendar (1 is 1912), any other is Gregorian. So `75/3/9` and `民國75年3月9日` are
/// 1986-03-09, and so is `1986/3/9`; `26/3/9` is 1937 and never 2026. The order is always year, month, day.
package enum DateText {
    /// The Gregorian year before 民國元年.
    private static let republic: Int64 = 1911

    /// - Parameter text: `民國75年3月9日`, `75年3月9日`, `75/3/9`, `075.03.09`, `0750309`, `1986-03-09`, `1986/3/9`, `19860309`,
    ///   `西元1986年3月9日`; full-width characters and spaces are forgiven. 民前 years are understood.
    /// - Throws: `required`, `format`, `noSuchDay`.
    package static func parse(_ text: String) throws(IdentifierError) -> CivilDate {
        // A date of the longest form has 15 characters; the rest is room for spaces.
        guard text.utf8.count <= 200 else { throw Self.noDate }
        var rest = Substring(TextNormalisation.narrowed(text).filter { !$0.isWhitespace })
        guard !rest.isEmpty else { throw IdentifierError(.required, "the date is missing") }
        let era = Self.era(&rest)
        guard let parts = Self.parts(rest) else { throw Self.noDate }
        let year: Int64
        switch era {
        case .gregorian where parts.year >= 1000: year = parts.year
        case .republican where parts.year < 1000: year = republic + parts.year
        case .beforeRepublic where parts.year < 1000: year = republic + 1 - parts.year
        case nil: year = parts.year < 1000 ? republic + parts.year : parts.year
        default: throw Self.noDate
        }
        guard parts.year > 0, let date = CivilDate(year: year, month: parts.month, day: parts.day) else {
            throw IdentifierError(.noSuchDay, "there is no such day")
        }
        return date
    }

    /// `民國115年11月26日`; `民國前1年12月31日` before 1912.
    package static func republican(_ date: CivilDate) -> String {
        let year = date.year - republic
        return "民國\(year > 0 ? "\(year)" : "前\(1 - year)")年\(date.month)月\(date.day)日"
    }

    /// `2026-11-26`.
    package static func iso(_ date: CivilDate) -> String {
        "\(padded(date.year, 4))-\(padded(Int64(date.month), 2))-\(padded(Int64(date.day), 2))"
    }

    /// `民國115年11月26日（2026-11-26）`.
    package static func both(_ date: CivilDate) -> String { "\(republican(date))（\(iso(date))）" }

    private static let noDate = IdentifierError(
        .format, "a date has a year, a month and a day, such as 1986-03-09 or 民國75年3月9日")

    private enum Era { case gregorian, republican, beforeRepublic }

    /// What calendar the text names, which is taken off it.
    private static func era(_ text: inout Substring) -> Era? {
        for (prefix, era) in [
            ("民國前", Era.beforeRepublic), ("民前", .beforeRepublic), ("中華民國", .republican), ("民國", .republican),
            ("西元", .gregorian),
        ] where text.hasPrefix(prefix) {
            text = text.dropFirst(prefix.count)
            return era
        }
        return nil
    }

    private static func parts(_ text: Substring) -> (year: Int64, month: Int, day: Int)? {
        // Without separators seven digits are 民國 and eight Gregorian; six could be either and are none.
        if [7, 8].contains(text.utf8.count), text.utf8.allSatisfy(\.isDigit) {
            let month = text.dropLast(2).suffix(2)
            guard let year = Int64(text.dropLast(4)), let month = Int(month), let day = Int(text.suffix(2)) else {
                return nil
            }
            return (year, month, day)
        }
        var rest = text
        guard let year = number(&rest, digits: 4), let first = rest.popFirst(), let month = number(&rest, digits: 2),
            let second = rest.popFirst(), let day = number(&rest, digits: 2)
        else { return nil }
        switch (first, second, rest) {
        case ("/", "/", ""), ("-", "-", ""), (".", ".", ""), ("年", "月", "日"), ("年", "月", "號"), ("年", "月", ""):
            return (year, Int(month), Int(day))
        default: return nil
        }
    }

    /// Takes a number of one to so many digits; 元 is the first year.
    private static func number(_ text: inout Substring, digits most: Int) -> Int64? {
        if most == 4, text.hasPrefix("元年") {
            text = text.dropFirst()
            return 1
        }
        let digits = text.prefix { $0.asciiValue?.isDigit == true }
        guard (1...most).contains(digits.count) else { return nil }
        text = text.dropFirst(digits.count)
        return Int64(digits)
    }

    private static func padded(_ value: Int64, _ count: Int) -> String {
        let digits = String(value)
        return String(repeating: "0", count: max(0, count - digits.count)) + digits
    }
}
