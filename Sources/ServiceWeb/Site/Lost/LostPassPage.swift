import Hummingbird
import Identifiers
import Register

/// One's own pass: what stands, where it is in force, and what can be done.
struct LostPassPage {
    let pass: PassSummary
    let isSelfReported: Bool
    /// Gates that go by the newest change, and all of them; nil before any change.
    let effective: (count: Int, all: Int)?
    /// What was recorded against it.
    let violations: [OpenedViolation]
    let now: Int64
    let utcOffset: Int64
    var faults: [Fault] = []

    private func answer(_ act: HolderActs.Act) -> HolderActs.Answer {
        HolderActs.answer(
            to: act, in: pass.state, isSelfReported: isSelfReported, isExpired: pass.isExpired(at: now))
    }

    func response(in page: PageContext) -> Response {
        let words = page.words
        let errors = SpeakingWords.errors(faults, words)
        var content = SitePage("lost-pass", title: words["lost.pass-title", ["number": pass.number]])
        content.isError = !faults.isEmpty
        content.status = faults.isEmpty ? .ok : .unprocessableContent
        var form: FormView?
        if answer(.lose) == .allowed {
            var kinds = FormFieldView(
                name: "kind",
                kind: .radios(
                    LossKind.allCases.map {
                        FormFieldView.Choice(
                            $0.rawValue, words["lost.kind-\($0.rawValue)"], hint: words["lost.kind-\($0.rawValue)-hint"]
                        )
                    }), label: words["lost.kind"])
            kinds.error = errors["kind"]
            form = FormView(
                action: page.link(LostPaths.act(pass.number, "report")), fields: [kinds],
                submit: words["lost.report-send"])
        }
        var values = form?.values ?? ["hasErrors": false]
        values.merge(pass.tag(at: now, words).values) { $1 }
        values["number"] = pass.number
        values["until"] = DayText.text(CivilDate(of: pass.expires - 1, utcOffset: utcOffset), words)
        values["meaning"] = words["lost.meaning-\(meaning)"]
        let isTold = pass.state != .active && (effective?.all ?? 0) > 0
        values["hasEffect"] = isTold
        values["count"] = String(effective?.count ?? 0)
        values["all"] = String(effective?.all ?? 0)
        values["canFind"] = answer(.find) == .allowed
        values["found"] = page.link(LostPaths.act(pass.number, "found"))
        values["canCancel"] = answer(.cancel) == .allowed
        values["cancel"] = page.link(LostPaths.act(pass.number, "cancel"))
        values["former"] = page.link("former-employer/\(pass.number)")
        // Each violation has an appeal of its own.
        values["isWithStaff"] = answer(.lose) == .withStaff && !violations.contains { !$0.violation.isReversed }
        values["hasViolations"] = !violations.isEmpty
        values["violations"] = violations.map { HeldViolation(opened: $0, now: now).values(in: page, utcOffset) }
        values["appeal"] = page.link(OpinionPaths.appeal(pass.number))
        values["isOver"] = pass.state == .revoked
        values["apply"] = page.link("apply")
        values["others"] = page.link("lost/find")
        content.values = values
        return page.response(content)
    }

    private var meaning: String {
        if pass.isExpired(at: now) { return "expired" }
        switch pass.state {
        case .active: return "active"
        case .suspended: return isSelfReported ? "lost" : "suspended"
        case .revoked: return "revoked"
        case .superseded, .waiting, .intended, .void: return "superseded"
        }
    }
}
