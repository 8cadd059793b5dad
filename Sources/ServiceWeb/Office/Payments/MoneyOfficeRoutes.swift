import HTTPTypes
import Hummingbird
import Identifiers
import Payments
import Register

/// Money that is held and goes back: to the card that it came from, or by hand.
struct MoneyOfficeRoutes: Sendable {
    /// What a refund may go by: to the card, or by hand.
    static let byCard = ["card-R", "card-N", "card-E"]
    static let byHand = ["bank", "cash", "post"]

    func add(to router: OfficeRouter) {
        router.page("money/:payment", .seePayments) { page in try await show(page) }
        router.form("money/:payment/refund", .bookPayments, fields: ["amount", "means"], isGrave: true) {
            page, fields in
            try await refund(page, fields)
        }
        router.form(
            "money/:payment/ended", .bookPayments, fields: ["refund", "ending", "note"], isGrave: true
        ) { page, fields in
            try await end(page, fields)
        }
    }

    private func money(_ page: StaffPage) async throws -> MoneyAccount {
        guard let id = Int64(page.parameter("payment")), let money = try await page.register.moneyAccount(id) else {
            throw Problem.notFound
        }
        return money
    }

    private func show(_ page: StaffPage, problem: String? = nil) async throws -> Response {
        try MoneyPage.response(try await money(page), problem: problem, page)
    }

    private func done(_ money: MoneyAccount, _ word: String, _ page: StaffPage) -> Response {
        let path = money.payment.order.map { "payments/\($0.text)" } ?? "money/\(money.payment.id)"
        return page.redirect(to: "\(path)?done=\(word)")
    }

    private func refund(_ page: StaffPage, _ fields: FormFields) async throws -> Response {
        let money = try await money(page)
        let id = money.payment.id
        let means = fields["means"]
        guard let amount = BookingForm.amount(fields["amount"]) else {
            return try await show(page, problem: page.words["staff.refund-amount-wrong"])
        }
        do {
            if let byHand = RefundMeans(byHand: means) {
                _ = try await page.register.askRefund(
                    id, amount: amount, by: byHand, of: page.principal, now: page.now)
                return done(money, "begun", page)
            }
            guard Self.byCard.contains(means), let action = CreditAction(rawValue: String(means.suffix(1))) else {
                throw Problem.badForm
            }
            guard let gateway = page.desk.payments.gateway else {
                return try await show(page, problem: page.words["staff.pay-not-online"])
            }
            return try await refund(money, amount, action, gateway, page)
        } catch let error as RegisterError where error.code == .impossibleChange || error.code == .invalidArgument {
            return try await show(page, problem: page.words["staff.refund-impossible"])
        }
    }

    private func refund(
        _ money: MoneyAccount, _ amount: Int64, _ action: CreditAction, _ gateway: any PaymentGateway, _ page: StaffPage
    ) async throws -> Response {
        let (words, id) = (page.words, money.payment.id)
        if action == .cancelCapture {
            do {
                let answer = try await page.register.cancelCapture(of: id, through: gateway)
                guard answer.isDone else {
                    return try await show(page, problem: words["staff.refund-refused", ["text": answer.message]])
                }
                return done(money, "uncaptured", page)
            } catch is PaymentError {
                return try await show(page, problem: words["staff.pay-unanswered"])
            }
        }
        switch try await page.register.refund(
            id, amount: amount, action: action, through: gateway, by: page.principal, now: page.now)
        {
        case .done: return done(money, "refunded", page)
        case .refused(_, let text): return try await show(page, problem: words["staff.refund-refused", ["text": text]])
        case .unknown: return try await show(page, problem: words["staff.refund-unknown"])
        }
    }

    private func end(_ page: StaffPage, _ fields: FormFields) async throws -> Response {
        let money = try await money(page)
        guard let refund = money.refunds.first(where: { String($0.id) == fields["refund"] }),
            ["done", "failed"].contains(fields["ending"])
        else { throw Problem.badForm }
        let isDone = fields["ending"] == "done"
        do {
            try await page.register.endRefund(
                refund.id, isDone: isDone, note: fields["note"], by: page.principal, now: page.now)
        } catch let error as RegisterError where error.code == .invalidArgument {
            return try await show(page, problem: page.words["staff.refund-note-wrong"])
        } catch let error as RegisterError where error.code == .impossibleChange {
            return try await show(page, problem: page.words["staff.refund-ended"])
        }
        return done(money, isDone ? "refunded" : "refund-failed", page)
    }
}
