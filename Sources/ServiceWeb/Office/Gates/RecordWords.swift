import GateMessages
import PassFormat
import Register

/// What a record tells, in words.
enum RecordWords {
    static func address(_ entry: JournalEntry, _ page: StaffPage) -> String {
        page.link("gates/\(entry.gate)/records/\(entry.place.epoch.hex)/\(entry.place.sequence)")
    }

    static func row(_ entry: JournalEntry, _ page: StaffPage) -> [String: Any] {
        var values = tag(entry, page).values
        values["time"] = page.moment(entry.time)
        values["address"] = address(entry, page)
        values["sequence"] = String(entry.place.sequence)
        values["gate"] = entry.gate
        values["kind"] = kind(entry.event, page)
        values["number"] = entry.number ?? "—"
        values["what"] = reasons(entry.event).map { GateReason.text($0, page) }.joined(
            separator: page.words["staff.comma"])
        return values
    }

    static func kind(_ event: JournalEvent?, _ page: StaffPage) -> String {
        let name: String
        switch event {
        case .scan?: name = "scan"
        case .override?: name = "override"
        case .opened?: name = "opened"
        case .trustApplied?: name = "trust"
        case .clock?: name = "clock"
        case .shift(_, let begins)?: name = begins ? "shift-begins" : "shift-ends"
        case .alarm?: name = "alarm"
        case .passage?: name = "passage"
        case .card?: name = "card"
        case .tray?: name = "tray"
        case .evacuation?: name = "evacuation"
        case .report?: name = "report"
        case .handOver?: name = "hand-over"
        case .guards?: name = "guards"
        case .checkpoint?: name = "checkpoint"
        case .unknown?, nil: name = "unknown"
        }
        return page.words["staff.record-\(name)"]
    }

    /// What was decided, with a shape; nothing for records that decide nothing.
    static func tag(_ entry: JournalEntry, _ page: StaffPage) -> StatusTag {
        let words = page.words
        func decided(_ isAdmitted: Bool) -> StatusTag {
            StatusTag(
                look: isAdmitted ? .good : .bad,
                text: words[isAdmitted ? "staff.outcome-admitted-by-guard" : "staff.outcome-refused-by-guard"])
        }
        switch entry.event {
        case .scan(let scan)?:
            switch scan.verdict {
            case .admit: return StatusTag(look: .good, text: words["staff.outcome-admitted"])
            case .check: return StatusTag(look: .asking, text: words["staff.outcome-check"])
            case .deny: return StatusTag(look: .bad, text: words["staff.outcome-refused"])
            }
        case .override(let override)?: return decided(override.isAdmitted)
        case .passage(let passage)?: return decided(passage.isAdmitted)
        case .tray(let tray)?: return decided(tray.isAdmitted)
        default: return StatusTag(look: .over, text: words["staff.outcome-none"])
        }
    }

    static func reasons(_ event: JournalEvent?) -> [String] {
        switch event {
        case .scan(let scan)?: scan.reasons.map(\.string)
        case .passage(let passage)?: passage.reasons.map(\.string)
        case .tray(let tray)?: tray.reasons.map(\.string)
        default: []
        }
    }

    static func direction(_ direction: ScanEvent.Direction, _ page: StaffPage) -> String {
        switch direction {
        case .in: page.words["staff.direction-in"]
        case .out: page.words["staff.direction-out"]
        case .check: page.words["staff.direction-patrol"]
        }
    }
}
