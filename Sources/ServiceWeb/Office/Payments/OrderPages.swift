import Hummingbird
import Payments
import Register

/// The list of orders, and one order with all that came of it.
enum OrderPages {
    /// Of an order of thousands, as many as somebody reads; each is found by its application's number.
    private static let shownLines = 500

    // MARK: The list

    @inline(never)
    static func list(
        _ orders: [OrderSummary], _ counts: [OrderState: Int64], typed: String, state: OrderState?, isFull: Bool,
        _ page: StaffPage
    ) throws -> Response {
        let words = page.words
        var view = OfficeView("office-payments", title: words["staff.menu-payments"])
        view.values["q"] = typed
        view.values["hasSearched"] = !typed.isEmpty
        let all = counts.values.reduce(0, +)
        var filters: [[String: Any]] = [
            [
                "address": page.link("payments"), "text": words["staff.pay-all"], "count": String(all),
                "isCurrent": state == nil && typed.isEmpty,
            ]
        ]
        for one in OrderState.allCases {
            filters.append([
                "address": page.link("payments?state=\(one.rawValue)"), "text": words["staff.order-\(one.rawValue)"],
                "count": String(counts[one] ?? 0), "isCurrent": state == one && typed.isEmpty,
            ])
        }
        view.values["filters"] = filters
        view.values["hasOrders"] = !orders.isEmpty
        view.values["caption"] =
            typed.isEmpty
            ? words["staff.pay-caption"] : words["staff.pay-found", ["count": String(orders.count)]]
        view.values["orders"] = orders.map { PaymentLook.row($0, page) }
        view.values["hasOlder"] = isFull && typed.isEmpty
        let filter = state.map { "&state=\($0.rawValue)" } ?? ""
        view.values["older"] = page.link("payments?before=\(orders.last?.place ?? 0)\(filter)")
        return try view.response(in: page)
    }

    // MARK: One order

    @inline(never)
    static func one(
        _ account: OrderAccount, problem: String?, typed: FormFields?, differences: [PaymentDifference]?,
        _ page: StaffPage
    ) throws -> Response {
        let (words, order) = (page.words, account.order)
        var view = OfficeView("office-order", title: words["staff.order-title", ["number": order.number.text]])
        view.isError = problem != nil
        view.status = problem == nil ? .ok : .unprocessableContent
        view.done = words.find("staff.pay-done-\(page.query("done"))")
        view.values = ErrorSummaryView(problems: problem.map { [$0] } ?? [], fields: []).values
        view.values.merge(PaymentLook.tag(order.state, page).values) { $1 }
        view.values["summary"] = summary(account, page).values
        let lines = account.lines.prefix(shownLines)
        let counts = ["count": String(account.lines.count), "shown": String(lines.count)]
        view.values["lineCount"] =
            words[
                lines.count < account.lines.count ? "staff.pay-lines-first" : "staff.pay-lines", counts]
        view.values["lines"] = lines.map { line($0, page) }
        view.values["hasAttempts"] = !account.attempts.isEmpty
        view.values["attempts"] = account.attempts.map { attempt($0, page) }
        view.values["hasPayments"] = !account.money.isEmpty
        view.values["payments"] = account.money.map { MoneyPage.values($0, page) }
        view.values["ledger"] = account.ledger.map { entry($0, page) }
        acts(on: account, typed, in: &view, page)
        view.values["hasAnswer"] = differences != nil
        view.values["caption"] = words["staff.differences-count", ["count": String(differences?.count ?? 0)]]
        view.values["differences"] = DifferenceRows.values(differences ?? [], page)
        view.values["hasDifferences"] = !(differences ?? []).isEmpty
        return try view.response(in: page)
    }

    private static func summary(_ account: OrderAccount, _ page: StaffPage) -> SummaryView {
        let (words, order) = (page.words, account.order)
        var rows: [SummaryView.Row] = []
        func row(_ word: String, _ text: String) { rows.append(SummaryView.Row(words["staff.\(word)"], [text])) }
        row("pay-total", PaymentLook.amount(order.total, page))
        row("pay-due", PaymentLook.amount(order.due, page))
        row("pay-payer", PaymentLook.payer(account.payer))
        row("pay-made", page.moment(order.madeAt))
        row("pay-until", page.day(order.expiresAt - 1))
        if let closed = order.closedAt { row("pay-closed", page.moment(closed)) }
        if let reason = order.reason { row("reason", PaymentReason.text(reason, page)) }
        if let receipt = account.receipt {
            let void = receipt.voidAt.map { "　" + words["staff.receipt-void", ["at": page.moment($0)]] } ?? ""
            row("pay-receipt", "\(receipt.number)　\(page.moment(receipt.issuedAt))\(void)")
        }
        if let settled = account.settledAt { row("pay-settled", page.moment(settled)) }
        return SummaryView(rows: rows)
    }

