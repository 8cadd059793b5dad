import GateMessages
import PassFormat

/// Counts the records of a shift, in their order.
///
/// A scan that was no plain admission, and that nobody decided on afterwards, is unfinished: nothing has to be written to make it
/// so, and who has the journal can tell it too.
struct ShiftTally: Sendable {
    private(set) var counts: [String: Int64] = [:]
    /// Scans of this epoch that wait for a decision.
    private var open: Set<Int64> = []

    /// A new epoch: places begin anew, and what was open stays so.
    mutating func beginEpoch() {
        open.removeAll()
    }

    private mutating func add(_ name: String, _ count: Int64 = 1) {
        counts[name, default: 0] += count
    }

    mutating func take(_ record: JournalRecord) {
        switch record.event {
        case .scan(let scan): take(scan, at: record.place.sequence)
        case .override(let override):
            if open.remove(override.sequence) != nil { add("unfinished", -1) }
            add(override.isAdmitted ? "override-admit" : "override-refuse")
            if override.supervisor != nil { add("override-supervisor") }
        case .passage(let passage):
            // What completes an earlier record is no passage of its own.
            guard passage.concerns == nil || passage.direction == .out else { return }
            add("passage-\(passage.cause.name)")
        case .tray: add("tray")
        case .report: add("report")
        case .alarm: add("alarm")
        case .evacuation(let evacuation): if evacuation.phase == .begun { add("evacuation") }
        case .guards(let guards): if guards.change == .locked { add("pin-locked") }
        case .opened, .trustApplied, .clock, .shift, .card, .handOver, .checkpoint, .unknown: break
        }
    }

    private mutating func take(_ scan: ScanEvent, at sequence: Int64) {
        switch scan.verdict {
        case .admit: add("scan-admit")
        case .check, .deny:
            guard !scan.isMisread else { return add("scan-misread") }
            add(scan.verdict == .check ? "scan-check" : "scan-deny")
            // A patrol only looks.
            guard scan.direction != .check, open.insert(sequence).inserted else { return }
            add("unfinished")
        }
    }
}

extension ScanEvent {
    /// What could not be read: the screen says "again", and nobody decides on it.
    var isMisread: Bool { pass == nil && reasons.contains { $0 == "malformed" || $0 == "unsupported" } }
}

extension PassageEvent.Cause {
    package var name: String {
        switch self {
        case .typed: "typed"
        case .visitor: "visitor"
        case .card: "card"
        case .emergency: "emergency"
        case .paper: "paper"
        case .crew: "crew"
        }
    }
}
