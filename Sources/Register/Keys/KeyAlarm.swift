/// How soon something ends that has to be renewed by people (DESIGN section 4: 60, 30 and 14 days before).
package enum KeyAlarm: String, Hashable, Sendable, Comparable {
    case notice, warning, urgent, over

    /// - Parameters:
    ///   - expires: seconds since 1970.
    ///   - lifetime: what it had when it was made. What lives for days is renewed by the service itself: only when that fails
    ///     for long does less than a quarter of it remain.
    init?(expires: Int64, lifetime: Int64, now: Int64) {
        let left = expires - now
        if left <= 0 {
            self = .over
        } else if lifetime < 120 * 86_400 {
            guard left < lifetime / 4 else { return nil }
            self = .urgent
        } else if left <= 14 * 86_400 {
            self = .urgent
        } else if left <= 30 * 86_400 {
            self = .warning
        } else if left <= 60 * 86_400 {
            self = .notice
        } else {
            return nil
        }
    }

    private var rank: Int {
        switch self {
        case .notice: 0
        case .warning: 1
        case .urgent: 2
        case .over: 3
        }
    }

    package static func < (left: KeyAlarm, right: KeyAlarm) -> Bool { left.rank < right.rank }
}
