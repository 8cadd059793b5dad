import GateMessages
import PassVerify

/// A scan that a guard decides on: as its record has it, and what this run knows beside that.
struct KnownScan: Hashable, Sendable {
    let event: ScanEvent
    let moment: JournalMoment
    /// When the pass runs out; nil where this run did not see it.
    var expires: Int64?

    init(_ event: ScanEvent, _ moment: JournalMoment) {
        self.event = event
        self.moment = moment
    }

    /// - Returns: nil for what is no scan.
    init?(_ entry: JournalEntry) {
        guard case .scan(let event) = entry.event else { return nil }
        self.init(event, entry.moment)
        expires = entry.expires
    }

    init?(_ record: JournalRecord) {
        guard case .scan(let event) = record.event else { return nil }
        self.init(event, record.moment)
    }

    /// Seconds since then: by the time since boot, which nobody sets; over a start of the machine by the clock, and then without a
    /// sign.
    func age(at time: MachineTime, _ clock: GateClock) -> UInt64 {
        let seconds =
            moment.boot == time.boot ? (time.uptime &- moment.uptime) / 1_000 : clock.now &- moment.wall
        return seconds.magnitude
    }
}
