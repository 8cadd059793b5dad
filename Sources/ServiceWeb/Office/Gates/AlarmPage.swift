import Hummingbird
import PassFormat
import Register
import StrictJSON

/// What the pages of alarms say.
enum AlarmPage {
    @inline(never)
    static func list(_ open: [Alarm], _ past: [Alarm], isFirst: Bool, _ page: StaffPage) throws -> Response {
        var view = OfficeView("office-alarms", title: page.words["staff.menu-alarms"])
        view.values["isFirst"] = isFirst
        view.values["hasOpen"] = !open.isEmpty
        view.values["open"] = open.map { AlarmRows.values($0, page) }
        view.values["hasPast"] = !past.isEmpty
        view.values["past"] = past.map { AlarmRows.values($0, page) }
        view.values["older"] = past.last.map { page.link("alarms?before=\($0.id)") } ?? ""
        view.values["hasOlder"] = past.count >= 50
        return try view.response(in: page)
    }

    @inline(never)
    static func one(
        _ alarm: Alarm, _ steps: [AlarmStep], tasks: [GateTask], handlers: [StaffMember], problem: String?,
        note: String, _ page: StaffPage
    ) throws -> Response {
        let words = page.words
        var view = OfficeView("office-alarm", title: words["staff.finding-\(alarm.finding.kind.rawValue)"])
        view.isError = problem != nil
        view.status = problem == nil ? .ok : .conflict
        view.values = ErrorSummaryView(problems: problem.map { [$0] } ?? [], fields: []).values
        view.values.merge(AlarmRows.tag(alarm, page).values) { $1 }
        view.values["meaning"] = words["staff.finding-\(alarm.finding.kind.rawValue)-meaning"]
        view.values["summary"] = SummaryView(rows: rows(alarm, page)).values
        view.values["hasStory"] = alarm.finding.epoch != nil && page.may(.seePasses)
        view.values["story"] = story(of: alarm.finding, page) ?? ""
        let other = other(of: alarm.finding, page)
        view.values["hasOther"] = other != nil && page.may(.seePasses)
        view.values["other"] = other ?? ""
        view.values["gateAddress"] = page.link("gates/\(alarm.finding.gate)")
        view.values["gate"] = alarm.finding.gate
        let own = page.duty?.member.handle
        let mayHandle = page.may(.handleAlarms) && !alarm.isOver && alarm.finding.kind.severity != .record
        view.values["mayTake"] = mayHandle && alarm.owner != own
        view.values["isTaken"] = alarm.owner != nil
        view.values["mayNote"] = mayHandle
        view.values["mayClose"] = mayHandle && alarm.owner == own
        view.values["typed"] = note
        for act in ["take", "note", "hand-over", "close"] {
            view.values["\(act)Address"] = page.link("alarms/\(alarm.id)/\(act)")
        }
        view.values["overAddress"] = page.link("alarms/\(alarm.id)/hand-over")
        view.values["handlers"] = handlers.filter { $0.handle != own }.map {
            ["value": $0.handle.text, "text": "\($0.name)（\($0.handle.text)）"]
        }
        view.values["endings"] = AlarmEnding.allCases.map {
            ["value": $0.rawValue, "text": words["staff.ending-\($0.rawValue)"]]
        }
        view.values["hasSteps"] = !steps.isEmpty
        view.values["steps"] = steps.map { step(of: $0, page) }
        view.values["hasTasks"] = !tasks.isEmpty && page.may(.seeTasks)
        view.values["tasks"] = tasks.map { task(of: $0, page) }
        return try view.response(in: page)
    }

    private static func rows(_ alarm: Alarm, _ page: StaffPage) -> [SummaryView.Row] {
        let words = page.words
        let finding = alarm.finding
        var rows = [
            SummaryView.Row(words["staff.at"], [page.moment(finding.time)]),
            SummaryView.Row(words["staff.alarm-found"], [page.moment(alarm.stored.foundAt)]),
        ]
        if let number = finding.number { rows.append(SummaryView.Row(words["staff.pass-number"], [number])) }
        rows += AlarmRows.details(finding, page)
        rows.append(SummaryView.Row(words["staff.alarm-owner"], [alarm.owner?.text ?? words["staff.alarm-nobody"]]))
        if let settled = alarm.settled {
            rows.append(
                SummaryView.Row(
                    words["staff.alarm-closed"],
                    ["\(page.moment(settled.at))　\(settled.by.text)", words["staff.ending-\(settled.ending.rawValue)"]])
            )
        } else if let ended = alarm.stored.closedAt {
            rows.append(SummaryView.Row(words["staff.alarm-ended"], [page.moment(ended)]))
        }
        return rows
    }

    private static func story(of finding: Finding, _ page: StaffPage) -> String? {
        guard let epoch = finding.epoch, let sequence = finding.sequence else { return nil }
        return page.link("gates/\(finding.gate)/records/\(epoch.hex)/\(sequence)")
    }

    /// The record at another gate that a finding is made of, too.
    private static func other(of finding: Finding, _ page: StaffPage) -> String? {
        guard case .string(let gate)? = finding.detail["otherGate"],
            case .string(let epoch)? = finding.detail["otherEpoch"],
            case .integer(let sequence)? = finding.detail["otherSequence"]
        else { return nil }
        return page.link("gates/\(gate.string)/records/\(epoch.string)/\(sequence)")
    }

    private static func step(of step: AlarmStep, _ page: StaffPage) -> [String: Any] {
        let words = page.words
        let what: String =
            switch step.act {
            case .take: words["staff.step-take"]
            case .note: words["staff.step-note"]
            case .handOver(let other): words["staff.step-hand-over", ["person": other.text]]
            case .close(let ending): words["staff.step-close", ["ending": words["staff.ending-\(ending.rawValue)"]]]
            }
        return [
            "time": page.moment(step.at), "who": step.by.text, "what": what, "hasNote": step.note != nil,
            "note": step.note ?? "",
        ]
    }

    private static func task(of task: GateTask, _ page: StaffPage) -> [String: Any] {
        [
            "subject": page.words["staff.task-\(task.subject.name)"], "time": page.moment(task.time),
            "guard": task.guardName, "hasNote": task.note != nil, "note": task.note ?? "",
            "isDone": task.doneAt != nil,
        ]
    }
}
