internal import GateMessages
internal import SQLStore

extension Gate {
    /// Records of the journal's end that are looked at.
    private static let undecidedWithin: Int64 = 256

    /// The newest scan, when nobody has decided on it yet and it was no plain admission: what the screen showed last, also after a
    /// restart. Misreads and patrols do not count.
    package func undecided() throws -> RecordedScan? {
        try commit { journal in
            guard let epoch = try EpochStore.newest(journal.database) else { return nil }
            var decided: Set<Int64> = []
            var sequence = epoch.last
            while sequence > max(0, epoch.last - Self.undecidedWithin) {
                defer { sequence -= 1 }
                guard
                    let bytes = try RecordStore.record(epoch: epoch.seq, sequence: sequence, journal.database),
                    let record = try? JournalRecord(decoding: bytes)
                else { continue }
                switch record.event {
                case .override(let override): decided.insert(override.sequence)
                case .scan(let scan):
                    if scan.direction == .check || scan.isMisread { continue }
                    guard scan.verdict != .admit, !decided.contains(sequence) else { return nil }
                    return RecordedScan(record)
                default: continue
                }
            }
            return nil
        }
    }
}
