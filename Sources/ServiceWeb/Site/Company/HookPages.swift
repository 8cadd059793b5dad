import Hummingbird
import Register

/// A company's endpoints, and what each was told.
struct HookPages {
    let membership: Membership
    let utcOffset: Int64

    private func state(_ hook: CompanyHook, _ words: SiteWords) -> String {
        if let at = hook.disabledAt { return words["company.hook-disabled", ["date": day(at, words)]] }
        if let since = hook.failingSince { return words["company.hook-failing", ["date": day(since, words)]] }
        return words["company.hook-good"]
    }

    private func day(_ time: Int64, _ words: SiteWords) -> String { CompanyPage.day(time, utcOffset, words) }

    func list(
        _ hooks: [CompanyHook], _ typed: String, _ errors: [String: String], _ page: PageContext
    ) -> Response {
        let words = page.words
        var field = FormFieldView.company("hookAddress", value: typed, errors: errors, words: words)
        field.keyboard = "url"
        field.isCode = true
        var form = FormView(
            action: page.link(CompanyPaths.hooks), fields: [field], submit: words["company.hook-make"])
        form.back = page.link(CompanyPaths.programs)
        var template = form.values
        template["hasHooks"] = !hooks.isEmpty
        template["hooks"] = hooks.map { hook in
            [
                "address": hook.address, "state": state(hook, words),
                "open": page.link("\(CompanyPaths.hooks)/\(hook.id.hex)"),
            ] as [String: Any]
        }
        return CompanyPage(page, membership, at: CompanyPaths.programs).response(
            "company-hooks", title: words["company.hooks"], template, isError: !errors.isEmpty)
    }

    func hook(_ hook: CompanyHook, _ deliveries: [HookDelivery], _ page: PageContext) -> Response {
        let words = page.words
        func action(_ act: HookRoutes.HookAct) -> String {
            page.link("\(CompanyPaths.hooks)/\(hook.id.hex)/\(act.rawValue)")
        }
        let template: [String: Any] = [
            "address": hook.address, "state": state(hook, words), "isFailing": !hook.isWell,
            "rotate": action(.rotate), "enable": action(.enable), "remove": action(.remove), "again": action(.again),
            "back": page.link(CompanyPaths.hooks), "isEmpty": deliveries.isEmpty,
            "deliveries": deliveries.map { delivery(of: $0, words) },
        ]
        return CompanyPage(page, membership, at: CompanyPaths.programs).response(
            "company-hook", title: words["company.hook"], template)
    }

    private func delivery(of one: HookDelivery, _ words: SiteWords) -> [String: Any] {
        [
            "event": one.event.rawValue, "what": "\(one.subject) → \(one.became)", "day": day(one.at, words),
            "told": words[
                "company.delivery-\(one.state.rawValue)",
                ["attempts": String(one.attempts), "answer": one.answer ?? "—"]],
            "id": String(one.seq), "mayRepeat": one.state != .sending,
        ]
    }

    /// Shows a secret, this once.
    func secret(_ secret: HookSecret, _ page: PageContext) -> Response {
        let words = page.words
        let values: [String: Any] = [
            "secret": secret.text, "back": page.link(CompanyPaths.hooks), "name": words["company.hook-secret-name"],
            "until": words["company.hook-secret-old"],
            "boxes": [
                NoticeBox(
                    look: .warning, title: words["company.codes-once"], text: words["company.hook-secret-text"]
                ).values
            ],
        ]
        return CompanyPage(page, membership, at: CompanyPaths.programs).response(
            "company-token", title: words["company.hook-secret"], values)
    }
}
