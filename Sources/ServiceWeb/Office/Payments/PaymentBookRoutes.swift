import HTTPTypes
import Hummingbird
import Payments
import Register

/// The sums of the books, what somebody has to look at, and what the payment service says beside them.
struct PaymentBookRoutes: Sendable {
    /// How far back the payment service is asked, in days.
    static let spans: [Int64] = [1, 3, 14]

    func add(to router: OfficeRouter) {
        router.page("payment-books", .seePayments) { page in
            try await show(page, try await page.register.pendingDifferences())
        }
        router.form("payment-books/ask", .bookPayments, fields: ["days", "take"]) { page, fields in
            try await ask(page, fields)
        }
    }

    private func ask(_ page: StaffPage, _ fields: FormFields) async throws -> Response {
        guard let days = Int64(fields["days"]), Self.spans.contains(days) else { throw Problem.badForm }
        guard let gateway = page.desk.payments.gateway else {
            return try await show(
                page, try await page.register.pendingDifferences(), problem: page.words["staff.pay-not-online"])
        }
        return try await show(
            page, try await differences(page, gateway, days, isTaking: fields["take"] == "yes"), asked: days)
    }

    /// Apart from the page, and not inlined into it: the optimiser of Swift 6.3.1 crashes there.
    @inline(never)
    private func differences(
        _ page: StaffPage, _ gateway: any PaymentGateway, _ days: Int64, isTaking: Bool
    ) async throws -> [PaymentDifference] {
        let (principal, now) = (try page.principal, page.now)
        return try await page.register.reconcile(
            with: gateway, since: now - days * 86_400, taking: isTaking, by: principal, now: now)
    }

    private func show(
        _ page: StaffPage, _ differences: [PaymentDifference], asked days: Int64? = nil, problem: String? = nil
    ) async throws -> Response {
        try Self.page(try await page.register.paymentBooks(), differences, asked: days, problem: problem, page)
    }

    @inline(never)
    private static func page(
        _ books: PaymentBooks, _ differences: [PaymentDifference], asked days: Int64?, problem: String?,
        _ page: StaffPage
    ) throws -> Response {
        let words = page.words
        var view = OfficeView("office-payment-books", title: words["staff.menu-payment-books"])
        view.isError = problem != nil
        view.status = problem == nil ? .ok : .unprocessableContent
        view.done = days.map { words["staff.books-asked", ["days": String($0)]] }
        view.values = ErrorSummaryView(problems: problem.map { [$0] } ?? [], fields: []).values
        view.values.merge(
            StatusTag(
                look: books.isBalanced ? .good : .bad,
                text: words[books.isBalanced ? "staff.books-balanced" : "staff.books-unbalanced"]
            ).values
        ) { $1 }
        let sums: [(String, Int64)] = [
            ("received", books.received), ("receipted", books.receipted), ("parts", books.parts),
            ("surplus", books.surplus), ("refunded", books.refunded),
        ]
        view.values["summary"] =
            SummaryView(
                rows: sums.map { SummaryView.Row(words["staff.books-\($0.0)"], [PaymentLook.amount($0.1, page)]) }
            ).values
        view.values["hasDifferences"] = !differences.isEmpty
        view.values["caption"] = words["staff.differences-count", ["count": String(differences.count)]]
        view.values["differences"] = DifferenceRows.values(differences, page)
        view.values["mayAsk"] = page.may(.bookPayments) && page.desk.payments.gateway != nil
        view.values["isOffline"] = page.desk.payments.gateway == nil
        view.values["askAddress"] = page.link("payment-books/ask")
        view.values["spans"] = spans.map { span -> [String: Any] in
            ["value": String(span), "text": words["staff.books-days", ["count": String(span)]], "isChosen": span == 3]
        }
        return try view.response(in: page)
    }
}