    private static func line(_ line: OrderAccount.Line, _ page: StaffPage) -> [String: Any] {
        [
            "application": line.application ?? page.words["staff.pay-erased"],
            "what": FeeWords.name(of: line.line, inEnglish: page.language != .zhHant),
            "amount": PaymentLook.amount(line.line.amount, page),
        ]
    }

    private static func attempt(_ attempt: OrderAccount.Attempt, _ page: StaffPage) -> [String: Any] {
        let words = page.words
        var values: [String: Any] = [:]
        values["trade"] = attempt.trade
        values["amount"] = PaymentLook.amount(attempt.amount, page)
        values["made"] = page.moment(attempt.madeAt)
        values["way"] = attempt.way ?? "—"
        values["code"] = attempt.code.map { PaymentLook.code($0.code) } ?? "—"
        values["until"] = attempt.code.map { page.moment($0.expires) } ?? "—"
        values["failure"] = attempt.failure.map { words["staff.pay-failure", ["code": String($0)]] } ?? "—"
        return values
    }

    private static func entry(_ entry: LedgerEntry, _ page: StaffPage) -> [String: Any] {
        let words = page.words
        let what =
            switch entry.kind {
            case .opened: words["staff.ledger-opened"]
            case .received(let method):
                words["staff.ledger-received", ["method": words["staff.pay-method-\(method.rawValue)"]]]
            case .receiptIssued: words["staff.ledger-receipt"]
            case .closed(let state): words["staff.order-\(state.rawValue)"]
            case .receiptVoided: words["staff.ledger-void"]
            case .refundBegun(let means):
                words["staff.ledger-begun", ["means": words["staff.refund-by-\(means)"]]]
            case .refundDone(let means): words["staff.ledger-done", ["means": words["staff.refund-by-\(means)"]]]
            case .refundFailed(let means):
                words["staff.ledger-failed", ["means": words["staff.refund-by-\(means)"]]]
            }
        var values: [String: Any] = ["what": what, "at": page.moment(entry.at)]
        values["amount"] = PaymentLook.amount(entry.amount, page)
        values["reference"] = entry.reference ?? "—"
        values["held"] = PaymentLook.amount(entry.held, page)
        return values
    }

    private static func acts(
        on account: OrderAccount, _ typed: FormFields?, in view: inout OfficeView, _ page: StaffPage
    ) {
        let (words, order) = (page.words, account.order)
        let mayBook = page.may(.bookPayments)
        let base = page.link("payments/\(order.number.text)")
        view.values["mayBook"] = mayBook
        view.values["isClosed"] = order.state != .open
        view.values["bookAddress"] = base + "/book"
        view.values["isBooking"] = typed != nil
        view.values["methods"] = BookingForm.methods.map { method -> [String: Any] in
            [
                "value": method.rawValue, "text": words["staff.pay-method-\(method.rawValue)"],
                "isChosen": typed?["method"] == method.rawValue,
            ]
        }
        view.values["typedAmount"] = typed?["amount"] ?? (order.due > 0 ? String(order.due) : "")
        view.values["typedReference"] = typed?["reference"] ?? ""
        view.values["typedReceived"] = typed?["received"] ?? ""
        view.values["mayCancel"] = mayBook && order.state == .open
        view.values["cancelAddress"] = base + "/cancel"
        view.values["cancelReasons"] = PaymentReason.values(PaymentReason.cancelling, page)
        let isPaid = order.state == .paid
        let isFree = account.settledAt == nil || account.outstanding.isEmpty
        view.values["mayRelease"] = mayBook && isPaid && isFree
        view.values["isKept"] = mayBook && isPaid && !isFree
        view.values["outstanding"] = account.outstanding.prefix(20).joined(separator: "、")
        view.values["releaseAddress"] = base + "/release"
        view.values["releaseReasons"] = PaymentReason.values(PaymentReason.releasing, page)
        view.values["mayAsk"] = mayBook && !account.attempts.isEmpty && page.desk.payments.gateway != nil
        view.values["askAddress"] = base + "/ask"
    }
}
