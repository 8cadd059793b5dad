import HTTPTypes
import Hummingbird
import Identifiers
import OpenData
import Register
import Tables

/// The pages of calls in the office. Apart from asynchronous code, and not inlined into it: the optimiser of Swift 6.3.1 crashes there.
enum CallOfficePages {
    /// What came of something that was sent.
    struct Said: Sendable {
        var form: CallForm?
        var faults: [Fault] = []
        var problems: [String] = []
        /// A day that there is something of already.
        var there: CallForm?
        var tableProblems: [String] = []
        var done: String?
    }

    /// The day and line that an address names.
    struct Place: Sendable {
        let day: CivilDate
        let line: CallLine

        /// - Throws: ``Problem/notFound``.
        @inline(never)
        init(_ page: StaffPage) throws {
            let line = CallLine(text: page.parameter("line"))
            guard let day = CivilDate(text: page.parameter("day")), page.register.callLines.contains(line) else {
                throw Problem.notFound
            }
            self.day = day
            self.line = line
        }
    }

    /// What came of a day's form; nil where it is kept.
    @inline(never)
    static func said(of form: CallForm, _ change: CallsEntered, isNew: Bool, _ page: StaffPage) -> Said? {
        switch change {
        case .kept: return nil
        case .refused(let faults): return Said(form: form, faults: faults)
        // There is something of that day already: it is corrected on its own page, where one sees what it was.
        case .moved where isNew:
            return Said(form: form, problems: [page.words["staff.calls-there"]], there: form)
        case .moved: return Said(form: form, problems: [page.words["staff.calls-moved"]])
        }
    }

    /// What to say where no file came that can be looked at.
    @inline(never)
    static func saidWithout(_ upload: FormUpload?, _ page: StaffPage) -> Said {
        Said(tableProblems: [page.words[upload == nil ? "errors.choose" : "errors.too-large"]])
    }

    @inline(never)
    static func said(_ error: TableError, _ page: StaffPage) -> Said {
        Said(tableProblems: ["\(page.words["staff.calls-no-table"]) (\(error.code))"])
    }

    static func name(of line: CallLine, _ page: StaffPage) -> String {
        switch line {
        case .shared: page.words["staff.calls-shared"]
        case .port(let id): page.register.siteFacts.ports.first { $0.id == id }.map { page.name(of: $0) } ?? id
        }
    }

    /// The page of a day that was entered.
    @inline(never)
    static func path(of form: CallForm) -> String {
        "calls/\((try? DateText.parse(form.day)).map(DateText.iso) ?? "")/\(form.line)"
    }

    private static func person(_ name: String) -> String {
        (try? Principal(name)).map(ChangeOfficeRoutes.person) ?? "—"
    }

    private static func count(_ number: Int64) -> TableView.Cell {
        TableView.Cell(ReportValue.count(number).text ?? "—", isNumber: true)
    }

    private static func share(_ part: Int64, of whole: Int64) -> TableView.Cell {
        TableView.Cell(ReportValue.percent(part, of: whole).text ?? "—", isNumber: true)
    }

    private static func cells(_ figures: CallFigures) -> [TableView.Cell] {
        [
            count(figures.came), count(figures.answered), share(figures.answered, of: figures.came),
            count(figures.inTime), share(figures.inTime, of: figures.answered), count(figures.callbacks),
        ]
    }

    private static func columns(_ words: SiteWords) -> [String] {
        ["came", "answered", "share", "in-time", "share-in-time", "callbacks"].map { words["staff.calls-\($0)"] }
    }

    // MARK: A month

    @inline(never)
    static func list(_ month: CallMonth, _ tallies: [CallTally], _ said: Said, _ page: StaffPage) throws -> Response {
        let words = page.words
        var view = OfficeView("office-calls", title: words["staff.menu-calls"])
        let form = said.form ?? CallForm(day: DateText.iso(CivilDate(of: page.now, utcOffset: page.register.utcOffset)))
        let fields = CallOfficeForm.fields(form, said.faults, isNew: true, page)
        view.values = entering(fields, said, page)
        view.values["lead"] = words["staff.calls-lead", ["seconds": String(page.register.callTarget)]]
        view.values["month"] = month.text
        view.values["previous"] = page.link("calls?month=\(month.previous.text)")
        let today = CivilDate(of: page.now, utcOffset: page.register.utcOffset)
        view.values["hasNext"] = month.next.first <= today
        view.values["next"] = page.link("calls?month=\(month.next.text)")
        view.values["hasCalls"] = !tallies.isEmpty
        view.values["calls"] = [table(month, tallies, page).values]
        view.values["hasThere"] = said.there != nil
        view.values["there"] = said.there.map { page.link(path(of: $0)) } ?? ""
        view.done = said.done
        view.isError = !said.faults.isEmpty || !said.problems.isEmpty || !said.tableProblems.isEmpty
        view.status = view.isError ? .unprocessableContent : .ok
        return try view.response(in: page)
    }

