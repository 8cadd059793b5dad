import Hummingbird
import PassCrypto
import PassFormat
import Register

/// One gate.
enum GatePage {
    /// Apart from the asynchronous part, and not inlined into it: the optimiser of Swift 6.3.1 crashes there.
    @inline(never)
    static func response(
        _ detail: GateDetail, _ alarms: [Alarm], problem: String?, _ page: StaffPage
    ) throws -> Response {
        let words = page.words
        let gate = detail.summary
        var view = OfficeView(
            "office-gate", title: detail.seed.map { page.name(of: $0) } ?? gate.gate)
        view.isError = problem != nil
        view.status = problem == nil ? .ok : .unprocessableContent
        view.done = words.find("staff.gate-done-\(page.query("done"))")
        view.values = ErrorSummaryView(problems: problem.map { [$0] } ?? [], fields: []).values
        view.values.merge(GateLook.tag(gate, page).values) { $1 }
        view.values["summary"] = SummaryView(rows: rows(detail, page)).values
        let mayChange = page.may(.changeGates) && detail.seed != nil
        view.values["mayChange"] = mayChange
        view.values["mayRetire"] = page.may(.changeGates) && (gate.state == .enrolled || gate.state == .invited)
        view.values["isEnrolled"] = gate.state == .enrolled
        view.values["place"] = detail.place?.text ?? ""
        view.values["url"] = EnrolmentPage.address(of: page)
        let base = page.link("gates/\(gate.gate)")
        view.values["placeAddress"] = base + "/place"
        view.values["enrolAddress"] = base + "/enrol"
        view.values["retireAddress"] = base + "/retire"
        view.values["mayRecords"] = page.may(.seePasses)
        view.values["records"] = base + "/records"
        view.values["hasAlarms"] = !alarms.isEmpty
        view.values["alarms"] = alarms.map { AlarmRows.values($0, page) }
        return try view.response(in: page)
    }

    private static func rows(_ detail: GateDetail, _ page: StaffPage) -> [SummaryView.Row] {
        let words = page.words
        let gate = detail.summary
        var rows: [SummaryView.Row] = []
        func row(_ word: String, _ lines: [String]) {
            let lines = lines.filter { !$0.isEmpty }
            rows.append(SummaryView.Row(words["staff.\(word)"], lines.isEmpty ? ["—"] : lines))
        }
        func moment(_ time: Int64?) -> String {
            time.map { "\(page.moment($0))（\(words["staff.ago", ["age": page.age(of: $0)]])）" } ?? ""
        }
        row("port", [detail.port.map { "\(page.name(of: $0))（\($0.id)）" } ?? ""])
        row(
            "gate-place",
            [
                detail.place?.text ?? "",
                detail.place.map { place in
                    words[
                        "staff.gate-place-by",
                        ["person": ChangeOfficeRoutes.person(place.setBy), "time": page.moment(place.setAt)]]
                } ?? "",
            ])
        if let seed = detail.seed {
            let zones = seed.zones.map { name in
                let zone = detail.port?.zones.first { $0.name == name }
                return zone.map { page.language == .zhHant ? $0.labelInChinese : $0.labelInEnglish } ?? name
            }
            row("gate-zones", [zones.joined(separator: words["staff.comma"])])
            let way = seed.allowsIn && seed.allowsOut ? "both" : seed.allowsIn ? "in" : "out"
            row("gate-direction", [words["staff.direction-\(way)"]])
        }
        row("gate-contact", [moment(gate.lastContact)])
        row(
            "gate-trust",
            [
                moment(gate.trustIssued),
                gate.trustVersion.map { words["staff.trust-version", ["count": String($0)]] } ?? "",
            ])
        row("gate-backlog", [gate.backlog.map { String($0) } ?? ""])
        row("gate-clock", [gate.clockOffset.map { words["staff.seconds", ["count": String($0)]] } ?? ""])
        row("gate-records", [String(gate.records)])
        if let enrolment = detail.enrolment, enrolment.revokedAt == nil {
            row("gate-enrolled", [page.moment(enrolment.enrolledAt)])
            row("gate-key", [KeyID(rawValue: enrolment.publicKey.keyID).hex])
        }
        if let expires = detail.codeExpires {
            row("gate-code-waits", [words["staff.gate-code-until", ["time": page.moment(expires)]]])
        }
        return rows
    }
}
