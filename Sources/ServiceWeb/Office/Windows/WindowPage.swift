import HTTPTypes
import Hummingbird
import PassCrypto
import Register
import SingleWindows

/// The pages of single windows.
enum WindowPage {
    @inline(never)
    static func list(
        dead: [AskedQuestion], newest: [AskedQuestion], strays: [WindowReceipt], _ page: StaffPage
    ) throws -> Response {
        var view = OfficeView("office-windows", title: page.words["staff.menu-windows"])
        view.values["hasDead"] = !dead.isEmpty
        view.values["dead"] = dead.map { values($0, page) }
        view.values["hasNewest"] = !newest.isEmpty
        view.values["newest"] = newest.map { values($0, page) }
        view.values["hasStrays"] = !strays.isEmpty
        view.values["strays"] = strays.map { values($0, page) }
        return try view.response(in: page)
    }

    @inline(never)
    static func one(
        _ asked: AskedQuestion, state: WindowState?, receipts: [WindowReceipt], problem: String?, _ page: StaffPage
    ) throws -> Response {
        let words = page.words
        let sequence = String(asked.question.sequence)
        var view = OfficeView("office-window", title: words["staff.windows-question", ["number": sequence]])
        view.values = ErrorSummaryView(problems: [problem].compactMap(\.self), fields: []).values
        view.isError = problem != nil
        view.status = problem == nil ? .ok : .conflict
        view.values.merge(values(asked, page)) { $1 }
        view.values["id"] = asked.question.id.hex
        view.values["said"] = WindowLook.tag(state?.finding, isStuck: asked.state == .dead, words).values
        view.values["hasState"] = state != nil
        view.values["asOf"] = state.map { page.moment($0.asOf) } ?? ""
        view.values["source"] = state?.source ?? ""
        view.values["reference"] = state?.reference ?? "—"
        view.values["since"] = state?.since.map { page.moment($0) } ?? "—"
        view.values["hasReceipts"] = !receipts.isEmpty
        view.values["receipts"] = receipts.map { values($0, page) }
        let mayAct = asked.state == .dead && page.may(.doTasks)
        view.values["mayAct"] = mayAct
        view.values["act"] = page.link("windows/\(sequence)/act")
        view.values["acts"] = DeadQuestionAct.allCases.map { act in
            ["value": act.rawValue, "text": words["staff.windows-act-\(act.rawValue)"]]
        }
        return try view.response(in: page)
    }

    private static func values(_ asked: AskedQuestion, _ page: StaffPage) -> [String: Any] {
        let (question, words) = (asked.question, page.words)
        var values = WindowLook.tag(asked.state, words).values
        values["number"] = String(question.sequence)
        values["address"] = page.link("windows/\(question.sequence)")
        values["window"] = words["windows.\(question.subject.window.rawValue)"]
        values["mark"] = question.subject.mark
        values["port"] =
            page.register.siteFacts.ports.first { $0.id == question.subject.port }.map { page.name(of: $0) }
            ?? question.subject.port
        values["askedAt"] = page.moment(question.askedAt)
        values["attempts"] = String(asked.attempts)
        values["fault"] = asked.fault.map { WindowLook.text($0, words) } ?? "—"
        values["owner"] = asked.owner ?? "—"
        values["next"] = asked.state.isOpen ? page.moment(asked.dueAt) : "—"
        return values
    }

    private static func values(_ receipt: WindowReceipt, _ page: StaffPage) -> [String: Any] {
        [
            "at": page.moment(receipt.at), "way": page.words["staff.windows-way-\(receipt.way.rawValue)"],
            "window": page.words["windows.\(receipt.window.rawValue)"],
            "outcome": WindowLook.text(receipt.outcome, page.words),
            "digest": Hex.encode(receipt.digest), "size": String(receipt.size),
        ]
    }
}
