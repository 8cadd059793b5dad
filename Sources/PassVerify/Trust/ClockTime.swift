/// A time of day as it is written in `policy.json` and on the kiosk: `07:30`, up to `24:00`.
package struct ClockTime: Hashable, Sendable, CustomStringConvertible {
    /// Minutes since midnight.
    package let minutes: UInt16

    package init(minutes: UInt16) {
        self.minutes = minutes
    }

    /// `nil` unless the text is `HH:MM` from `00:00` to `24:00`.
    package init?(_ text: [UInt8]) {
        guard text.count == 5, text[2] == UInt8(ascii: ":") else { return nil }
        var digits: [UInt16] = []
        for index in [0, 1, 3, 4] {
            guard (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(text[index]) else { return nil }
            digits.append(UInt16(text[index] - UInt8(ascii: "0")))
        }
        let (hours, minutes) = (digits[0] * 10 + digits[1], digits[2] * 10 + digits[3])
        guard minutes < 60, hours * 60 + minutes <= 24 * 60 else { return nil }
        self.minutes = hours * 60 + minutes
    }

    package var description: String {
        let (hours, rest) = (minutes / 60, minutes % 60)
        return (hours < 10 ? "0" : "") + String(hours) + (rest < 10 ? ":0" : ":") + String(rest)
    }
}
