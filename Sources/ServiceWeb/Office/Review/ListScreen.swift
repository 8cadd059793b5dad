import Hummingbird
import PassCrypto
import Register

/// A company's list: what can be approved, what can go to the police, and what has to be looked at by itself; in each, what is
/// unusual stands out.
struct ListScreen {
    let page: StaffPage
    let company: Company
    let cases: [ReviewCase]
    /// Those that wait beside the ones that are shown.
    let more: Int
    let decision: ListDecision

    private var words: SiteWords { page.words }

    @inline(never)
    func response() throws -> Response {
        var view = OfficeView("office-list", title: words["staff.list-of", ["company": company.name]])
        view.isError = !decision.problems.isEmpty
        view.status = decision.problems.isEmpty ? .ok : .conflict
        view.values = ErrorSummaryView(problems: decision.problems, fields: []).values
        view.values["number"] = company.number
        view.values["mayReview"] = page.may(.reviewApplications)
        let approvable = cases.filter(\.isApprovable)
        let askable = cases.filter { !$0.isApprovable && $0.isAskable && $0.obstacles.isEmpty }
        let single = cases.filter { !$0.isApprovable && !($0.isAskable && $0.obstacles.isEmpty) }
        let base = page.link("lists/\(company.id.hex)")
        let groups: [(name: String, act: String, cases: [ReviewCase])] = [
            ("ready", "approve", approvable), ("ask", "police", askable), ("single", "", single),
        ]
        view.values["groups"] = groups.filter { !$0.cases.isEmpty }.map { group -> [String: Any] in
            var values: [String: Any] = ["id": group.name, "title": words["staff.list-\(group.name)"]]
            values["lead"] = words["staff.list-\(group.name)-lead"]
            values["count"] = words["staff.list-count", ["count": String(group.cases.count)]]
            let isActing = !group.act.isEmpty && page.may(.reviewApplications)
            values["isActing"] = isActing
            values["send"] = "\(base)/\(group.act)"
            values["submit"] = words.find("staff.list-\(group.act)") ?? ""
            values["rows"] = group.cases.map { row($0, isTickable: isActing) }
            return values
        }
        view.values["isEmpty"] = cases.isEmpty
        view.values["hasMore"] = more > 0
        view.values["more"] = words["staff.list-more", ["count": String(more)]]
        addDone(&view, base)
        return try view.response(in: page)
    }

    private func addDone(_ view: inout OfficeView, _ base: String) {
        let path = "staff.done-list-\(decision.done)"
        let hasDecided = words.find(path) != nil
        view.values["hasDecided"] = hasDecided
        view.values["decided"] = hasDecided ? words[path, ["undoSeconds": String(page.desk.undo)]] : ""
        let isUndoable = decision.undo.map { page.now < $0 } ?? false
        view.values["mayUndo"] = isUndoable && page.may(.reviewApplications)
        view.values["undo"] = "\(base)/undo"
        view.values["until"] = String(decision.undo ?? 0)
        view.values["undoSeconds"] = String(max(0, (decision.undo ?? 0) - page.now))
    }

    private func row(_ found: ReviewCase, isTickable: Bool) -> [String: Any] {
        let application = found.opened.application
        let marks = marks(of: found)
        let fields = ReviewFields(opened: found.opened, page: page).rows
        let photo = fields.first { $0.field == "photo" }?.pictures.first
        var values: [String: Any] = ["number": application.number, "isTickable": isTickable]
        values["address"] = page.link("review/\(application.number)")
        values["value"] = "\(application.number):\(Hex.encode(found.seen))"
        values["who"] = who(found)
        values["kind"] = words["staff.kind-\(application.kind.rawValue)"]
        values["isRenewal"] = found.renewed != nil
        values["state"] = words["staff.application-\(application.state.rawValue)"]
        values["age"] = application.submittedAt.map { page.age(of: $0) } ?? ""
        values["files"] = String(found.opened.attachments.count { $0.field != "photo" })
        values["hasPhoto"] = photo != nil
        values["photo"] = photo ?? ""
        values["marks"] = marks
        values["hasMarks"] = !marks.isEmpty
        return values
    }

    private func who(_ found: ReviewCase) -> String {
        let (first, count) = found.subject
        return count > 1 ? words["staff.list-people", ["name": first, "count": String(count)]] : first
    }

    /// What is unusual, in words: the reason to look at one by itself.
    private func marks(of found: ReviewCase) -> [String] {
        var marks: [String] = []
        if let conflict = found.conflict { marks.append(words["staff.conflict-\(conflict.rawValue)"]) }
        marks += found.obstacles.map { FaultWords.text($0, words) }
        let application = found.opened.application
        if application.verdict == .objection {
            marks.append(words["staff.list-mark-objection"])
        } else if found.asksPolice, application.state == .checking, application.verdict == nil {
            marks.append(words["staff.list-mark-police"])
        }
        let renews = found.opened.values["renews"]
        for pass in found.present where pass.number != renews {
            marks.append(
                words[
                    "staff.list-mark-pass",
                    ["number": pass.number, "state": PassLook.tag(pass, page).text]])
        }
        for other in found.others.prefix(3) where other.number != application.number {
            guard other.state != .issued else { continue }
            let state = words["staff.application-\(other.state.rawValue)"]
            marks.append(words["staff.list-mark-other", ["number": other.number, "state": state]])
        }
        let changed = found.changedFields
        if !changed.isEmpty {
            let names = ReviewFields(opened: found.opened, page: page).rows.filter { changed.contains($0.field) }
                .map(\.label)
            marks.append(
                words[
                    "staff.list-mark-changed",
                    ["fields": names.isEmpty ? String(changed.count) : names.joined(separator: words["staff.comma"])]])
        }
        return marks
    }
}
