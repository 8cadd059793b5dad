/// Times as ECPay writes them: `yyyy/MM/dd HH:mm:ss`, UTC+8.
package enum TradeTime {
    private static let offset: Int64 = 8 * 3600
    private static let daySeconds: Int64 = 86_400

    /// - Parameter time: seconds since 1970, of the years 1970 to 9999.
    package static func text(_ time: Int64) -> String {
        let local = max(0, time) + offset
        let (year, month, day) = civil(local / daySeconds)
        let rest = local % daySeconds
        return "\(padded(year, 4))/\(padded(month, 2))/\(padded(day, 2)) "
            + "\(padded(rest / 3600, 2)):\(padded(rest / 60 % 60, 2)):\(padded(rest % 60, 2))"
    }

    /// - Returns: nil for any other shape, or a day or time that does not exist.
    package static func seconds(_ text: String) -> Int64? {
        let bytes = Array(text.utf8)
        guard bytes.count == 19, bytes[4] == UInt8(ascii: "/"), bytes[7] == UInt8(ascii: "/"), bytes[10] == 0x20,
            bytes[13] == UInt8(ascii: ":"), bytes[16] == UInt8(ascii: ":"), let hour = number(bytes[11..<13]),
            hour < 24,
            let minute = number(bytes[14..<16]), minute < 60, let second = number(bytes[17..<19]), second < 60,
            let day = day(bytes.prefix(10))
        else { return nil }
        return day + hour * 3600 + minute * 60 + second
    }

    /// The last second of a day that a code can be paid on, `yyyy/MM/dd`, or a whole time.
    package static func expiry(_ text: String) -> Int64? {
        if let time = seconds(text) { return time }
        let bytes = Array(text.utf8)
        guard bytes.count == 10, bytes[4] == UInt8(ascii: "/"), bytes[7] == UInt8(ascii: "/"), let day = day(bytes[...])
        else { return nil }
        return day + daySeconds - 1
    }

    /// Seconds since 1970 at which a day begins.
    private static func day(_ bytes: ArraySlice<UInt8>) -> Int64? {
        let bytes = Array(bytes)
        guard let year = number(bytes[0..<4]), year >= 1970, let month = number(bytes[5..<7]), (1...12).contains(month),
            let day = number(bytes[8..<10]), day >= 1
        else { return nil }
        let days = daysFromCivil(year, month, day)
        // A day that a month lacks lies in the next.
        guard civil(days) == (year, month, day) else { return nil }
        return days * daySeconds - offset
    }

    private static func number(_ bytes: ArraySlice<UInt8>) -> Int64? {
        var value: Int64 = 0
        for byte in bytes {
            guard (0x30...0x39).contains(byte) else { return nil }
            value = value * 10 + Int64(byte - 0x30)
        }
        return value
    }

    /// Hinnant's `days_from_civil`, for years from 1970.
    private static func daysFromCivil(_ year: Int64, _ month: Int64, _ day: Int64) -> Int64 {
        let year = month <= 2 ? year - 1 : year
        let yearOfEra = year % 400
        let dayOfYear = (153 * (month > 2 ? month - 3 : month + 9) + 2) / 5 + day - 1
        return year / 400 * 146_097 + yearOfEra * 365 + yearOfEra / 4 - yearOfEra / 100 + dayOfYear - 719_468
    }

    /// Hinnant's `civil_from_days`, for days from 1970.
    private static func civil(_ days: Int64) -> (Int64, Int64, Int64) {
        let shifted = days + 719_468
        let dayOfEra = shifted % 146_097
        let yearOfEra = (dayOfEra - dayOfEra / 1460 + dayOfEra / 36_524 - dayOfEra / 146_096) / 365
        let dayOfYear = dayOfEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100)
        let month = (5 * dayOfYear + 2) / 153
        let year = yearOfEra + shifted / 146_097 * 400 + (month < 10 ? 0 : 1)
        return (year, month < 10 ? month + 3 : month - 9, dayOfYear - (153 * month + 2) / 5 + 1)
    }

    private static func padded(_ number: Int64, _ count: Int) -> String {
        let digits = String(number)
        return String(repeating: "0", count: max(0, count - digits.utf8.count)) + digits
    }
}
