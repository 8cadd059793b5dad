import PassFormat
import PassVerify
import StrictJSON

extension PolicyFile {
    /// `schedules` of the policy.
    enum Schedules {
        private static let most = 1000

        static func read(_ field: FileField?) throws(TrustFileError) -> [PolicySchedule] {
            var schedules: [PolicySchedule] = []
            guard let field else { return schedules }
            for element in try field.elements(limit: most) {
                let id = try element.member("id")
                let schedule = PolicySchedule(
                    id: try id.integer(in: 0...Int64.max), windows: try windows(element.member("windows")))
                guard !schedules.contains(where: { $0.id == schedule.id }) else {
                    throw id.duplicate("another hours table's id")
                }
                schedules.append(schedule)
            }
            return schedules
        }

        private static func windows(_ field: FileField) throws(TrustFileError) -> [ScheduleWindow] {
            var windows: [ScheduleWindow] = []
            for element in try field.elements(limit: 50) {
                let daysField = try element.member("days")
                var weekdays: UInt8 = 0
                for day in try daysField.elements(limit: 7) { weekdays |= try day.word(Weekday.self).mask }
                guard weekdays != 0 else { throw daysField.invalid("a window has at least one day") }
                let from = try element.member("from")
                let opens = try time(from)
                guard opens < 24 * 60 else { throw from.invalid("a window starts before 24:00") }
                windows.append(ScheduleWindow(weekdays: weekdays, from: opens, to: try time(element.member("to"))))
            }
            guard !windows.isEmpty else { throw field.invalid("an hours table has at least one window") }
            return windows
        }

        private static func time(_ field: FileField) throws(TrustFileError) -> UInt16 {
            guard let time = ClockTime(try field.text().utf8) else {
                throw field.invalid("it must be a time from 00:00 to 24:00")
            }
            return time.minutes
        }

        static func write(_ schedule: PolicySchedule) -> JSONValue {
            .object([
                "id": .integer(schedule.id), "windows": .array(schedule.windows.map(write)),
            ])
        }

        private static func write(_ window: ScheduleWindow) -> JSONValue {
            let days = Weekday.allCases.filter { window.weekdays & $0.mask != 0 }
            return .object([
                "days": .texts(days.map(\.rawValue)),
                "from": .text(ClockTime(minutes: window.from).description),
                "to": .text(ClockTime(minutes: window.to).description),
            ])
        }
    }
}
