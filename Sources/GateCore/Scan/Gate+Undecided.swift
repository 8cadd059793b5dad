package import GateMessages
internal import PassFormat
package import PassVerify
internal import SQLStore

extension Gate {
    /// An amber or red that nobody has decided on.
    package struct UndecidedScan: Hashable, Sendable {
        package let place: JournalPlace
        /// Seconds since 1970, by the gate's wall clock.
        package let time: Int64
        package let verdict: Verdict
        package let direction: Direction
        /// The most serious reason; nil when that is one that no screen names.
        package let reason: String?
        package let event: ScanEvent
    }

    /// More records than are written between a scan and the decision on it.
    private static let lookBack: Int64 = 200

    /// What stood on the screen when the program ended: the newest scan, where it was amber or red and nobody decided.
    ///
    /// - Parameter age: seconds; an older one is on nobody's screen any more.
    package func undecidedScan(within age: Int64) -> UndecidedScan? {
        let now = observe(clock.read()).now
        return try? read { database in
            guard let epoch = try EpochStore.newest(database) else { return nil }
            var decided: Set<Int64> = []
            var sequence = epoch.last
            while sequence > 0, sequence > epoch.last - Self.lookBack {
                defer { sequence -= 1 }
                guard let bytes = try RecordStore.record(epoch: epoch.seq, sequence: sequence, database),
                    let record = try? JournalRecord(decoding: bytes)
                else { continue }
                switch record.event {
                case .override(let event): decided.insert(event.sequence)
                case .scan(let event):
                    guard !decided.contains(sequence), now.subtractingReportingOverflow(record.moment.wall).0 <= age
                    else { return nil }
                    return Self.undecided(event, JournalPlace(epoch: epoch.epoch, sequence: sequence), record.moment)
                default: break
                }
            }
            return nil
        }
    }

    private static func undecided(
        _ event: ScanEvent, _ place: JournalPlace, _ moment: JournalMoment
    ) -> UndecidedScan? {
        let codes = event.reasons.compactMap { ReasonCode(rawValue: $0.string) }
        // A code that could not be read is scanned again, and never decided on.
        guard event.verdict != .admit, codes.first != .malformed, codes.first != .unsupported else { return nil }
        return UndecidedScan(
            place: place, time: moment.wall, verdict: event.verdict == .deny ? .deny : .check,
            direction: Direction(event.direction), reason: codes.first.flatMap { $0.isDiscreet ? nil : $0.rawValue },
            event: event)
    }
}

extension Direction {
    init(_ direction: ScanEvent.Direction) {
        switch direction {
        case .in: self = .in
        case .out: self = .out
        case .check: self = .check
        }
    }
}
