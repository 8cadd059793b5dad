import Identifiers

/// Times as RFC 3339 writes them, with an offset, to the second.
package enum Timestamp {
    /// Seconds since 1970 of `2026-12-01T00:00:00+08:00`.
    /// - Returns: nil for any other shape, a day or time that does not exist (also leap seconds), or a fraction of a second.
    package static func parse(_ text: String) -> Int64? {
        let bytes = Array(text.utf8)
        func number(_ start: Int, _ count: Int) -> Int64? {
            guard start + count <= bytes.count else { return nil }
            var value: Int64 = 0
            for byte in bytes[start..<start + count] {
                guard (0x30...0x39).contains(byte) else { return nil }
                value = value * 10 + Int64(byte - 0x30)
            }
            return value
        }
        guard bytes.count == 20 || bytes.count == 25, bytes[4] == UInt8(ascii: "-"), bytes[7] == UInt8(ascii: "-"),
            bytes[10] == UInt8(ascii: "T"), bytes[13] == UInt8(ascii: ":"), bytes[16] == UInt8(ascii: ":"),
            let year = number(0, 4), let month = number(5, 2), let day = number(8, 2),
            let hour = number(11, 2), hour < 24, let minute = number(14, 2), minute < 60, let second = number(17, 2),
            second < 60, let date = CivilDate(year: year, month: Int(month), day: Int(day))
        else { return nil }
        var offset: Int64 = 0
        if bytes.count == 20 {
            guard bytes[19] == UInt8(ascii: "Z") else { return nil }
        } else {
            guard let hours = number(20, 2), hours < 24, bytes[22] == UInt8(ascii: ":"), let minutes = number(23, 2),
                minutes < 60
            else { return nil }
            switch bytes[19] {
            case UInt8(ascii: "+"): offset = hours * 3600 + minutes * 60
            case UInt8(ascii: "-"): offset = -(hours * 3600 + minutes * 60)
            default: return nil
            }
        }
        return date.daysSinceEpoch * 86_400 + hour * 3600 + minute * 60 + second - offset
    }

    /// A moment by the wall clock at `utcOffset` seconds east of UTC, a whole number of minutes: `2026-12-01T00:00:00+08:00`.
    package static func text(_ time: Int64, utcOffset: Int64) -> String {
        func padded(_ number: Int64) -> String { number < 10 ? "0\(number)" : "\(number)" }
        let day = CivilDate(of: time, utcOffset: utcOffset)
        let seconds = time - day.start(utcOffset: utcOffset)
        let offset = abs(utcOffset) / 60
        return DateText.iso(day) + "T\(padded(seconds / 3_600)):\(padded(seconds / 60 % 60)):\(padded(seconds % 60))"
            + "\(utcOffset < 0 ? "-" : "+")\(padded(offset / 60)):\(padded(offset % 60))"
    }

    /// `2026-12-01 00:00:00` by the wall clock at `utcOffset` seconds east of UTC.
    static func plain(_ time: Int64, utcOffset: Int64) -> String {
        let day = CivilDate(of: time, utcOffset: utcOffset)
        let seconds = time - day.start(utcOffset: utcOffset)
        let parts = [seconds / 3_600, seconds / 60 % 60, seconds % 60].map { $0 < 10 ? "0\($0)" : "\($0)" }
        return "\(DateText.iso(day)) \(parts.joined(separator: ":"))"
    }

    /// The Gregorian year that a moment lies in by the wall clock at `utcOffset` seconds east of UTC.
    static func year(of time: Int64, utcOffset: Int64) -> Int64 {
        let local = time + utcOffset
        return CivilDate(daysSinceEpoch: (local >= 0 ? local : local - 86_399) / 86_400).year
    }
}
