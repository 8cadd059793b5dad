import GateMessages
import PassFormat

/// The few members of a record that queries need.
struct RecordColumns: Hashable, Sendable {
    var pass: Int64?
    var number: String?
    /// As in `ScanEvent.Verdict`; of an override what the guard decided.
    var verdict: Int64?
    var direction: Int64?

    init(_ event: JournalEvent) {
        switch event {
        case .scan(let scan):
            pass = scan.pass.map { Int64(bitPattern: $0.id.rawValue) }
            number = scan.pass?.number.string
            verdict = scan.verdict.rawValue
            direction = scan.direction.rawValue
        case .override(let override):
            number = override.number?.string
            verdict = override.isAdmitted ? ScanEvent.Verdict.admit.rawValue : ScanEvent.Verdict.deny.rawValue
            direction = override.direction.rawValue
        case .passage(let passage):
            number = passage.number?.string
            verdict = passage.isAdmitted ? ScanEvent.Verdict.admit.rawValue : ScanEvent.Verdict.deny.rawValue
            direction = passage.direction.rawValue
        case .card(let card): number = card.number.string
        case .tray(let tray): direction = tray.direction.rawValue
        case .report(let report): number = report.number?.string
        case .opened, .trustApplied, .clock, .shift, .alarm, .evacuation, .handOver, .guards, .checkpoint, .unknown:
            break
        }
    }
}