    private static func entering(_ fields: [FormFieldView], _ said: Said, _ page: StaffPage) -> [String: Any] {
        let words = page.words
        var form = FormView(action: page.link("calls"), fields: fields, submit: words["staff.calls-enter"])
        form.problems = said.problems
        var file = FormFieldView(name: "table", kind: .file(types: ".csv,text/csv"), label: words["staff.calls-table"])
        file.hint = words["staff.calls-table-hint"]
        var upload = FormView(
            action: page.link("calls/table"), fields: [file], submit: words["staff.calls-table-send"])
        upload.problems = said.tableProblems
        return [
            "mayEnter": page.may(.enterCalls), "entering": [form.values], "taking": [upload.values],
        ]
    }

    private static func table(_ month: CallMonth, _ tallies: [CallTally], _ page: StaffPage) -> TableView {
        let words = page.words
        var rows = tallies.map { tally -> [TableView.Cell] in
            let path = "calls/\(DateText.iso(tally.day))/\(tally.line.text)"
            let revision =
                tally.revision == 1
                ? words["staff.calls-first"] : words["staff.calls-corrected", ["count": String(tally.revision - 1)]]
            return [
                TableView.Cell(
                    "\(String(DateText.iso(tally.day).dropFirst(5))) \(name(of: tally.line, page))",
                    link: page.link(path))
            ] + cells(tally.figures) + [TableView.Cell("\(revision) · \(person(tally.madeBy))")]
        }
        if tallies.count > 1 {
            let sum = tallies.map(\.figures).reduce(.none, +)
            rows.append([TableView.Cell(words["staff.calls-sum"])] + cells(sum) + [TableView.Cell("—")])
        }
        return TableView(
            caption: words["staff.calls-caption", ["month": month.text]],
            columns: [words["staff.calls-of"]] + columns(words) + [words["staff.calls-entered"]], rows: rows)
    }

    /// What came of a table.
    @inline(never)
    static func said(_ change: CallsEntered, _ report: TableReport, _ page: StaffPage) -> Said {
        let words = page.words
        var said = Said()
        if case .kept(let new, let corrected) = change {
            said.done = words["staff.calls-taken", ["new": String(new), "corrected": String(corrected)]]
        }
        said.tableProblems = report.problems.prefix(50).map { problem in
            let rule = CallOfficeForm.text(Fault(problem.field ?? "other", problem.rule), words)
            return words["staff.calls-row", ["row": String(problem.row), "problem": rule]]
        }
        return said
    }

    // MARK: A day

    /// - Parameter history: the oldest first.
    /// - Throws: ``Problem/notFound`` where nothing was entered.
    @inline(never)
    static func day(_ history: [CallTally], _ said: Said, _ page: StaffPage) throws -> Response {
        guard let last = history.last else { throw Problem.notFound }
        let words = page.words
        let place = ["day": DayText.text(last.day, words), "line": name(of: last.line, page)]
        var view = OfficeView("office-calls-day", title: words["staff.calls-of-day", place])
        let fields = CallOfficeForm.fields(said.form ?? CallForm(last), said.faults, isNew: false, page)
        var form = FormView(
            action: page.link("calls/\(DateText.iso(last.day))/\(last.line.text)"), fields: fields,
            submit: words["staff.calls-correct"])
        form.hidden = [(name: "seen", value: String(last.revision))]
        form.problems = said.problems
        view.values["mayEnter"] = page.may(.enterCalls)
        view.values["correcting"] = [form.values]
        view.values["back"] = page.link("calls?month=\(String(DateText.iso(last.day).dropLast(3)))")
        // Each entry beside the one before it: from what to what.
        let table = TableView(
            caption: words["staff.calls-history"],
            columns: [words["staff.calls-moment"]] + columns(words) + [words["staff.calls-who"]],
            rows: history.reversed().map { tally in
                [TableView.Cell(page.moment(tally.at))] + cells(tally.figures)
                    + [TableView.Cell(person(tally.madeBy))]
            })
        view.values["history"] = [table.values]
        view.isError = !said.faults.isEmpty || !said.problems.isEmpty
        view.status = said.problems.isEmpty ? said.faults.isEmpty ? .ok : .unprocessableContent : .conflict
        return try view.response(in: page)
    }
}
