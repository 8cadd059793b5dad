import Hummingbird
import Register

/// The first page of companies, for who is not signed in.
enum SignInPage {
    static func response(
        _ page: PageContext, email: String, problem: String? = nil, done: String? = nil
    ) -> Response {
        let words = page.words
        var address = FormFieldView.company("email", value: email, words: words)
        address.completion = "username"
        address.keyboard = "email"
        var form = FormView(
            action: page.link(CompanyPaths.signIn),
            fields: [address, .company("password", .password(isNew: false), words: words)],
            submit: words["company.sign-in-send"])
        form.fields[1].hint = nil
        if let problem { form.problems = [problem] }
        var values = form.values
        values["boxes"] =
            (done.map { [NoticeBox(look: .success, title: $0, text: words["company.sign-in-lead"])] } ?? [])
            .map(\.values)
        values["forgot"] = page.link(CompanyPaths.forgot)
        values["found"] = page.link(CompanyPaths.found)
        values["join"] = page.link(CompanyPaths.join)
        return CompanyPage(page, nil, at: CompanyPaths.home).response(
            "company-in", title: words["company.title"], values, isError: problem != nil)
    }
}

/// Where the second factor is asked for.
struct FactorPage {
    let pending: PendingSignIn
    /// Where it comes by message: which code it was, and where it was sent to.
    var message: (handle: CodeHandle, to: String)?

    func response(_ page: PageContext, problem: String?) -> Response {
        let words = page.words
        var code = FormFieldView.company(
            "code", words: words, label: words[message == nil ? "company.field-time-code" : "company.field-code"])
        code.hint = message == nil ? words["company.hint-time-code"] : words["company.hint-code"]
        code.completion = "one-time-code"
        code.error = problem
        var form = FormView(
            action: page.link(CompanyPaths.factor), fields: [code], submit: words["company.factor-send"])
        form.hidden = [(name: "pending", value: pending.hex)]
        if let message { form.hidden.append((name: "handle", value: message.handle.hex)) }
        var values = form.values
        values["lead"] =
            message.map { words["company.factor-message", ["to": $0.to]] } ?? words["company.factor-app"]
        values["isMessage"] = message != nil
        values["again"] = page.link(CompanyPaths.factorAgain)
        values["pending"] = pending.hex
        return CompanyPage(page, nil, at: CompanyPaths.home).response(
            "company-factor", title: words["company.factor-title"], values, isError: problem != nil)
    }
}
