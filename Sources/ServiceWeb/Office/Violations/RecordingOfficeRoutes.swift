import HTTPTypes
import Hummingbird
import Identifiers
import PassFormat
import Register

/// Recording a violation: from a pass, from what a guard reported, or by the number of a document. What follows is shown before
/// anything is done.
struct RecordingOfficeRoutes: Sendable {
    func add(to router: OfficeRouter) {
        router.page("record-violation", .recordViolations) { page in try await start(page) }
        router.form("record-violation/look", .recordViolations, fields: RecordedFields.names) { page, fields in
            try await look(page, RecordedFields(fields))
        }
        router.form("record-violation/change", .recordViolations, fields: RecordedFields.names) { page, fields in
            try await form(page, RecordedFields(fields), faults: [])
        }
        router.form(
            "record-violation", .recordViolations, fields: RecordedFields.names, isGrave: true
        ) { page, fields in
            let recorded = RecordedFields(fields)
            switch recorded.draft(utcOffset: page.register.utcOffset) {
            case .failure(let found): return try await form(page, recorded, faults: found.faults)
            case .success(let draft):
                switch try await page.register.record(draft, by: page.principal, now: page.now) {
                case .recorded(let number), .already(let number):
                    return page.redirect(to: "violations/\(number.text)")
                case .refused(let faults): return try await form(page, recorded, faults: faults)
                }
            }
        }
    }

    // MARK: The form

    private func start(_ page: StaffPage) async throws -> Response {
        var fields = RecordedFields()
        fields.values["number"] = try page.register.violationNumber(now: page.now).text
        fields.values["pass"] = page.query("pass")
        if let id = Int64(page.query("task")),
            let task = try await page.register.tasks(after: id - 1, limit: 1, withDone: true).first, task.id == id
        {
            fields.values["task"] = String(id)
            fields.values["place"] = task.gate
            fields.values["evidence"] = task.note ?? ""
            Self.setTime(task.time, of: &fields, page)
            if fields["pass"].isEmpty, let number = task.number ?? task.plate {
                fields.values["pass"] = try await page.register.findPasses(number).first?.id.hex ?? ""
            }
        }
        return try await form(page, fields, faults: [])
    }

    private static func setTime(_ time: Int64, of fields: inout RecordedFields, _ page: StaffPage) {
        let offset = page.register.utcOffset
        let day = CivilDate(of: time, utcOffset: offset)
        let seconds = time - day.start(utcOffset: offset)
        func two(_ number: Int64) -> String { number < 10 ? "0\(number)" : "\(number)" }
        fields.values["day"] = DateText.iso(day)
        fields.values["time"] = "\(two(seconds / 3_600)):\(two(seconds % 3_600 / 60))"
    }

    private func pass(_ page: StaffPage, _ fields: RecordedFields) async throws -> PassSummary? {
        guard !fields["pass"].isEmpty else { return nil }
        guard let id = PassID(hex: fields["pass"]), let pass = try await page.register.pass(id) else {
            throw Problem.notFound
        }
        return pass
    }

    private func form(_ page: StaffPage, _ fields: RecordedFields, faults: [Fault]) async throws -> Response {
        let pass = try await pass(page, fields)
        return try Self.form(page, fields, pass, faults: faults)
    }

    @inline(never)
    private static func form(
        _ page: StaffPage, _ fields: RecordedFields, _ pass: PassSummary?, faults: [Fault]
    ) throws -> Response {
        let words = page.words
        var errors = ViolationFaults.byField(faults, page)
        if let error = errors.removeValue(forKey: "occurred") { errors["day"] = error }
        func field(_ name: String, _ kind: FormFieldView.Kind = .text, hint: Bool = true) -> FormFieldView {
            var field = FormFieldView(name: name, kind: kind, label: words["staff.violation-field-\(name)"])
            field.hint = hint ? words.find("staff.violation-field-\(name)-hint") : nil
            field.value = fields[name]
            field.error = errors.removeValue(forKey: name)
            return field
        }
        var shown: [FormFieldView] = []
        if pass == nil {
            var identity = field("identity")
            identity.isCode = true
            identity.isOptional = true
            shown.append(identity)
        }
        var company = field("company")
        company.isCode = true
        company.keyboard = "numeric"
        company.isOptional = true
        shown.append(company)
        shown.append(field("rule", .select(rules(page, pass, chosen: fields["rule"]))))
        shown += [field("day", .date), field("time")]
        for name in ["suspension", "ban"] {
            var months = field(name)
            months.isOptional = true
            months.keyboard = "numeric"
            shown.append(months)
        }
        var place = field("place")
        place.isOptional = true
        shown += [place, field("evidence", .lines(rows: 5))]
        var form = FormView(
            action: page.link("record-violation/look"), fields: shown, submit: words["staff.violation-look"])
        form.hidden = ["number", "pass", "task"].map { (name: $0, value: fields[$0]) }
        form.problems = Array(errors.values)
        return try page.form(
            form, title: words["staff.violation-new"],
            lead: pass.map { lead($0, page) } ?? words["staff.violation-new-lead"],
            links: pass.map { [(page.link("passes/\($0.id.hex)"), $0.number)] }
                ?? [(page.link("passes"), words["staff.violation-find-pass"])])
    }

