/// An hours table, named by a pass's claim -1.
package struct PolicySchedule: Hashable, Sendable {
    static let secondsADay: Int64 = 86_400
    /// Far beyond any time a pass can name, and small enough for sums.
    private static let farthest: Int64 = 1 << 50

    /// The claim's value.
    package var id: Int64
    /// A pass is good in any of them.
    package var windows: [ScheduleWindow]

    package init(id: Int64, windows: [ScheduleWindow]) {
        self.id = id
        self.windows = windows
    }

    /// Whether one of the windows, stretched at both ends, holds this moment.
    ///
    /// - Parameters:
    ///   - localTime: seconds since 1970 of the port's wall clock.
    ///   - graceMinutes: by how much a window is stretched; never more than a day.
    func isOpen(atLocalTime localTime: Int64, graceMinutes: Int64) -> Bool {
        let grace = min(max(graceMinutes, 0), 24 * 60) * 60
        let time = min(max(localTime, -Self.farthest), Self.farthest)
        let today = (time >= 0 ? time : time - (Self.secondsADay - 1)) / Self.secondsADay
        // A window over midnight ends the day after it starts, and the grace may add or take a day.
        for day in (today - 2)...(today + 1) {
            for window in windows where window.starts(onDay: day) {
                let (opens, closes) = window.span(onDay: day)
                if time >= opens - grace, time < closes + grace { return true }
            }
        }
        return false
    }
}
