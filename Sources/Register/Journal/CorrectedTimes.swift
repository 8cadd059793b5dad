import GateMessages

/// When records of one upload were written, as well as can be told by a service whose clock is right.
///
/// A kiosk's wall clock may be wrong in two ways that show. Nothing is written after it arrived: where the newest record of a
/// boot claims so, all of that boot are earlier by as much. And nothing is written before the gate's clock floor. A clock that
/// is behind can't be told from an upload that is late.
struct CorrectedTimes {
    private let receivedAt: Int64
    /// Seconds by which the clock was ahead, by boot.
    private var ahead: [[UInt8]: Int64] = [:]

    init(_ moments: [JournalMoment], receivedAt: Int64) {
        self.receivedAt = receivedAt
        for moment in moments where moment.wall > receivedAt {
            let lead = moment.wall.saturatingSubtraction(receivedAt)
            ahead[moment.boot] = max(ahead[moment.boot] ?? 0, lead)
        }
    }

    /// Seconds since 1970, never after the arrival.
    func time(of moment: JournalMoment) -> Int64 {
        let wall = moment.wall.saturatingSubtraction(ahead[moment.boot] ?? 0)
        return min(max(wall, moment.floor), receivedAt)
    }
}

extension Int64 {
    /// The difference, or the nearest there is: a clock from outside may say anything.
    func saturatingSubtraction(_ other: Int64) -> Int64 {
        let (difference, overflow) = subtractingReportingOverflow(other)
        return overflow ? (self < other ? .min : .max) : difference
    }
}