    private static func lead(_ pass: PassSummary, _ page: StaffPage) -> String {
        let claims = pass.text.flatMap { try? PassClaims.claims(in: $0) }
        let name = claims?.name?.string ?? claims?.plates.map(\.string).joined(separator: "、") ?? ""
        return page.words["staff.violation-of-pass", ["number": pass.number, "name": name]]
    }

    /// What can be recorded, the gravest last; under the rules of today.
    private static func rules(
        _ page: StaffPage, _ pass: PassSummary?, chosen: String
    ) -> [FormFieldView.Choice] {
        guard let set = page.register.violationRules(at: page.now) else { return [] }
        let party: ViolationParty? = pass.map { $0.kind == .vehicle ? .vehicle : .person }
        var choices = [FormFieldView.Choice("", page.words["staff.violation-choose"])]
        for grade in ViolationGrade.allCases {
            for rule in set.rules where rule.grade == grade && party.map(rule.parties.contains) ?? true {
                let name = set.grades[grade]?.label.text(in: page.language).text ?? grade.rawValue
                choices.append(
                    FormFieldView.Choice(
                        rule.id, "\(name)｜\(rule.label.text(in: page.language).text)", isChosen: rule.id == chosen))
            }
        }
        return choices
    }

    // MARK: What would follow

    private func look(_ page: StaffPage, _ fields: RecordedFields) async throws -> Response {
        switch fields.draft(utcOffset: page.register.utcOffset) {
        case .failure(let found): return try await form(page, fields, faults: found.faults)
        case .success(let draft):
            let pass = try await pass(page, fields)
            switch try await page.register.preview(draft, now: page.now) {
            case .failure(let faults): return try await form(page, fields, faults: faults.faults)
            case .success(let preview): return try Self.shown(preview, draft, fields, pass, page)
            }
        }
    }

    @inline(never)
    private static func shown(
        _ preview: ViolationPreview, _ draft: ViolationDraft, _ fields: RecordedFields, _ pass: PassSummary?,
        _ page: StaffPage
    ) throws -> Response {
        let words = page.words
        let shown = ViolationLook.words(page)
        var rows: [SummaryView.Row] = []
        if let pass { rows.append(SummaryView.Row(words["staff.violation-pass"], [lead(pass, page)])) }
        rows.append(
            SummaryView.Row(
                words["staff.violation-rule"],
                [
                    preview.rule.label.text(in: page.language).text,
                    preview.rule.article.text(in: page.language).text,
                ]))
        rows.append(
            SummaryView.Row(words["staff.violation-grade"], [preview.grade.label.text(in: page.language).text]))
        rows.append(SummaryView.Row(words["staff.violation-at"], [page.moment(draft.occurredAt)]))
        rows.append(SummaryView.Row(words["staff.violation-earlier"], [String(preview.earlier)]))
        if let company = preview.company {
            rows.append(SummaryView.Row(words["staff.violation-company"], [company]))
        }
        var view = OfficeView("office-violation-look", title: words["staff.violation-look-title"])
        view.values["summary"] = SummaryView(rows: rows).values
        view.values["groups"] = shown.groups(preview.measures)
        view.values["hasPasses"] = !preview.passes.isEmpty
        view.values["passes"] = try PassRows.values(of: preview.passes, page)
        view.values["send"] = page.link("record-violation")
        view.values["change"] = page.link("record-violation/change")
        view.values["fields"] = RecordedFields.names.sorted().map { name -> [String: Any] in
            ["name": name, "value": fields[name]]
        }
        return try view.response(in: page)
    }
}
