import Hummingbird
import Register

/// Whom to apply for, and what for.
struct BatchFormPage {
    let answer: BatchAnswer
    let faults: [Fault]
    let choices: [RosterEntry]
    let counts: Register.RosterCounts
    let facts: FormFacts
    let membership: Membership
    let utcOffset: Int64

    private var kind: RosterKind { answer.kind }
    private var key: String { "\(answer.renews ? "renew" : "apply")-\(kind.rawValue)" }

    func response(_ page: PageContext) -> Response {
        let words = page.words
        let errors = FaultWords.byField(faults, words)
        let form = StepForm(
            kind: kind.application, values: answer.values, errors: errors, facts: facts, words: words)
        var fields = [who(errors, words), find(words)]
        // Who applies for all of a kind is not shown fifty names first.
        if !choices.isEmpty, answer.isSearch || answer.who == "chosen" { fields.append(entries(errors, words)) }
        let common = Set(BatchOrder.commonFields(kind))
        for field in kind.application.steps.flatMap(\.fields) where common.contains(field.name) {
            guard field.isAsked(answer.values), var view = form.view(field) else { continue }
            if answer.renews {
                // What it was stays, unless it is answered anew: those questions are not asked again.
                guard ["until", "from", "delivery", "agree"].contains(field.name) else { continue }
                if field.name == "from" {
                    view.isOptional = true
                    view.hint = words["company.hint-renew-from"]
                }
            }
            fields.append(view)
        }
        var view = FormView(
            action: page.link(CompanyPaths.roster(kind, answer.renews ? "renew" : "apply")), fields: fields,
            submit: words["company.batch-check"])
        view.other = (name: "search", text: words["company.batch-search"])
        view.problems = faults.filter { fault in !fields.contains { $0.name == fault.field } }.map {
            FaultWords.text($0, words)
        }
        view.back = page.link(CompanyPaths.roster(kind))
        var boxes: [NoticeBox] = []
        if membership.company.state == .applied {
            boxes.append(
                NoticeBox(
                    look: .warning, title: words["company.state-applied"], text: words["company.state-applied-text"]))
        }
        return CompanyPage(page, membership, at: CompanyPaths.roster(kind)).form(
            title: words["company.\(key)"], lead: words["company.\(key)-lead"], boxes: boxes, view)
    }

    private func who(_ errors: [String: String], _ words: SiteWords) -> FormFieldView {
        let first = answer.renews ? ("ending", counts.ending) : ("lacking", counts.lacking)
        let chosen = answer.who.isEmpty ? first.0 : answer.who
        let choices = [first, ("all", counts.all)].map { value, count in
            FormFieldView.Choice(
                value, words["company.who-\(value)", ["count": String(count)]], isChosen: chosen == value)
        }
        return .company(
            "who",
            .radios(
                choices + [.init("chosen", words["company.who-chosen"], isChosen: chosen == "chosen")]),
            errors: errors, words: words)
    }

    private func find(_ words: SiteWords) -> FormFieldView {
        var field = FormFieldView.company(
            "find", value: answer.find, words: words, label: words["company.find-\(kind.rawValue)"])
        field.hint = words["company.hint-find"]
        field.isOptional = true
        return field
    }

    private func entries(_ errors: [String: String], _ words: SiteWords) -> FormFieldView {
        .company(
            "entries",
            .checkboxes(
                choices.map { entry in
                    let until = entry.pass.map {
                        words["company.pass-until", ["date": CompanyPage.day($0.expires - 1, utcOffset, words)]]
                    }
                    return FormFieldView.Choice(
                        entry.id.hex, entry.title, hint: until, isChosen: answer.entries.contains(entry.id.hex))
                }), errors: errors, words: words)
    }
}

/// What would become of each, or what became of it.
struct BatchReportPage {
    let answer: BatchAnswer
    let batch: Int64?
    let lines: [BatchLine]
    let membership: Membership

    func response(_ page: PageContext) -> Response {
        let words = page.words
        let (ready, sent, refused) = counts
        let wrong = lines.filter { if case .refused = $0.result { true } else { false } }
        var boxes: [NoticeBox] = []
        if answer.sends {
            boxes.append(
                NoticeBox(
                    look: sent > 0 ? .success : .warning, title: words["company.batch-sent", ["count": String(sent)]],
                    text: words["company.batch-sent-text"]))
        } else {
            boxes.append(
                NoticeBox(
                    look: ready > 0 ? .plain : .warning, title: words["company.batch-ready", ["count": String(ready)]],
                    text: words["company.batch-ready-text", ["wrong": String(refused)]]))
        }
        if membership.company.state == .applied {
            boxes.append(
                NoticeBox(
                    look: .warning, title: words["company.state-applied"], text: words["company.state-applied-text"]))
        }
        let path = CompanyPaths.roster(answer.kind, answer.renews ? "renew" : "apply")
        let values: [String: Any] = [
            "boxes": boxes.map(\.values), "hasReport": !wrong.isEmpty,
            "table": TableView(
                caption: words["company.batch-report", ["count": String(wrong.count)]],
                columns: [
                    words["company.column-\(answer.kind == .person ? "person" : "plate")"],
                    words["company.column-problem"],
                ],
                rows: wrong.prefix(500).map { line in
                    [
                        .init(line.title, link: page.link(CompanyPaths.entry(answer.kind, line.entry))),
                        .init(problems(line, words)),
                    ]
                }
            ).values, "maySend": !answer.sends && ready > 0 && membership.may(.apply), "action": page.link(path),
            "hidden": answer.hidden.map { ["name": $0.name, "value": $0.value] },
            "send": words["company.batch-send", ["count": String(ready)]], "back": page.link(path),
            "isSent": answer.sends, "applications": page.link(CompanyPaths.applications),
        ]
        return CompanyPage(page, membership, at: CompanyPaths.roster(answer.kind)).response(
            "company-batch", title: words["company.batch-title"], values)
    }

    private var counts: (ready: Int, sent: Int, refused: Int) {
        lines.reduce((0, 0, 0)) { counts, line in
            switch line.result {
            case .ready: (counts.0 + 1, counts.1, counts.2)
            case .sent: (counts.0, counts.1 + 1, counts.2)
            case .refused: (counts.0, counts.1, counts.2 + 1)
            }
        }
    }

    private func problems(_ line: BatchLine, _ words: SiteWords) -> String {
        guard case .refused(let faults) = line.result else { return "" }
        return faults.prefix(4).map { fault in
            let text = FaultWords.text(fault, words)
            let label = words.find("fields.\(fault.fieldOfWords).label")
            return label.map { words["apply.fault-of", ["field": $0, "fault": text]] } ?? text
        }.joined(separator: "；")
    }
}
