import Hummingbird
import Identifiers
import Register
import Tables

/// Visits that a company answers for: crew lists, visitors that gates expect, and days that move.
struct CrewRoutes: Sendable {
    let desk: CompanyDesk

    private var register: Register { desk.register }

    func add(to router: SiteRouter) {
        router.get(CompanyPaths.crew) { page in
            let page = try page.withForms()
            return try await desk.member(page, .receive) { membership in
                let visits = try await register.movableVisits(by: membership.account, now: desk.now())
                return crewPage(FieldValues(), [], nil, membership, page, visits: visits)
            }
        }
        router.post(CompanyPaths.crew) { page in try await crew(page.withForms()) }
        router.get(CompanyPaths.visitors) { page in
            let page = try page.withForms()
            return try await desk.member(page, .view) { try await visitors(FieldValues(), [:], $0, page) }
        }
        router.post(CompanyPaths.visitors) { page in try await expect(page.withForms()) }
        router.post(CompanyPaths.visitors + "/remove") { page in try await stopExpecting(page.withForms()) }
        router.get(CompanyPaths.applications + "/:number/move") { page in
            let page = try page.withForms()
            return try await desk.member(page, .receive) { membership in
                let application = try await visit(page, membership)
                guard let opened = try await register.opened(application.id) else { throw Problem.notFound }
                return movePage(application, opened.values, [], membership, page)
            }
        }
        router.post(CompanyPaths.applications + "/:number/move") { page in try await move(page.withForms()) }
    }

    // MARK: Crew lists

    private static let answers = [
        "purpose", "purposeText", "vesselCall", "shipName", "containers", "from", "until", "agree",
    ]

    private func crewPage(
        _ values: FieldValues, _ faults: [Fault], _ list: CrewList?, _ membership: Membership, _ page: PageContext,
        problem: String? = nil, visits: [Register.CompanyVisit] = []
    ) -> Response {
        let words = page.words
        let errors = FaultWords.byField(faults, words)
        let form = StepForm(
            kind: .visit, values: values, errors: errors, facts: desk.facts, words: words)
        var fields = ApplicationKind.visit.steps.flatMap(\.fields).filter {
            Self.answers.contains($0.name) || $0.name == "zones"
        }.filter { $0.isAsked(values) }.compactMap(form.view)
        var file = FormFieldView.company("table", .file(types: ".csv,text/csv"), words: words)
        file.hint = words["company.hint-crew-table"]
        file.error = problem ?? errors["people"]
        // A file comes last in a form, so that what comes before it is known when it is too large.
        fields.append(file)
        var view = FormView(
            action: page.link(CompanyPaths.crew), fields: fields, submit: words["company.crew-send"])
        view.problems = faults.filter { fault in
            fault.field != "people" && !fields.contains { $0.name == fault.field }
        }.map { FaultWords.text($0, words) }
        var template = view.values
        template["hasVisits"] = !visits.isEmpty
        template["visits"] = visitTable(visits, page).values
        template["hasReport"] = list.map { !$0.report.isEmpty } ?? false
        if let list {
            template["table"] =
                TableView(
                    caption: words["company.table-report", ["count": String(list.report.count)]],
                    columns: ["row", "field", "problem"].map { words["company.column-\($0)"] },
                    rows: list.report.problems.map { problem in
                        [
                            .init(String(problem.row), isNumber: true),
                            .init(problem.field.map { TableWords.field($0, words) } ?? words["company.whole-row"]),
                            .init(FaultWords.text(Fault(problem.field ?? "", problem.rule, ["most": ""]), words)),
                        ]
                    }
                ).values
        }
        return CompanyPage(page, membership, at: CompanyPaths.crew).response(
            "company-crew", title: words["company.crew"], template,
            isError: view.hasErrors || list?.report.isEmpty == false)
    }

