/// When people sleep, by the ports' clocks: from nine in the evening to eight in the morning.
enum NightHours {
    private static let (first, last): (Int64, Int64) = (21, 8)

    static func isNight(at now: Int64, utcOffset: Int64) -> Bool {
        let second = (now + utcOffset) % 86_400
        let hour = (second < 0 ? second + 86_400 : second) / 3_600
        return hour >= first || hour < last
    }
}
