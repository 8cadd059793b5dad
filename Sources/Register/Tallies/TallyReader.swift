import GateMessages
import PassFormat
import SQLStore

/// Says what one record counts as.
struct TallyReader {
    struct Count: Hashable, Sendable {
        let direction: Int64
        let outcome: TallyOutcome
        /// The most serious code; empty for an admission without one.
        let reason: String
    }

    /// Codes for what could not be read.
    private static let misreads: Set<String> = ["malformed", "unsupported"]

    /// The database's number of the journal.
    let journal: Int64
    let database: any SQLReading

    /// Nil for what is no coming or going.
    func count(_ bytes: [UInt8]) throws -> Count? {
        guard let record = try? JournalRecord(decoding: bytes) else { return nil }
        switch record.event {
        case .scan(let scan): return Self.count(scan)
        case .override(let override): return try count(override, before: record.place.sequence)
        case .passage(let passage):
            return Count(
                direction: passage.direction.rawValue,
                outcome: passage.isAdmitted ? .admittedByGuard : .refusedByGuard,
                reason: passage.reasons.first?.string ?? "")
        default: return nil
        }
    }

    private static func count(_ scan: ScanEvent) -> Count {
        let reason = scan.reasons.first?.string ?? ""
        let outcome: TallyOutcome =
            switch scan.verdict {
            case .admit: .admitted
            case .check: .asked
            case .deny: misreads.contains(reason) ? .misread : .refused
            }
        return Count(direction: scan.direction.rawValue, outcome: outcome, reason: reason)
    }

    /// What a guard did about a scan counts once: a refusal that is confirmed was counted as the gate's.
    private func count(_ override: OverrideEvent, before sequence: Int64) throws -> Count? {
        var scan: ScanEvent?
        if override.sequence < sequence, let bytes = try JournalStore.record(journal, override.sequence, database),
            case .scan(let found)? = try? JournalRecord(decoding: bytes).event
        {
            scan = found
        }
        let isCounted = scan.map { override.isAdmitted ? $0.verdict == .admit : $0.verdict == .deny } ?? false
        guard !isCounted else { return nil }
        return Count(
            direction: override.direction.rawValue,
            outcome: override.isAdmitted ? .admittedByGuard : .refusedByGuard,
            reason: scan?.reasons.first?.string ?? "")
    }
}
