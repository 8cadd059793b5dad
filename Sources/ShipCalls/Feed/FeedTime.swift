import Identifiers

/// The two ways in which feeds write times, both in Taiwan's time (UTC+8, without summer time).
package enum FeedTime {
    private static let zone: Int64 = 8 * 3600

    /// `6/15/2026 7:00:00 AM` (month first) or `202606150700`, between 2000 and 2099.
    /// - Returns: seconds since 1970; nil for anything else, and for a day there is not.
    package static func parse(_ text: String) -> Int64? {
        let bytes = Array(text.utf8)
        return bytes.contains(UInt8(ascii: "/")) ? american(bytes) : compact(bytes)
    }

    /// As the shape writes it. The second has no seconds.
    package static func text(_ time: Int64, in shape: FeedShape) -> String {
        let local = time + zone
        let day = CivilDate(daysSinceEpoch: local.flooredQuotient(86_400))
        let second = local - 86_400 * local.flooredQuotient(86_400)
        let (hour, minute) = (second / 3600, second / 60 % 60)
        switch shape {
        case .openData:
            let clock = "\(hour % 12 == 0 ? 12 : hour % 12):\(two(minute)):\(two(second % 60))"
            return "\(day.month)/\(day.day)/\(day.year) \(clock) \(hour < 12 ? "AM" : "PM")"
        case .shipList:
            return "\(day.year)\(two(Int64(day.month)))\(two(Int64(day.day)))\(two(hour))\(two(minute))"
        }
    }

    private static func two(_ value: Int64) -> String { value < 10 ? "0\(value)" : "\(value)" }

    private static func compact(_ bytes: [UInt8]) -> Int64? {
        guard bytes.count == 12 else { return nil }
        var rest = bytes[...]
        guard let year = number(&rest, 4...4), let month = number(&rest, 2...2), let day = number(&rest, 2...2),
            let hour = number(&rest, 2...2), let minute = number(&rest, 2...2)
        else { return nil }
        return seconds(year, month, day, hour, minute, 0)
    }

    private static func american(_ bytes: [UInt8]) -> Int64? {
        var rest = bytes[...]
        guard let month = number(&rest, 1...2), take(&rest, "/"), let day = number(&rest, 1...2), take(&rest, "/"),
            let year = number(&rest, 4...4), take(&rest, " "), let hour = number(&rest, 1...2), take(&rest, ":"),
            let minute = number(&rest, 2...2), take(&rest, ":"), let second = number(&rest, 2...2), take(&rest, " "),
            (1...12).contains(hour)
        else { return nil }
        switch rest.map({ $0 | 0x20 }) {
        case Array("am".utf8): return seconds(year, month, day, hour % 12, minute, second)
        case Array("pm".utf8): return seconds(year, month, day, hour % 12 + 12, minute, second)
        default: return nil
        }
    }

    private static func seconds(
        _ year: Int64, _ month: Int64, _ day: Int64, _ hour: Int64, _ minute: Int64, _ second: Int64
    ) -> Int64? {
        guard (2000...2099).contains(year), hour < 24, minute < 60, second < 60,
            let date = CivilDate(year: year, month: Int(month), day: Int(day))
        else { return nil }
        return date.daysSinceEpoch * 86_400 + hour * 3600 + minute * 60 + second - zone
    }

    private static func number(_ rest: inout ArraySlice<UInt8>, _ digits: ClosedRange<Int>) -> Int64? {
        var value: Int64 = 0
        var count = 0
        while count < digits.upperBound, let byte = rest.first, (0x30...0x39).contains(byte) {
            value = value * 10 + Int64(byte - 0x30)
            rest = rest.dropFirst()
            count += 1
        }
        return digits.contains(count) ? value : nil
    }

    private static func take(_ rest: inout ArraySlice<UInt8>, _ character: Unicode.Scalar) -> Bool {
        guard let byte = rest.first, UInt32(byte) == character.value else { return false }
        rest = rest.dropFirst()
        return true
    }
}

extension Int64 {
    /// Rounded down, also below zero.
    fileprivate func flooredQuotient(_ divisor: Int64) -> Int64 {
        self >= 0 ? self / divisor : -((divisor - 1 - self) / divisor)
    }
}
