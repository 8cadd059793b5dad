/// A time in a record: a moment, or a span from another moment.
enum RecordTime: Hashable, Sendable {
    case moment(Int64)
    case duration(CalendarDuration)

    init?(_ text: String) {
        if let moment = Timestamp.parse(text) {
            self = .moment(moment)
        } else if let duration = CalendarDuration(text) {
            self = .duration(duration)
        } else {
            return nil
        }
    }

    func resolved(from start: Int64, utcOffset: Int64) -> Int64 {
        switch self {
        case .moment(let moment): moment
        case .duration(let duration): duration.added(to: start, utcOffset: utcOffset)
        }
    }
}
