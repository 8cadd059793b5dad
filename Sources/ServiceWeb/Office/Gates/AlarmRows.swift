import PassFormat
import Register
import StrictJSON

/// Alarms as rows of a table.
enum AlarmRows {
    static func values(_ alarm: Alarm, _ page: StaffPage) -> [String: Any] {
        let finding = alarm.finding
        var values = tag(alarm, page).values
        values["address"] = page.link("alarms/\(alarm.id)")
        values["kind"] = page.words["staff.finding-\(finding.kind.rawValue)"]
        values["gate"] = finding.gate
        values["time"] = page.moment(finding.time)
        values["number"] = finding.number ?? "—"
        values["owner"] = alarm.owner?.text ?? "—"
        return values
    }

    /// A word with a shape: how grave it is, and whether somebody has it in hand.
    static func tag(_ alarm: Alarm, _ page: StaffPage) -> StatusTag {
        let words = page.words
        if alarm.settled != nil { return StatusTag(look: .good, text: words["staff.alarm-closed"]) }
        if alarm.stored.closedAt != nil { return StatusTag(look: .over, text: words["staff.alarm-ended"]) }
        switch alarm.finding.kind.severity {
        case .record: return StatusTag(look: .over, text: words["staff.severity-record"])
        case .warning: return StatusTag(look: .asking, text: words["staff.severity-warning"])
        case .alarm: return StatusTag(look: .bad, text: words["staff.severity-alarm"])
        }
    }

    /// What the page leads to and does not show.
    private static let linked: Set<String> = ["otherEpoch", "otherSequence"]

    /// What a finding says of itself, one line a member. Names of members are a program's; texts in them may be a gate's.
    static func details(_ finding: Finding, _ page: StaffPage) -> [SummaryView.Row] {
        finding.detail.members.filter { !linked.contains($0.name.string) }.map { member in
            let name = page.words.find("staff.detail-\(member.name.string)") ?? member.name.string
            let text: String
            switch (member.name.string, member.value) {
            case ("changedAt", .integer(let time)), ("otherTime", .integer(let time)), ("issued", .integer(let time)),
                ("issuedFrom", .integer(let time)), ("issuedTo", .integer(let time)):
                text = page.moment(time)
            case ("state", .string(let state)):
                text = page.words.find("staff.pass-\(state.string)") ?? state.string
            case (_, .string(let value)): text = value.string
            case (_, .integer(let value)): text = String(value)
            case (_, .null): text = "—"
            case (_, let value): text = String(decoding: JSONWriter.compact(value), as: UTF8.self)
            }
            return SummaryView.Row(name, [text])
        }
    }
}
