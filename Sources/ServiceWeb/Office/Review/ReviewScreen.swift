import HTTPTypes
import Hummingbird
import PassFormat
import Register
import SingleWindows

/// The one screen on which an application is decided (UX, back office): the queue at the left, what was said beside its documents in
/// the middle, and what is known besides at the right, where only differences and risks stand out.
struct ReviewScreen {
    let page: StaffPage
    let found: ReviewCase
    let queue: [Register.QueuedApplication]
    /// What stood in the way of the last act.
    let problems: [String]

    private var words: SiteWords { page.words }
    private var application: PassApplication { found.opened.application }

    func response() async throws -> Response {
        var view = OfficeView("office-review", title: "\(words["staff.menu-review"]) \(application.number)")
        view.isWide = true
        view.isError = !problems.isEmpty
        view.status = problems.isEmpty ? .ok : .conflict
        view.values = ErrorSummaryView(problems: problems, fields: []).values
        view.values["queue"] = queueValues
        view.values["number"] = application.number
        view.values["kind"] = words["staff.kind-\(application.kind.rawValue)"]
        view.values["state"] = words["staff.application-\(application.state.rawValue)"]
        view.values["age"] = application.submittedAt.map { words["staff.sent-ago", ["age": page.age(of: $0)]] } ?? ""
        view.values["applicantLanguage"] = application.language.ownName
        addFields(&view)
        addRisks(&view)
        addActs(&view)
        addDone(&view)
        return try view.response(in: page)
    }

    private var queueValues: [[String: Any]] {
        queue.prefix(40).map { one in
            let isLate = one.target <= page.now
            return [
                "address": page.link("review/\(one.application.number)"), "number": one.application.number,
                "kind": words["staff.kind-\(one.application.kind.rawValue)"],
                "age": one.application.submittedAt.map { page.age(of: $0) } ?? "",
                "isLate": isLate, "isCurrent": one.application.number == application.number,
                "isChecking": one.application.state == .checking,
            ]
        }
    }

    private func addFields(_ view: inout OfficeView) {
        let changed = found.changedFields
        let obstacles = Dictionary(grouping: found.obstacles, by: \.field)
        let faulted = Set(application.faults.map(\.field))
        let rows = ReviewFields(opened: found.opened, page: page).rows
        let isRenewal = found.renewed != nil
        var place = 0
        let values = rows.filter { $0.field != "photo" }.map { row -> [String: Any] in
            place += 1
            let problem = obstacles[row.field]?.first.map { FaultWords.text($0, words) }
            return [
                "field": row.field, "label": row.label, "lines": row.lines, "place": String(place),
                "hasKey": place <= 9, "isChanged": isRenewal && changed.contains(row.field),
                "isSame": isRenewal && !changed.contains(row.field) && row.pictures.isEmpty,
                "hasProblem": problem != nil, "problem": problem ?? "", "hasPictures": !row.pictures.isEmpty,
                "pictures": row.pictures.map { ["picture": $0, "alternative": row.label] },
                "faulted": faulted.contains(row.field),
            ]
        }
        view.values["fields"] = values
        let photo = rows.first { $0.field == "photo" }?.pictures.first
        view.values["hasPhoto"] = photo != nil
        view.values["photo"] = photo ?? ""
        view.values["isRenewal"] = isRenewal
        // In the order of the keys 1 to 9; the photo after them.
        let faultable = rows.filter { $0.field != "photo" } + rows.filter { $0.field == "photo" }
        view.values["faultFields"] = faultable.map { row in
            ["value": row.field, "text": row.label] as [String: Any]
        }
        view.values["faultRules"] = ReviewOfficeRoutes.faultRules.map { rule in
            ["rule": rule, "text": FaultWords.text(Fault("other", rule), words)] as [String: Any]
        }
    }

