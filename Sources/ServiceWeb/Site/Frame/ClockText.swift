/// The time of day by the port's clock: `14:05`.
enum ClockText {
    static func text(_ time: Int64, utcOffset: Int64) -> String {
        let seconds = (((time + utcOffset) % 86_400) + 86_400) % 86_400
        func two(_ number: Int64) -> String { number < 10 ? "0\(number)" : "\(number)" }
        return "\(two(seconds / 3_600)):\(two(seconds % 3_600 / 60))"
    }
}
