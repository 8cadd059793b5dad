import Hummingbird
import Register

/// Somebody's own account: name and language, password, authenticator app, sessions.
struct SecurityPage {
    let account: Account
    let membership: Membership?
    let errors: [String: String]
    let box: NoticeBox?
    let utcOffset: Int64
    /// What was not taken as it is.
    var typed: (name: String, language: SiteLanguage)?

    func response(_ page: PageContext) -> Response {
        let words = page.words
        func action(_ part: String) -> String { page.link("\(CompanyPaths.security)/\(part)") }
        var name = FormFieldView.company("name", value: typed?.name ?? account.name, errors: errors, words: words)
        name.hint = words["company.hint-your-name"]
        name.completion = "name"
        let language = FormFieldView.company(
            "language",
            .select(
                SiteLanguage.allCases.map {
                    .init(
                        $0.rawValue, $0.ownName, isChosen: $0 == typed?.language ?? account.language,
                        language: $0.rawValue)
                }), words: words)
        var new = FormFieldView.company(
            "password", .password(isNew: true), errors: errors, words: words, label: words["company.field-new-password"]
        )
        new.hint = words["company.hint-password"]
        var code = FormFieldView.company(
            "code", errors: errors, words: words, label: words["company.field-time-code"])
        code.hint = words["company.hint-app-remove"]
        code.completion = "one-time-code"
        let forms: [[String: Any]] = [
            form(words["company.own-title"], action("name"), [name, language], words["company.save"]),
            form(
                words["company.password-title"], action("password"),
                [.company("old", .password(isNew: false), errors: errors, words: words), new],
                words["company.password-send"]),
            account.hasTimeCodes
                ? form(
                    words["company.app-title"], action("app/remove"), [code], words["company.app-remove"],
                    lead: words["company.app-on", ["count": String(account.recoveryCodesLeft)]])
                : form(
                    words["company.app-title"], action("app"),
                    [.company("current", .password(isNew: false), errors: errors, words: words)],
                    words["company.app-begin"], lead: words["company.app-off"]),
            form(
                words["company.sessions-title"], action("sign-out"), [], words["company.sessions-send"],
                lead: words["company.sessions-text"]),
        ]
        let wrong = errors.sorted { $0.key < $1.key }
        var values: [String: Any] = [
            "forms": forms, "email": account.email.address,
            "passwordAt": CompanyPage.day(account.passwordAt, utcOffset, words),
            "hasErrors": !wrong.isEmpty,
            "errors": wrong.map { ["text": $0.value, "hasTarget": true, "target": $0.key] as [String: Any] },
        ]
        values["boxes"] = box.map { [$0.values] } ?? []
        return CompanyPage(page, membership, at: CompanyPaths.security).response(
            "company-security", title: words["company.security"], values, isError: !errors.isEmpty)
    }

    private func form(
        _ title: String, _ action: String, _ fields: [FormFieldView], _ submit: String, lead: String? = nil
    ) -> [String: Any] {
        [
            "heading": title, "action": action, "fields": fields.map(\.values), "submit": submit,
            "hasText": lead != nil, "text": lead ?? "",
        ]
    }
}