    private func addRisks(_ view: inout OfficeView) {
        let named = Set(ReviewFields(opened: found.opened, page: page).rows.map(\.field))
        // Those that stand beside no field.
        let others = found.obstacles.filter { !named.contains($0.field) }.map { FaultWords.text($0, words) }
        view.values["hasObstacles"] = !others.isEmpty
        view.values["obstacles"] = others
        view.values["hasConflict"] = found.conflict != nil
        view.values["conflict"] = found.conflict.map { words["staff.conflict-\($0.rawValue)"] } ?? ""
        let verdict: StatusTag =
            switch application.verdict {
            case .clear: StatusTag(look: .good, text: words["staff.verdict-clear"])
            case .objection: StatusTag(look: .bad, text: words["staff.verdict-objection"])
            case nil where found.asksPolice: StatusTag(look: .asking, text: words["staff.verdict-needed"])
            case nil: StatusTag(look: .over, text: words["staff.verdict-none"])
            }
        view.values["verdict"] = verdict.values
        view.values["hasPresent"] = !found.present.isEmpty
        view.values["present"] = found.present.map { pass -> [String: Any] in
            var values: [String: Any] = [
                "number": pass.number, "address": page.link("passes/\(pass.id.hex)"),
                "until": page.day(pass.expires - 1),
            ]
            values.merge(PassLook.tag(pass, page).values) { $1 }
            return values
        }
        view.values["hasOthers"] = !found.others.isEmpty
        view.values["others"] = found.others.map { other -> [String: Any] in
            [
                "number": other.number, "address": page.link("review/\(other.number)"),
                "state": words["staff.application-\(other.state.rawValue)"], "at": page.moment(other.changedAt),
            ]
        }
        view.values["hasMatters"] = !found.matters.isEmpty
        view.values["matters"] = found.matters.map { matter -> [String: Any] in
            var values = WindowLook.tag(matter.state?.finding, isStuck: matter.isStuck, words).values
            values["mark"] = matter.subject.mark
            values["port"] = matter.subject.port
            return values
        }
        view.values["hasCompany"] = found.company != nil
        if let company = found.company {
            view.values["companyNumber"] = company.number
            view.values["companyRecord"] =
                words[
                    "staff.company-record",
                    [
                        "issued": String(company.issued), "rejected": String(company.rejected),
                        "revoked": String(company.revoked),
                    ]]
        }
        view.values["steps"] = found.steps.map { step in
            ["at": page.moment(step.at), "text": words["staff.act-\(step.act.rawValue)"]] as [String: Any]
        }
    }

    private func addActs(_ view: inout OfficeView) {
        let isOpen = application.state.isWithStaff && found.undoUntil == nil && found.conflict == nil
        let isCleared = !found.asksPolice || application.verdict == .clear
        view.values["mayReview"] = isOpen && page.may(.reviewApplications)
        view.values["mayApprove"] = isOpen && page.may(.reviewApplications) && isCleared && found.obstacles.isEmpty
        view.values["waitsForPolice"] = isOpen && !isCleared
        view.values["maySend"] =
            isOpen && page.may(.reviewApplications) && found.asksPolice && application.state == .submitted
        view.values["mayVerdict"] =
            application.state == .checking && found.conflict == nil && page.may(.givePoliceVerdicts)
        view.values["rejectReasons"] = page.register.reasons(for: "reject").map { reason in
            [
                "value": reason.code,
                "text": page.language == .zhHant ? reason.labelInChinese : reason.labelInEnglish,
            ] as [String: Any]
        }
        let base = page.link("review/\(application.number)")
        for act in ["approve", "fault", "reject", "police", "verdict"] {
            view.values["\(act)Address"] = "\(base)/\(act)"
        }
        view.values["isUndoable"] = found.undoUntil != nil
        view.values["undoAddress"] = "\(base)/undo"
        let place = queue.firstIndex { $0.application.number == application.number }
        let next = place.map { $0 + 1 } ?? 0
        view.values["hasNext"] = queue.indices.contains(next)
        view.values["next"] = queue.indices.contains(next) ? page.link("review/\(queue[next].application.number)") : ""
        let before = (place ?? 0) - 1
        view.values["hasPrevious"] = queue.indices.contains(before)
        view.values["previous"] =
            queue.indices.contains(before) ? page.link("review/\(queue[before].application.number)") : ""
    }

    /// What was decided just now, and how to take it back.
    private func addDone(_ view: inout OfficeView) {
        let number = ApplicationNumber(typed: page.query("of"))?.text
        view.values["undoSeconds"] = String(page.desk.undo)
        view.values["hasDecided"] = false
        guard let text = ReviewOfficeRoutes.done(page) else { return }
        view.values["hasDecided"] = true
        view.values["decided"] = number.map { "\($0)　\(text)" } ?? text
        view.values["mayUndo"] = page.query("done") == "approved" && number != nil
        view.values["undoDecided"] = number.map { page.link("review/\($0)/undo") } ?? ""
    }
}
