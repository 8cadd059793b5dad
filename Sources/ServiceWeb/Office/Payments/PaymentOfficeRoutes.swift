import HTTPTypes
import Hummingbird
import Identifiers
import Payments
import Register

/// Orders: looked for, looked at, paid elsewhere than online, cancelled, and their fee given back.
struct PaymentOfficeRoutes: Sendable {
    private static let shown = 50
    static let booked: Set<String> = ["method", "reference", "amount", "received"]

    func add(to router: OfficeRouter) {
        router.page("payments", .seePayments) { page in try await list(page) }
        router.page("payments/:order", .seePayments) { page in try await show(page) }
        router.form("payments/:order/book", .bookPayments, fields: Self.booked) { page, fields in
            try await book(page, fields)
        }
        router.form("payments/:order/cancel", .bookPayments, fields: ["reason"], isGrave: true) { page, fields in
            try await cancel(page, reason: fields["reason"])
        }
        router.form("payments/:order/release", .bookPayments, fields: ["reason"], isGrave: true) { page, fields in
            try await release(page, reason: fields["reason"])
        }
        router.form("payments/:order/ask", .bookPayments, fields: ["take"]) { page, fields in
            try await ask(page, isTaking: fields["take"] == "yes")
        }
    }

    private func number(_ page: StaffPage) throws -> OrderNumber {
        guard let number = OrderNumber(page.parameter("order")) else { throw Problem.notFound }
        return number
    }

    // MARK: Ending

    private func cancel(_ page: StaffPage, reason: String) async throws -> Response {
        let number = try number(page)
        guard PaymentReason.cancelling.contains(reason) else { throw Problem.badForm }
        do {
            try await page.register.cancelOrder(number, reason: reason, by: page.principal, now: page.now)
        } catch let error as RegisterError where error.code == .impossibleChange {
            return try await show(page, problem: page.words["staff.pay-cancel-impossible"])
        }
        return page.redirect(to: "payments/\(number.text)?done=cancelled")
    }

    private func release(_ page: StaffPage, reason: String) async throws -> Response {
        let number = try number(page)
        guard PaymentReason.releasing.contains(reason) else { throw Problem.badForm }
        do {
            try await page.register.releaseEndedOrder(number, reason: reason, by: page.principal, now: page.now)
        } catch let error as RegisterError where error.code == .impossibleChange {
            return try await show(page, problem: page.words["staff.pay-release-impossible"])
        }
        return page.redirect(to: "payments/\(number.text)?done=released")
    }

    // MARK: Asking the payment service

    private func ask(_ page: StaffPage, isTaking: Bool) async throws -> Response {
        guard let gateway = page.desk.payments.gateway else {
            return try await show(page, problem: page.words["staff.pay-not-online"])
        }
        return try await show(page, differences: try await differences(page, gateway, isTaking: isTaking))
    }

    /// Apart from the page, and not inlined into it: the optimiser of Swift 6.3.1 crashes there.
    @inline(never)
    private func differences(
        _ page: StaffPage, _ gateway: any PaymentGateway, isTaking: Bool
    ) async throws -> [PaymentDifference] {
        try await page.register.reconcile(
            try number(page), with: gateway, taking: isTaking, by: page.principal, now: page.now)
    }

    // MARK: Looking

    private func list(_ page: StaffPage) async throws -> Response {
        let typed = page.query("q")
        let state = OrderState(rawValue: page.query("state"))
        let counts = try await page.register.orderCounts()
        let orders =
            typed.isEmpty
            ? try await page.register.orderList(
                before: Int64(page.query("before")) ?? .max, state: state, limit: Self.shown)
            : try await page.register.findOrders(typed)
        return try OrderPages.list(orders, counts, typed: typed, state: state, isFull: orders.count == Self.shown, page)
    }

    private func show(
        _ page: StaffPage, problem: String? = nil, typed: FormFields? = nil, differences: [PaymentDifference]? = nil
    ) async throws -> Response {
        guard let account = try await page.register.orderAccount(try number(page), now: page.now) else {
            throw Problem.notFound
        }
        return try OrderPages.one(account, problem: problem, typed: typed, differences: differences, page)
    }

    // MARK: Booking

    private func book(_ page: StaffPage, _ fields: FormFields) async throws -> Response {
        let number = try number(page)
        guard let money = BookingForm(fields, page) else {
            return try await show(page, problem: page.words["staff.pay-book-wrong"], typed: fields)
        }
        do {
            let outcome = try await page.register.recordPayment(
                number, method: money.method, reference: money.reference, amount: money.amount,
                receivedAt: money.receivedAt, by: page.principal, now: page.now)
            let done =
                switch outcome {
                case .paid: "paid"
                case .part: "part"
                case .repeated: "repeated"
                default: "surplus"
                }
            return page.redirect(to: "payments/\(number.text)?done=\(done)")
        } catch let error as RegisterError where error.code == .impossibleChange {
            return try await show(page, problem: page.words["staff.pay-book-used"], typed: fields)
        } catch let error as RegisterError where error.code == .invalidArgument {
            return try await show(page, problem: page.words["staff.pay-book-wrong"], typed: fields)
        }
    }
}
