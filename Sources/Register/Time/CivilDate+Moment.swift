package import Identifiers

extension CivilDate {
    /// The day that a moment lies in by a wall clock.
    /// - Parameters:
    ///   - time: seconds since 1970.
    ///   - utcOffset: seconds that the clock is ahead of UTC.
    package init(of time: Int64, utcOffset: Int64) {
        let local = time + utcOffset
        self.init(daysSinceEpoch: (local >= 0 ? local : local - 86_399) / 86_400)
    }

    /// The moment at which the day begins, in seconds since 1970.
    package func start(utcOffset: Int64) -> Int64 { daysSinceEpoch * 86_400 - utcOffset }

    /// The day after.
    package var next: CivilDate { CivilDate(daysSinceEpoch: daysSinceEpoch + 1) }

    /// The day's beginning as RFC 3339 writes it, as records have it.
    func midnight(utcOffset: Int64) -> String {
        func padded(_ number: Int64) -> String { number < 10 ? "0\(number)" : "\(number)" }
        let minutes = abs(utcOffset) / 60
        return
            "\(DateText.iso(self))T00:00:00\(utcOffset < 0 ? "-" : "+")\(padded(minutes / 60)):\(padded(minutes % 60))"
    }
}