    /// The visits that go on, so that whose ship is late finds where the days move.
    private func visitTable(_ visits: [Register.CompanyVisit], _ page: PageContext) -> TableView {
        let words = page.words
        return TableView(
            caption: words["company.visits"],
            columns: ["visit", "number", "people", "days", "move"].map { words["company.column-\($0)"] },
            rows: visits.map { visit in
                [
                    .init(visit.ship.isEmpty ? words["choices.purpose.\(visit.purpose)"] : visit.ship),
                    .init(visit.number, link: page.link(CompanyPaths.application(visit.number))),
                    .init(String(visit.people), isNumber: true),
                    .init(
                        words[
                            "company.days",
                            ["from": Self.day(visit.from, words), "until": Self.day(visit.until, words)]]
                    ),
                    .init(words["company.move"], link: page.link(CompanyPaths.application(visit.number, "move"))),
                ]
            })
    }

    private static func day(_ text: String, _ words: SiteWords) -> String {
        (try? DateText.parse(text)).map { DayText.text($0, words) } ?? text
    }

    private func crew(_ page: PageContext) async throws -> Response {
        try await desk.member(page, .receive) { membership in
            let (fields, upload) = try await desk.pictures.form(
                page, file: "table", single: Set(Self.answers), repeated: ["zones"])
            try page.check(fields)
            var values = FieldValues()
            for name in Self.answers { values[name] = fields[name] }
            values[all: "zones"] = fields.all("zones")
            let words = page.words
            guard case .file(let bytes)? = upload else {
                let problem = words[upload == nil ? "company.table-none" : "errors.too-large"]
                return crewPage(values, [], nil, membership, page, problem: problem)
            }
            let list: CrewList
            do throws(TableError) {
                list = try CrewList(bytes, now: desk.now(), utcOffset: register.utcOffset)
            } catch {
                return crewPage(values, [], nil, membership, page, problem: TableWords.text(error, words))
            }
            guard list.report.isEmpty else {
                return crewPage(
                    values, [], list, membership, page,
                    problem: words["company.crew-wrong", ["count": String(list.report.count)]])
            }
            var answers = list.people
            for name in values.names { answers[all: name] = values[all: name] }
            switch try await register.applyForVisit(answers, by: membership.account, now: desk.now()) {
            case .sent(let number): return page.redirect(to: CompanyPaths.application(number))
            case .refused(let faults):
                // Of a person in the list: its row in the table.
                let shown = faults.map { fault -> Fault in
                    let parts = fault.field.split(separator: ".")
                    guard parts.count == 3, let place = Int(parts[1]), list.rows.indices.contains(place) else {
                        return fault
                    }
                    return Fault(
                        "people", "row",
                        ["row": String(list.rows[place]), "problem": FaultWords.text(fault, words)])
                }
                return crewPage(values, shown, nil, membership, page)
            }
        }
    }

    // MARK: Whom gates expect

    private static let visitorFields = ["port", "from", "until", "vesselCall", "visitors"]

    private func visitors(
        _ values: FieldValues, _ errors: [String: String], _ membership: Membership, _ page: PageContext
    ) async throws -> Response {
        let words = page.words
        let expected = try await register.companyVisitors(by: membership.account)
        let ports = register.ports.filter { !$0.zones.isEmpty }.map { port in
            FormFieldView.Choice(
                port.id, port.name.text(in: page.language).text, isChosen: values["port"] == port.id)
        }
        var form = FormView(
            action: page.link(CompanyPaths.visitors),
            fields: [
                .company("port", .select(ports), errors: errors, words: words),
                .company("from", .date, value: values["from"], errors: errors, words: words),
                .company("until", .date, value: values["until"], errors: errors, words: words),
                .company("vesselCall", value: values["vesselCall"], errors: errors, words: words),
                .company("visitors", .lines(rows: 6), value: values["visitors"], errors: errors, words: words),
            ], submit: words["company.visitors-send"])
        form.fields[1].hint = nil
        form.fields[2].hint = nil
        form.fields[3].hint = words["company.hint-visitors-ship"]
        form.fields[3].isOptional = true
        var template = form.values
        template["mayReceive"] = membership.may(.receive)
        template["isEmpty"] = expected.isEmpty
        template["remove"] = page.link(CompanyPaths.visitors + "/remove")
        template["expected"] = expected.map { visitor -> [String: Any] in
            [
                "id": String(visitor.id), "name": visitor.name ?? "—", "hint": visitor.hint,
                "port": register.ports.first { $0.id == visitor.port }?.name.text(in: page.language).text
                    ?? visitor.port,
                "ship": visitor.ship ?? "",
                "from": CompanyPage.day(visitor.from, register.utcOffset, words),
                "until": CompanyPage.day(visitor.until - 1, register.utcOffset, words),
            ]
        }
        return CompanyPage(page, membership, at: CompanyPaths.visitors).response(
            "company-visitors", title: words["company.visitors"], template, isError: !errors.isEmpty)
    }

