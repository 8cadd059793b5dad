import Hummingbird
import Register

/// Asks for a second factor before a grave act, unless one was given in the last minutes. What was typed goes along, so that nothing
/// is typed twice.
struct StepUp {
    let page: StaffPage
    let fields: FormFields
    /// Of the form that waits.
    let names: Set<String>

    func passing(_ body: (StaffPage) async throws -> Response) async throws -> Response {
        guard let duty = page.duty else { throw Problem.internalError }
        if duty.session.isFresh(at: page.now) { return try await body(page) }
        let code = fields[OfficeRouter.proof]
        guard !code.isEmpty else { return try ask(problem: nil) }
        switch try await page.register.proveStaff(duty, code: code, now: page.now) {
        case .signedIn:
            page.session.forgetDuty()
            return try await body(
                try await StaffPage(desk: page.desk, request: page.request, context: page.context))
        case .wrong, .over: return try ask(problem: page.words["staff.code-wrong"])
        case .tooMany(let seconds): return try ask(problem: SignInPages.tooMany(seconds, page.words))
        }
    }

    private func ask(problem: String?) throws -> Response {
        let words = page.words
        var code = FormFieldView(name: OfficeRouter.proof, kind: .text, label: words["staff.code"])
        code.hint = words["staff.code-hint"]
        code.completion = "one-time-code"
        code.error = problem
        var form = FormView(
            action: page.request.uri.path, fields: [code], submit: words["staff.step-up-send"])
        form.hidden = names.sorted().flatMap { name in fields.all(name).map { (name: name, value: $0) } }
        var view = OfficeView("office-form", title: words["staff.step-up"])
        view.values = form.values
        view.values["hasLead"] = true
        view.values["lead"] = words["staff.step-up-lead"]
        view.isError = problem != nil
        return try view.response(in: page)
    }
}
