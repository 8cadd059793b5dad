import Hummingbird
import Payments
import Register

/// An amount in whole New Taiwan dollars, with its thousands apart.
enum AmountText {
    static func text(_ amount: Int64, _ words: SiteWords) -> String {
        words["company.amount", ["amount": NoticeFact.amount(String(amount))]]
    }
}

/// What a company's applications cost that are approved.
struct DuePage {
    let membership: Membership
    let due: [Register.CompanyFee]
    let problem: String?
    let utcOffset: Int64

    func response(_ page: PageContext) -> Response {
        let words = page.words
        let total = due.reduce(0) { $0 + $1.amount }
        let values: [String: Any] = [
            "boxes": (problem.map { [NoticeBox(look: .warning, title: words["company.payments"], text: $0)] } ?? [])
                .map(\.values), "isEmpty": due.isEmpty, "action": page.link(CompanyPaths.payments),
            "total": AmountText.text(total, words), "count": String(due.count),
            "table": TableView(
                caption: words["company.due"],
                columns: ["number", "what", "amount", "due"].map { words["company.column-\($0)"] },
                rows: due.prefix(100).map { fee in
                    [
                        .init(fee.application.number),
                        .init(words["apply.title-\(fee.application.kind.rawValue)"]),
                        .init(AmountText.text(fee.amount, words), isNumber: true),
                        .init(fee.application.dueAt.map { CompanyPage.day($0, utcOffset, words) } ?? "—"),
                    ]
                }
            ).values, "isCut": due.count > 100,
        ]
        return CompanyPage(page, membership, at: CompanyPaths.payments).response(
            "company-due", title: words["company.payments"], values)
    }
}

/// One order of a company.
struct OrderPage {
    let membership: Membership
    let order: PaymentOrder
    let isOnline: Bool
    let utcOffset: Int64

    func response(_ page: PageContext) -> Response {
        let words = page.words
        let state = order.state.rawValue
        var rows = [
            SummaryView.Row(words["company.column-order"], [order.number.text]),
            SummaryView.Row(words["company.column-amount"], [AmountText.text(order.total, words)]),
            SummaryView.Row(words["company.column-count"], [String(order.lines.count)]),
            SummaryView.Row(words["company.column-state"], [words["company.order-\(state)"]]),
        ]
        if order.state == .open {
            rows.append(
                SummaryView.Row(
                    words["company.column-due"], [CompanyPage.day(order.expiresAt, utcOffset, words)]))
        }
        if let receipt = order.receipt { rows.append(SummaryView.Row(words["company.column-receipt"], [receipt])) }
        let look: NoticeBox.Look = order.state == .paid ? .success : .plain
        let values: [String: Any] = [
            "summary": SummaryView(rows: rows).values, "isOpen": order.state == .open && isOnline,
            "action": page.link("\(CompanyPaths.payments)/\(order.number.text)"),
            "hasReceipt": order.state == .paid && order.receipt != nil,
            "receipt": page.link("\(CompanyPaths.payments)/\(order.number.text)/receipt.pdf"),
            "boxes": [
                NoticeBox(
                    look: look, title: words["company.order-\(state)"], text: words["company.order-\(state)-text"]
                ).values
            ], "back": page.link(CompanyPaths.payments),
        ]
        return CompanyPage(page, membership, at: CompanyPaths.payments).response(
            "company-order", title: words["company.order-title"], values)
    }
}

/// The last page of ours before the payment service's: a form that goes there.
struct CheckoutPage {
    let membership: Membership
    let order: PaymentOrder
    let form: CheckoutForm

    func response(_ page: PageContext) -> Response {
        let words = page.words
        let values: [String: Any] = [
            "action": form.action, "total": AmountText.text(order.due, words),
            "hidden": form.fields.map { ["name": $0.name, "value": $0.value] },
            "back": page.link("\(CompanyPaths.payments)/\(order.number.text)"),
        ]
        var policy = SitePolicy()
        policy.formTargets = [form.origin]
        return CompanyPage(page, membership, at: CompanyPaths.payments).response(
            "company-checkout", title: words["company.checkout-title"], values, policy: policy)
    }
}
