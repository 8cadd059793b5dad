import Identifiers
import Register

extension StaffPage {
    /// A moment by the port's clock: `11-26 14:05`, with the year where it is another.
    func moment(_ time: Int64) -> String {
        let offset = register.utcOffset
        let day = CivilDate(of: time, utcOffset: offset)
        let today = CivilDate(of: now, utcOffset: offset)
        let date = day.year == today.year ? String(DateText.iso(day).dropFirst(5)) : DateText.iso(day)
        return "\(date) \(ClockText.text(time, utcOffset: offset))"
    }

    /// How long ago something was, in the largest unit that fits.
    func age(of time: Int64) -> String {
        let seconds = max(0, now - time)
        switch seconds {
        case ..<3_600: return words["staff.minutes", ["count": String(seconds / 60)]]
        case ..<86_400: return words["staff.hours", ["count": String(seconds / 3_600)]]
        default: return words["staff.days", ["count": String(seconds / 86_400)]]
        }
    }

    func day(_ time: Int64) -> String {
        DayText.text(CivilDate(of: time, utcOffset: register.utcOffset), words)
    }
}