    private func expect(_ page: PageContext) async throws -> Response {
        try await desk.member(page, .receive) { membership in
            let fields = try await page.fields(single: Set(Self.visitorFields))
            var values = FieldValues()
            for name in Self.visitorFields { values[all: name] = [fields[name]] }
            let list = VisitorList(
                text: fields["visitors"], from: fields["from"], until: fields["until"],
                ship: TextNormalisation.trimmed(fields["vesselCall"]), sponsor: membership.company.name,
                now: desk.now(), utcOffset: register.utcOffset,
                most: register.companyRules.visitors)
            guard register.ports.contains(where: { $0.id == fields["port"] }) else {
                return try await visitors(values, ["port": page.words["errors.required"]], membership, page)
            }
            guard list.faults.isEmpty else {
                return try await visitors(
                    values, FaultWords.byField(list.faults, page.words), membership, page)
            }
            _ = try await register.expect(
                list, port: fields["port"], by: membership.account, now: desk.now())
            return page.redirect(to: CompanyPaths.visitors)
        }
    }

    private func stopExpecting(_ page: PageContext) async throws -> Response {
        try await desk.member(page, .receive) { membership in
            let fields = try await page.fields(single: [], repeated: ["visitor"], most: 1_000)
            _ = try await register.stopExpecting(
                fields.all("visitor").compactMap { Int64($0) }, by: membership.account, now: desk.now())
            return page.redirect(to: CompanyPaths.visitors)
        }
    }

    // MARK: Other days

    private func visit(_ page: PageContext, _ membership: Membership) async throws -> PassApplication {
        guard let number = page.parameter("number").flatMap({ ApplicationNumber(typed: $0) }),
            let application = try await register.application(number: number), application.kind == .visit,
            application.state == .issued,
            try await register.mayHandle(application.id, .receive, by: membership.account)
        else { throw Problem.notFound }
        return application
    }

    private func movePage(
        _ application: PassApplication, _ values: FieldValues, _ faults: [Fault], _ membership: Membership,
        _ page: PageContext
    ) -> Response {
        let words = page.words
        let errors = FaultWords.byField(faults, words)
        var form = FormView(
            action: page.link(CompanyPaths.application(application.number, "move")),
            fields: ["from", "until"].map { .company($0, .date, value: values[$0], errors: errors, words: words) },
            submit: words["company.move-send"])
        form.fields[1].hint = nil
        form.problems = faults.filter { !["from", "until"].contains($0.field) }.map { FaultWords.text($0, words) }
        form.back = page.link(CompanyPaths.applications)
        return CompanyPage(page, membership, at: CompanyPaths.applications).form(
            title: words["company.move-title", ["number": application.number]], lead: words["company.move-lead"], form)
    }

    private func move(_ page: PageContext) async throws -> Response {
        try await desk.member(page, .receive) { membership in
            let application = try await visit(page, membership)
            let fields = try await page.fields(single: ["from", "until"])
            var values = FieldValues()
            for name in ["from", "until"] { values[name] = fields[name] }
            let outcome = try await register.moveVisit(
                application.id, from: values["from"], until: values["until"], by: membership.account, now: desk.now())
            switch outcome {
            case .refused(let faults): return movePage(application, values, faults, membership, page)
            case .moved(let numbers):
                let words = page.words
                let template: [String: Any] = [
                    "boxes": [
                        NoticeBox(look: .success, title: words["company.moved"], text: words["company.moved-text"])
                            .values
                    ], "items": numbers,
                    "links": [
                        ["address": page.link(CompanyPaths.applications), "text": words["company.applications"]]
                    ],
                ]
                return CompanyPage(page, membership, at: CompanyPaths.applications).response(
                    "company-done", title: words["company.moved-title"], template)
            }
        }
    }
}
