import Identifiers

extension Register {
    /// Times and limits of listening and answering.
    package var service: ServiceRules { seeds.service }

    /// The end of the day that lies so many days after today, by the ports' clocks: a time of days is over at midnight.
    func endOfDay(after days: Int64, from now: Int64) -> Int64 {
        let today = CivilDate(of: now, utcOffset: utcOffset)
        return CivilDate(daysSinceEpoch: today.daysSinceEpoch + days).next.start(utcOffset: utcOffset)
    }

    /// The last day of a time that ends at a midnight, as messages have it: `2026-12-01`.
    func lastDay(before end: Int64) -> String { DateText.iso(CivilDate(of: end - 1, utcOffset: utcOffset)) }
}
