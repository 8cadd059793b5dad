/// One span of an hours table, in the port's local time.
package struct ScheduleWindow: Hashable, Sendable {
    /// The days on which the span *starts*: bit 0 Monday to bit 6 Sunday.
    package var weekdays: UInt8
    /// Minutes since midnight, 0 to 1439.
    package var from: UInt16
    /// Minutes since midnight, 0 to 1440, exclusive. Not after `from`: the span ends on the next day.
    package var to: UInt16

    package init(weekdays: UInt8, from: UInt16, to: UInt16) {
        self.weekdays = weekdays
        self.from = from
        self.to = to
    }

    /// Whether a span starts on this day, counted from 1970-01-01, a Thursday.
    func starts(onDay day: Int64) -> Bool {
        let weekday = ((day + 3) % 7 + 7) % 7
        return weekdays & 1 << UInt8(weekday) != 0
    }

    /// The span that starts on this day: seconds since 1970 of the port's wall clock, the end exclusive.
    func span(onDay day: Int64) -> (opens: Int64, closes: Int64) {
        let midnight = day * PolicySchedule.secondsADay
        let next = to <= from ? PolicySchedule.secondsADay : 0
        return (midnight + Int64(from) * 60, midnight + next + Int64(to) * 60)
    }
}
