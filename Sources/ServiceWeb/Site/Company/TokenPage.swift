import Hummingbird
import Register

/// The tokens of a company's programs, and a form to make one.
struct TokenPage {
    let membership: Membership
    let tokens: [CompanyToken]
    /// Whether who looks has an authenticator app, and so is asked for its code.
    let hasApp: Bool
    let values: FieldValues
    let errors: [String: String]
    let problem: String?
    let utcOffset: Int64
    let now: Int64

    func response(_ page: PageContext) -> Response {
        let words = page.words
        var template = form(page).values
        template["lead"] = words["company.programs-lead"]
        template["hasTokens"] = !tokens.isEmpty
        template["tokens"] = tokens.map { token($0, page) }
        template["links"] = [
            ["address": page.link(CompanyPaths.hooks), "text": words["company.hooks"]],
            [
                "address": ProgramOperation.base + ProgramOperation.getDocument.path,
                "text": words["company.programs-document"],
            ],
        ]
        return CompanyPage(page, membership, at: CompanyPaths.programs).response(
            "company-programs", title: words["company.programs"], template, isError: !errors.isEmpty)
    }

    private func form(_ page: PageContext) -> FormView {
        let words = page.words
        var name = FormFieldView.company(
            "tokenName", value: values["tokenName"], errors: errors, words: words)
        name.isCode = false
        let chosen = Set(values[all: "scopes"])
        let scopes = FormFieldView.company(
            "scopes",
            .checkboxes(
                TokenScope.allCases.map {
                    .init(
                        $0.rawValue, words["company.scope-\(Self.word($0))"], isChosen: chosen.contains($0.rawValue))
                }), errors: errors, words: words)
        let days = FormFieldView.company(
            "days",
            .select(
                TokenRoutes.days.map {
                    .init(
                        String($0), words["company.token-days", ["count": String($0)]],
                        isChosen: values["days"].isEmpty ? $0 == 90 : values["days"] == String($0))
                }), errors: errors, words: words)
        var proof: FormFieldView
        if hasApp {
            proof = .company("code", errors: errors, words: words, label: words["company.field-time-code"])
            proof.hint = words["company.hint-time-code"]
            proof.completion = "one-time-code"
        } else {
            proof = .company("current", .password(isNew: false), errors: errors, words: words)
        }
        return FormView(
            action: page.link(CompanyPaths.programs), fields: [name, scopes, days, proof],
            submit: words["company.token-make"])
    }

    private func token(_ token: CompanyToken, _ page: PageContext) -> [String: Any] {
        let words = page.words
        let isOver = token.isOver(at: now)
        return [
            "name": token.name, "hint": "ppk_…\(token.hint)", "scopes": Self.text(token.scopes, words),
            "state": token.revokedAt != nil
                ? words["company.token-revoked"]
                : words[
                    isOver ? "company.token-over" : "company.good-until",
                    ["until": CompanyPage.day(token.expires, utcOffset, words)]],
            "used": token.usedAt.map {
                words["company.token-used", ["date": CompanyPage.day($0, utcOffset, words)]]
            } ?? words["company.token-unused"], "mayRevoke": !isOver,
            "revoke": page.link("\(CompanyPaths.programs)/\(token.id.hex)/revoke"),
        ]
    }

    private static func word(_ scope: TokenScope) -> String { scope.rawValue.replacing(":", with: "-") }

    private static func text(_ scopes: Set<TokenScope>, _ words: SiteWords) -> String {
        TokenScope.allCases.filter(scopes.contains).map { words["company.scope-\(word($0))"] }
            .joined(separator: words.language == .zhHant ? "、" : ", ")
    }

    /// Shows a token, this once.
    static func made(
        _ secret: ProgramToken, _ token: CompanyToken, _ membership: Membership, _ page: PageContext, utcOffset: Int64
    ) -> Response {
        let words = page.words
        let values: [String: Any] = [
            "secret": secret.text, "back": page.link(CompanyPaths.programs), "name": token.name,
            "until": words["company.good-until", ["until": CompanyPage.day(token.expires, utcOffset, words)]],
            "boxes": [
                NoticeBox(
                    look: .warning, title: words["company.codes-once"], text: words["company.token-once"]
                ).values
            ],
        ]
        return CompanyPage(page, membership, at: CompanyPaths.programs).response(
            "company-token", title: words["company.token-made"], values)
    }
}
