import Hummingbird
import Identifiers
import Register

/// Somebody's own account: name and language, password, authenticator app, sessions.
struct SecurityPage {
    let account: Account
    let membership: Membership?
    let sessions: [AccountSession]
    /// The number of the one that asks.
    let own: Int64?
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
                words["company.sessions-title"], action("sign-out"), signingOut(words), words["company.sessions-send"],
                lead: words["company.sessions-text"]),
        ]
        let wrong = errors.sorted { $0.key < $1.key }
        var values: [String: Any] = [
            "forms": forms, "email": account.email.address,
            "passwordAt": CompanyPage.day(account.passwordAt, utcOffset, words),
            "hasErrors": !wrong.isEmpty,
            "errors": wrong.map { ["text": $0.value, "hasTarget": true, "target": $0.key] as [String: Any] },
        ]
        values["boxes"] = boxes(words).map(\.values)
        return CompanyPage(page, membership, at: CompanyPaths.security).response(
            "company-security", title: words["company.security"], values, isError: !errors.isEmpty)
    }

    private func boxes(_ words: SiteWords) -> [NoticeBox] {
        guard account.lacksTimeCodes else { return box.map { [$0] } ?? [] }
        let anew = NoticeBox(
            look: .warning, title: words["company.app-taken"], text: words["company.app-taken-text"])
        return [anew] + (box.map { [$0] } ?? [])
    }

    /// Each other browser in which one is signed in, all of them, and this one, too.
    private func signingOut(_ words: SiteWords) -> [FormFieldView] {
        var choices = sessions.filter { $0.number != own }.map { session in
            FormFieldView.Choice(
                SessionChoice.one(session.number).text,
                words[
                    "company.session-since",
                    ["since": moment(session.since, words), "seen": moment(session.seenAt, words)]],
                hint: origin(session.origin))
        }
        if !choices.isEmpty {
            choices.append(.init(SessionChoice.others.text, words["company.sessions-others"], isChosen: true))
        }
        choices.append(
            .init(SessionChoice.all.text, words["company.sessions-all"], isChosen: choices.isEmpty))
        var which = FormFieldView.company("which", .radios(choices), words: words)
        which.hint = sessions.first { $0.number == own }.map {
            words["company.session-this", ["since": moment($0.since, words)]]
        }
        let proof = FormFieldView.company(
            "proof", .password(isNew: false), errors: errors, words: words, label: words["company.field-old"])
        return [which, proof]
    }

    private func origin(_ origin: SessionOrigin) -> String? {
        let parts = [origin.client, origin.agent].filter { !$0.isEmpty }
        return parts.isEmpty ? nil : parts.joined(separator: "\u{2003}")
    }

    private func moment(_ time: Int64, _ words: SiteWords) -> String {
        "\(CompanyPage.day(time, utcOffset, words)) \(ClockText.text(time, utcOffset: utcOffset))"
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
