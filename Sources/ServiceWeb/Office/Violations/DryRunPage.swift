import HTTPTypes
import Hummingbird
import PassCrypto
import PassFormat
import PassVerify
import Register
import StrictJSON

/// What another rule set or fee table would have made of the last year.
struct DryRunPage {
    /// Cases that are shown one by one; all of them are counted.
    private static let shown = 200

    let run: RuleDryRun

    func response(in page: StaffPage) throws -> Response {
        let words = page.words
        var view = OfficeView(
            "office-dry-run",
            title: words["staff.dry-run-title", ["kind": words["staff.rules-kind-\(run.file.kind.rawValue)"]]])
        view.values["summary"] = SummaryView(rows: Self.rows(run, page)).values
        view.values["cases"] = cases(page)
        view.values["hasCases"] = !run.cases.isEmpty
        view.values["hasMore"] = run.cases.count > Self.shown
        view.values["more"] = words["staff.dry-run-more", ["count": String(run.cases.count - Self.shown)]]
        view.values["fees"] = fees(page)
        view.values["hasFees"] = !run.fees.isEmpty
        view.values["mayPropose"] = page.may(.proposeRules) && page.may(.proposeChanges)
        view.values["propose"] = page.link("rules/propose")
        view.values["kind"] = run.file.kind.rawValue
        view.values["content"] = String(decoding: Base64URL.encode(run.file.bytes), as: UTF8.self)
        return try view.response(in: page)
    }

    /// What it comes to, for this page and for who agrees.
    static func rows(_ run: RuleDryRun, _ page: StaffPage) -> [SummaryView.Row] {
        let words = page.words
        func row(_ word: String, _ lines: [String]) -> SummaryView.Row {
            SummaryView.Row(words["staff.\(word)"], lines)
        }
        var rows = [
            row("rules-from", [DayText.text(run.file.from, words)]), row("rules-digest", [Hex.encode(run.file.digest)]),
            row("dry-run-since", [page.day(run.since)]),
        ]
        switch run.file.kind {
        case .violations:
            rows += [
                row("dry-run-count", [String(run.count)]), row("dry-run-differ", [String(run.cases.count)]),
                row("dry-run-harder", [String(run.harder)]), row("dry-run-milder", [String(run.milder)]),
            ]
            if !run.lacking.isEmpty {
                rows.append(
                    row(
                        "dry-run-lacking", run.lacking.sorted { $0.key < $1.key }.map { "\($0.key) (\($0.value))" }))
            }
        case .fees:
            rows += [
                row("dry-run-passes", [String(run.count)]),
                row("dry-run-sum-before", [words["guide.amount", ["amount": FeeValues.grouped(run.sumBefore)]]]),
                row("dry-run-sum-after", [words["guide.amount", ["amount": FeeValues.grouped(run.sumAfter)]]]),
            ]
            let missing = run.fees.reduce(0) { $0 + $1.missing }
            if missing > 0 { rows.append(row("dry-run-missing", [String(missing)])) }
        }
        return rows
    }

    private func cases(_ page: StaffPage) -> [[String: Any]] {
        let shown = ViolationLook.words(page)
        return run.cases.prefix(Self.shown).map { one in
            let name = one.isHarder ? "harder" : one.isMilder ? "milder" : one.isAlike ? "alike" : "other"
            let look: StatusTag.Look =
                one.isHarder ? .bad : one.isMilder ? .good : one.isAlike ? .waiting : .asking
            var values = StatusTag(look: look, text: page.words["staff.dry-run-is-\(name)"]).values
            values["number"] = one.number.text
            values["address"] = page.link("violations/\(one.number.text)")
            values["rule"] = label(one.rule, page)
            values["before"] = shown.sentences(one.before)
            values["after"] = shown.sentences(one.after)
            return values
        }
    }

    /// What a rule is called now, or would be.
    private func label(_ id: String, _ page: StaffPage) -> String {
        var rule = page.register.violationRules(at: page.now)?.rule(id)
        if rule == nil, case .violations(let rules) = run.file.content { rule = rules.rule(id) }
        return rule?.label.text(in: page.language).text ?? id
    }

    private func fees(_ page: StaffPage) -> [[String: Any]] {
        let words = page.words
        return run.fees.map { line in
            func amount(_ number: Int64) -> String { words["guide.amount", ["amount": FeeValues.grouped(number)]] }
            var values: [String: Any] = [:]
            values["kind"] = "\(words["pass.kind-\(line.kind.jsonName)"])・\(words["pass.term-\(line.term.jsonName)"])"
            values["count"] = String(line.count)
            values["before"] = amount(line.before)
            values["after"] = amount(line.after)
            return values
        }
    }
}
