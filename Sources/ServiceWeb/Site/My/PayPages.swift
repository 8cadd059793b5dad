import Hummingbird
import Identifiers
import Payments
import Register

/// Paying for an application: what it costs and until when, and the way to the payment service.
struct PayPages: Sendable {
    let register: Register
    let access: ApplicantAccess
    let desk: PaymentDesk
    /// Seconds since 1970.
    let now: @Sendable () -> Int64

    func add(to router: SiteRouter) {
        router.get("my/applications/:number/pay") { page in try await show(page.withForms()) }
        router.post("my/applications/:number/pay") { page in try await pay(page.withForms()) }
    }

    /// The open order of an application; nil where there is nothing to pay.
    private func order(_ page: PageContext) async throws -> (PassApplication, PaymentOrder?) {
        let application = try await access.application(page).application
        guard application.state == .awaitingPayment, let order = try await register.order(of: application.id),
            order.state == .open
        else { return (application, nil) }
        return (application, order)
    }

    private func show(_ page: PageContext) async throws -> Response {
        let (application, order) = try await order(page)
        guard let order else { return page.redirect(to: ApplyPaths.progress(application.number)) }
        let words = page.words
        var content = SitePage("pay", title: words["my.pay-title"])
        content.menu = ApplyPaths.mine
        let until = DayText.text(CivilDate(of: order.expiresAt - 1, utcOffset: register.utcOffset), words)
        content.values = [
            "action": page.link(ApplyPaths.act(application.number, "pay")),
            "back": page.link(ApplyPaths.progress(application.number)), "isOpen": desk.cashier != nil,
            "text": words["company.order-open-text"],
            "summary": SummaryView(rows: [
                SummaryView.Row(words["apply.number"], [application.number]),
                SummaryView.Row(words["company.column-amount"], [AmountText.text(order.due, words)]),
                SummaryView.Row(words["company.column-due"], [until]),
            ]).values,
        ]
        return page.response(content)
    }

    private func pay(_ page: PageContext) async throws -> Response {
        _ = try await page.fields(single: [])
        let (application, order) = try await order(page)
        guard let order, let cashier = desk.cashier else {
            return page.redirect(to: ApplyPaths.progress(application.number))
        }
        let form = try await register.checkout(
            order.number, at: cashier, back: page.link(ApplyPaths.progress(application.number)),
            inEnglish: page.language != .zhHant, now: now())
        let words = page.words
        var content = SitePage("checkout", title: words["company.checkout-title"])
        content.menu = ApplyPaths.mine
        content.policy.formTargets = [form.origin]
        content.values = [
            "action": form.action, "total": AmountText.text(order.due, words),
            "hidden": form.fields.map { ["name": $0.name, "value": $0.value] },
            "back": page.link(ApplyPaths.act(application.number, "pay")),
        ]
        return page.response(content)
    }
}
