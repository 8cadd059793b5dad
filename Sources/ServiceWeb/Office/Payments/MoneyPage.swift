import Hummingbird
import Payments
import Register

/// One payment: what came, what counts, what went back, and the way back.
enum MoneyPage {
    @inline(never)
    static func response(_ money: MoneyAccount, problem: String?, _ page: StaffPage) throws -> Response {
        let words = page.words
        var view = OfficeView(
            "office-money", title: words["staff.money-title", ["number": String(money.payment.id)]])
        view.isError = problem != nil
        view.status = problem == nil ? .ok : .unprocessableContent
        view.done = words.find("staff.pay-done-\(page.query("done"))")
        view.values = ErrorSummaryView(problems: problem.map { [$0] } ?? [], fields: []).values
        view.values["payments"] = [values(money, page)]
        view.values["hasOrder"] = money.payment.order != nil
        view.values["order"] = money.payment.order?.text ?? ""
        view.values["orderAddress"] = page.link("payments/\(money.payment.order?.text ?? "")")
        return try view.response(in: page)
    }

    static func values(_ money: MoneyAccount, _ page: StaffPage) -> [String: Any] {
        let words = page.words
        let payment = money.payment
        var values: [String: Any] = [:]
        values["id"] = String(payment.id)
        values["heading"] =
            words[
                "staff.money-heading",
                [
                    "amount": PaymentLook.amount(payment.amount, page),
                    "method": words["staff.pay-method-\(payment.method.rawValue)"],
                ]]
        var rows = [SummaryView.Row(words["staff.pay-reference"], [payment.reference])]
        if let way = payment.way { rows.append(SummaryView.Row(words["staff.pay-way"], [way])) }
        rows.append(SummaryView.Row(words["staff.pay-received"], [page.moment(payment.receivedAt)]))
        rows.append(
            SummaryView.Row(
                words["staff.pay-booked"],
                ["\(page.moment(money.bookedAt))　\(ChangeOfficeRoutes.person(money.bookedBy))"]))
        rows.append(SummaryView.Row(words["staff.pay-applied"], [PaymentLook.amount(payment.applied, page)]))
        rows.append(SummaryView.Row(words["staff.pay-surplus"], [PaymentLook.amount(payment.surplus, page)]))
        values["summary"] = SummaryView(rows: rows).values
        let mayBook = page.may(.bookPayments)
        values["hasRefunds"] = !money.refunds.isEmpty
        values["refunds"] = money.refunds.map { refund($0, of: payment, page) }
        values["mayRefund"] = mayBook && payment.refundable > 0
        values["refundAddress"] = page.link("money/\(payment.id)/refund")
        values["refundable"] = String(payment.refundable)
        let isByCard = money.isByCard && page.desk.payments.gateway != nil
        let means = (isByCard ? MoneyOfficeRoutes.byCard : []) + MoneyOfficeRoutes.byHand
        values["means"] = means.map { ["value": $0, "text": words["staff.refund-by-\($0)"]] }
        values["isByCard"] = isByCard
        return values
    }

    private static func refund(_ refund: Refund, of payment: BookedPayment, _ page: StaffPage) -> [String: Any] {
        var values = PaymentLook.tag(refund.state, page).values
        values["refund"] = String(refund.id)
        values["amount"] = PaymentLook.amount(refund.amount, page)
        values["by"] = page.words["staff.refund-by-\(refund.means)"]
        values["asked"] = "\(page.moment(refund.askedAt))　\(ChangeOfficeRoutes.person(refund.askedBy))"
        values["ended"] =
            refund.endedAt.map { "\(page.moment($0))　\(refund.endedBy.map(ChangeOfficeRoutes.person) ?? "")" } ?? "—"
        values["note"] = refund.note ?? "—"
        values["mayEnd"] = refund.state == .asked && page.may(.bookPayments)
        values["endAddress"] = page.link("money/\(payment.id)/ended")
        return values
    }
}
