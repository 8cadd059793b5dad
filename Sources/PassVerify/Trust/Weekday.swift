/// A day of an hours table; the raw value is its name in `policy.json`.
package enum Weekday: String, Hashable, Sendable, CaseIterable {
    case monday = "mon"
    case tuesday = "tue"
    case wednesday = "wed"
    case thursday = "thu"
    case friday = "fri"
    case saturday = "sat"
    case sunday = "sun"

    /// The day's bit in `ScheduleWindow.weekdays`.
    package var mask: UInt8 {
        switch self {
        case .monday: 1 << 0
        case .tuesday: 1 << 1
        case .wednesday: 1 << 2
        case .thursday: 1 << 3
        case .friday: 1 << 4
        case .saturday: 1 << 5
        case .sunday: 1 << 6
        }
    }
}
